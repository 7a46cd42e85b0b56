"""The package of a Word file: opened with our own styles, closed to the same bytes each time."""

import io
import zipfile
from datetime import date, datetime, time

import docx
from docx.document import Document as WordDocument

from safeloom.reports.document import docx_look as look
from safeloom.reports.document.docx_text import plain, words
from safeloom.reports.document.tree import Document

_NO_TIME = (1980, 1, 1, 0, 0, 0)  # the oldest that a ZIP can hold
_NO_DAY = date(1980, 1, 1)
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_PARTS = {
    "styles": "styles",
    "numbering": "numbering",
    "settings": "settings",
    "header1": "header",
    "footer1": "footer",
}


def opened(document: Document, status: str) -> WordDocument:
    """An empty document with the look of a report, its running lines and its properties."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        for name, content in _files(document, status).items():
            archive.writestr(name, content)
    held.seek(0)
    word = docx.Document(held)
    about = word.core_properties
    about.title = plain(document.title)[:255] or "Report"
    about.subject = plain(document.period)[:255]
    # Who wrote it is the partnership: no person is named in the file.
    about.author = about.last_modified_by = plain(document.partnership)[:255]
    about.language = document.language
    about.comments = about.keywords = about.category = ""
    about.revision = 1
    made = datetime.combine(document.date or _NO_DAY, time(12))
    about.created = about.modified = made
    return word


def closed(word: WordDocument) -> bytes:
    """The file. Its parts carry no time, so that the same document is the same bytes."""
    written, out = io.BytesIO(), io.BytesIO()
    word.save(written)
    with (
        zipfile.ZipFile(written) as source,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive,
    ):
        for name in source.namelist():
            entry = zipfile.ZipInfo(name, _NO_TIME)
            entry.compress_type = (
                zipfile.ZIP_STORED if name.endswith(".png") else zipfile.ZIP_DEFLATED
            )
            archive.writestr(entry, source.read(name))
    return out.getvalue()


def _files(document: Document, status: str) -> dict[str, str]:
    title = f'<w:r><w:t xml:space="preserve">{words(document.title)}</w:t></w:r>'
    pages = (
        f'<w:r><w:t xml:space="preserve">Page </w:t></w:r>{look.field("PAGE", "1")}'
        f'<w:r><w:t xml:space="preserve"> of </w:t></w:r>{look.field("NUMPAGES", "1")}'
    )
    return {
        "[Content_Types].xml": _content_types(),
        "_rels/.rels": _relations({"office": (f"{_OFFICE}/officeDocument", "word/document.xml")}),
        "word/document.xml": _body(),
        "word/_rels/document.xml.rels": _relations(
            {name: (f"{_OFFICE}/{kind}", f"{name}.xml") for name, kind in _PARTS.items()}
        ),
        "word/styles.xml": look.styles(document.language),
        "word/numbering.xml": look.numbering(),
        "word/settings.xml": look.settings(document.language),
        "word/header1.xml": look.running("hdr", "Header", document.partnership, title),
        "word/footer1.xml": look.running("ftr", "Footer", status, pages),
    }


def _body() -> str:
    """A4 with the margins of the printed report; the cover has no running lines."""
    return (
        f"<w:document {look.NAMESPACES}><w:body><w:sectPr>"
        '<w:headerReference w:type="default" r:id="header1"/>'
        '<w:footerReference w:type="default" r:id="footer1"/>'
        '<w:pgSz w:w="11906" w:h="16838"/>'
        '<w:pgMar w:top="1474" w:right="1417" w:bottom="1304" w:left="1417" w:header="709"'
        ' w:footer="624" w:gutter="0"/><w:titlePg/></w:sectPr></w:body></w:document>'
    )


def _content_types() -> str:
    parts = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{_WORD}.{kind}+xml"/>'
        for name, kind in _PARTS.items()
    )
    return (
        f'<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="xml" ContentType="application/xml"/><Default Extension="rels"'
        ' ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{_WORD}.document.main+xml"/>{parts}</Types>'
    )


def _relations(found: dict[str, tuple[str, str]]) -> str:
    lines = "".join(
        f'<Relationship Id="{key}" Type="{kind}" Target="{target}"/>'
        for key, (kind, target) in found.items()
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{lines}</Relationships>'
