"""Text for Word: only characters that XML can hold, escaped, white space as one space."""

import re
import unicodedata
from xml.sax.saxutils import escape, quoteattr

# What XML 1.0 cannot hold in any form.
_NOT_XML = re.compile("[^\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_PER_CM = 360_000  # the units that pictures are measured in
_SPACE = re.compile(r"[^\S\u00a0\u202f]+")  # a no-break space stays one


def plain(text: str) -> str:
    """The text in characters that XML can hold, each run of white space as one space."""
    return _NOT_XML.sub("", _SPACE.sub(" ", text))


def words(text: str) -> str:
    """The text as the content of an element."""
    return escape(plain(text))


def quoted(text: str) -> str:
    """The text as an attribute, with its quotation marks."""
    return quoteattr(plain(text))


def visible(text: str) -> bool:
    """Whether anything of the text can be seen."""
    return any(unicodedata.category(one)[0] not in "CZM" for one in plain(text))


def text(shown: str, look: str = "") -> str:
    """A run of text, with the properties of its look."""
    properties = f"<w:rPr>{look}</w:rPr>" if look else ""
    return f'<w:r>{properties}<w:t xml:space="preserve">{words(shown)}</w:t></w:r>'


def paragraph(style: str, inner: str, properties: str = "") -> str:
    """A paragraph in a style; what differs from the style stands in the properties."""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{properties}</w:pPr>{inner}</w:p>'


def picture(relation: str, number: int, width: float, height: float, told: str) -> str:
    """A picture in its line, of a width and height in cm, with its alternative text."""
    extent = f'cx="{round(width * _PER_CM)}" cy="{round(height * _PER_CM)}"'
    about = f'id="{number}" name="Picture {number}"'
    kind = "http://schemas.openxmlformats.org/drawingml/2006/picture"
    return (
        f'<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent {extent}/>'
        f"<wp:docPr {about} descr={quoted(told)}/>"
        '<wp:cNvGraphicFramePr><a:graphicFrameLocks noChangeAspect="1"/></wp:cNvGraphicFramePr>'
        f'<a:graphic><a:graphicData uri="{kind}"><pic:pic><pic:nvPicPr><pic:cNvPr {about}/>'
        f'<pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:embed="{relation}"/>'
        "<a:stretch><a:fillRect/></a:stretch></pic:blipFill>"
        f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {extent}/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData>'
        "</a:graphic></wp:inline></w:drawing></w:r>"
    )
