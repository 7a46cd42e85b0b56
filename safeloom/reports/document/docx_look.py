"""How the report looks in Word: its styles and numbering, set once, as the parts of an empty package.

Arial is on every machine that runs Word and is what public bodies are asked to use; other office programs
put a face of the same widths in its place.
"""

from safeloom.reports.document.docx_text import quoted, text, words

NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
    ' xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
    ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    ' xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"'
)
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
ACCENT, INK, QUIET, HAIR, SURFACE = "0B5C63", "1B2226", "505A5F", "C9D2CD", "F4F6F4"
PAINT = {
    "blue": "1F5FA8",
    "green": "1B6E3C",
    "amber": "8A5300",
    "red": "B3261E",
    "none": QUIET,
    "met": "1B6E3C",
    "partly": "8A5300",
    "missing": "B3261E",
}
SHAPES = {"blue": "✓", "green": "●", "amber": "▲", "red": "■", "none": "○"}
TEXT_WIDTH = 9072  # twentieths of a point: A4 less 2.5 cm on each side
HEADINGS, BULLETS, NUMBERS = 1, 2, 3  # the lists that NUMBERING describes
_COUNTED = ("decimal", "lowerLetter", "lowerRoman")
DEEPEST = 3  # levels of a list, from 0
INDENT = 397  # of a level, in twentieths of a point


def styles(language: str) -> str:
    """All styles there are; texts are in that language unless they say otherwise."""
    return f"""{_XML}<w:styles {NAMESPACES}><w:docDefaults><w:rPrDefault><w:rPr>
<w:rFonts w:ascii="Arial" w:hAnsi="Arial" w:eastAsia="Arial" w:cs="Arial"/><w:color w:val="{INK}"/>
<w:sz w:val="23"/><w:szCs w:val="23"/><w:lang w:val={quoted(language)} w:eastAsia={quoted(language)}/>
</w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:spacing w:after="160" w:line="288" w:lineRule="auto"/></w:pPr>
</w:pPrDefault></w:docDefaults>
<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/></w:style>
<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">
<w:name w:val="Default Paragraph Font"/><w:semiHidden/></w:style>
<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:semiHidden/>
<w:tblPr><w:tblInd w:w="0" w:type="dxa"/></w:tblPr></w:style>
<w:style w:type="numbering" w:default="1" w:styleId="NoList"><w:name w:val="No List"/><w:semiHidden/>
</w:style>
{_paragraphs()}{_tables()}
<w:style w:type="character" w:styleId="Hyperlink"><w:name w:val="Hyperlink"/>
<w:rPr><w:color w:val="{ACCENT}"/><w:u w:val="single"/></w:rPr></w:style>
<w:style w:type="character" w:customStyle="1" w:styleId="Figure"><w:name w:val="Figure"/></w:style>
<w:style w:type="character" w:styleId="PlaceholderText"><w:name w:val="Placeholder Text"/>
<w:rPr><w:color w:val="{QUIET}"/></w:rPr></w:style>
{"".join(_status(name, colour) for name, colour in PAINT.items())}</w:styles>"""


def _paragraphs() -> str:
    rule = f'<w:pBdr><w:bottom w:val="single" w:sz="6" w:space="5" w:color="{ACCENT}"/></w:pBdr>'
    bar = f'<w:pBdr><w:left w:val="single" w:sz="24" w:space="10" w:color="{ACCENT}"/></w:pBdr>'
    edge = f'w:val="single" w:sz="4" w:space="6" w:color="{SURFACE}"'
    box = bar.replace("<w:left", f"<w:top {edge}/><w:left").replace(
        "</w:pBdr>", f"<w:bottom {edge}/></w:pBdr>"
    )
    box += f'<w:shd w:val="clear" w:color="auto" w:fill="{SURFACE}"/>'
    upright = '<w:i w:val="0"/>'
    return "".join(
        (
            _style("Title", before=2400, after=240, line=252, size=72, colour=ACCENT),
            _style("Subtitle", after=960, size=32, colour=INK),
            _style("CoverWho", "Cover partnership", size=28, bold=True, colour=INK, extra=rule),
            _style("CoverPeriod", "Cover period", after=80, size=32, colour=ACCENT),
            _style("CoverStatus", "Cover status", colour=QUIET),
            _heading(1, before=520, after=260, size=36, colour=ACCENT, extra=rule),
            _heading(2, before=400, after=180, size=27, bold=True, colour=INK),
            _heading(3, before=320, after=140, size=23, bold=True, colour=INK),
            _style(
                "TOCHeading",
                "TOC Heading",
                after=240,
                size=36,
                colour=ACCENT,
                extra=f"<w:keepNext/><w:pageBreakBefore/>{rule}",
            ),
            _contents(1, before=120, bold=True),
            _contents(2, left=567),
            _style("Caption", "caption", before=320, after=120, size=20, extra="<w:keepNext/>"),
            _style("Picture", after=120, line=240, extra="<w:keepNext/>"),
            _style("PictureAlone", "Picture alone", after=120, line=240),
            _style("Note", before=100, after=320, size=20, colour=QUIET),
            _style("Header", "header", after=0, size=18, colour=QUIET, extra=_right()),
            _style("Footer", "footer", after=0, size=18, colour=QUIET, extra=_right()),
            _style("ListBullet", "List Bullet", after=80, extra=_listed(BULLETS)),
            _style("ListNumber", "List Number", after=80, extra=_listed(NUMBERS)),
            _style("ListContinue", "List Continue", after=80),
            _style("ListTitle", "List title", after=100, bold=True, extra="<w:keepNext/>"),
            _style("Checklist", after=100, extra=_hanging(2268)),
            _style("Quote", before=120, after=100, size=25, italic=True, extra=bar, left=400),
            _style("QuoteSource", "Quote source", after=280, size=20, colour=QUIET, extra=bar, left=400)
            .replace("<w:rPr>", f"<w:rPr>{upright}", 1),
            _style("CalloutTitle", "Callout title", before=280, after=100, bold=True, left=240,
                   extra=f"<w:keepNext/>{box}"),
            _style("Callout", after=100, extra=box, left=240),
            _style("CalloutList", "Callout list", after=60, extra=box),
            _style("TableEnd", "Table end", after=120, line=240, size=12),
        )
    )  # fmt: skip


def _style(
    key: str,
    name: str = "",
    *,
    base: str = "Normal",
    before: int = 0,
    after: int = 160,
    line: int = 288,
    left: int = 0,
    size: int = 0,
    bold: bool = False,
    italic: bool = False,
    colour: str = "",
    extra: str = "",
) -> str:
    """A paragraph style; distances in twentieths of a point, sizes in half points."""
    spacing = (
        f'<w:spacing w:before="{before}" w:after="{after}" w:line="{line}" w:lineRule="auto"/>'
    )
    indent = f'<w:ind w:left="{left}"/>' if left and "<w:ind" not in extra else ""
    # What Word expects in this order: keepNext … tabs, spacing, indent, jc, outline level.
    early, _, late = extra.partition("|")
    run = "<w:b/>" if bold else ""
    run += "<w:i/>" if italic else ""
    run += f'<w:color w:val="{colour}"/>' if colour else ""
    run += f'<w:sz w:val="{size}"/><w:szCs w:val="{size}"/>' if size else ""
    return (
        f'<w:style w:type="paragraph" w:styleId="{key}"><w:name w:val="{name or key}"/>'
        f'<w:basedOn w:val="{base}"/><w:qFormat/>'
        f"<w:pPr>{early}{spacing}{indent}{late}</w:pPr><w:rPr>{run}</w:rPr></w:style>\n"
    )


def _heading(level: int, *, extra: str = "", **look: object) -> str:
    numbered = f'<w:numPr><w:ilvl w:val="{level - 1}"/><w:numId w:val="{HEADINGS}"/></w:numPr>'
    extra = f"<w:keepNext/><w:keepLines/>{numbered}{extra}|"
    extra += f'<w:outlineLvl w:val="{level - 1}"/>'
    return _style(f"Heading{level}", f"heading {level}", line=264, extra=extra, **look)


def _contents(level: int, *, before: int = 0, left: int = 0, bold: bool = False) -> str:
    stops = f'<w:tabs><w:tab w:val="left" w:pos="{left + 567}"/>'
    stops += f'<w:tab w:val="right" w:leader="dot" w:pos="{TEXT_WIDTH}"/></w:tabs>|'
    return _style(
        f"TOC{level}",
        f"toc {level}",
        before=before,
        after=60,
        line=264,
        left=left,
        bold=bold,
        extra=stops,
    )


def _right() -> str:
    return f'<w:tabs><w:tab w:val="right" w:pos="{TEXT_WIDTH}"/></w:tabs>'


def _listed(numbering: int) -> str:
    return f'<w:numPr><w:numId w:val="{numbering}"/></w:numPr>'


def _hanging(width: int) -> str:
    stop = f'<w:tabs><w:tab w:val="left" w:pos="{width}"/></w:tabs>|'
    return f'{stop}<w:ind w:left="{width}" w:hanging="{width}"/>'


def _status(name: str, colour: str) -> str:
    return (
        f'<w:style w:type="character" w:customStyle="1" w:styleId="Status{name.title()}">'
        f'<w:name w:val="Status {name}"/>'
        f'<w:rPr><w:b/><w:color w:val="{colour}"/></w:rPr></w:style>\n'
    )


def _tables() -> str:
    """The table style, and for each size the paragraphs that stand in it."""
    cells = "".join(
        _style(f"Table{kind}{size}", f"Table {kind.lower()} {size / 2:g}", after=0, line=252, size=size,
               bold=kind.startswith("Heading"), extra='|<w:jc w:val="right"/>' if "Number" in kind else "")
        for size in (20, 18, 15)
        for kind in ("Text", "Number", "Heading", "HeadingNumber")
    )  # fmt: skip
    return f"""{cells}<w:style w:type="table" w:customStyle="1" w:styleId="ReportTable">
<w:name w:val="Report table"/><w:basedOn w:val="TableNormal"/><w:tblPr><w:tblBorders>
<w:bottom w:val="single" w:sz="4" w:space="0" w:color="{QUIET}"/>
<w:insideH w:val="single" w:sz="4" w:space="0" w:color="{HAIR}"/></w:tblBorders>
<w:tblCellMar><w:top w:w="50" w:type="dxa"/><w:left w:w="60" w:type="dxa"/>
<w:bottom w:w="50" w:type="dxa"/><w:right w:w="120" w:type="dxa"/></w:tblCellMar></w:tblPr>
<w:tblStylePr w:type="firstRow"><w:tcPr><w:tcBorders>
<w:bottom w:val="single" w:sz="8" w:space="0" w:color="{ACCENT}"/></w:tcBorders>
<w:vAlign w:val="bottom"/></w:tcPr></w:tblStylePr></w:style>
"""


def numbering() -> str:
    """The numbers of headings, bullets, and the pattern of numbered lists."""
    headings = "".join(
        _level(level, "decimal", ".".join(f"%{one + 1}" for one in range(level + 1)),
               f'<w:ind w:left="{width}" w:hanging="{width}"/>',
               f'<w:b w:val="0"/><w:color w:val="{QUIET}"/>', f"Heading{level + 1}")
        for level, width in enumerate((567, 680, 794))
    )  # fmt: skip
    bullets = "".join(
        _level(level, "bullet", "•–"[level % 2], _indent(level), f'<w:color w:val="{ACCENT}"/>')
        for level in range(DEEPEST + 1)
    )
    counted = "".join(
        _level(level, _COUNTED[level % 3], f"%{level + 1}.", _indent(level))
        for level in range(DEEPEST + 1)
    )  # fmt: skip
    lists = {HEADINGS: headings, BULLETS: bullets, NUMBERS: counted}
    return (
        f"{_XML}<w:numbering {NAMESPACES}>"
        + "".join(
            f'<w:abstractNum w:abstractNumId="{key}"><w:multiLevelType w:val="multilevel"/>{levels}'
            "</w:abstractNum>"
            for key, levels in lists.items()
        )
        + "".join(
            f'<w:num w:numId="{key}"><w:abstractNumId w:val="{key}"/></w:num>' for key in lists
        )
        + "</w:numbering>"
    )


def _level(at: int, kind: str, text: str, indent: str, run: str = "", style: str = "") -> str:
    linked = f'<w:pStyle w:val="{style}"/>' if style else ""
    return (
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/>{linked}'
        f'<w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/><w:pPr>{indent}</w:pPr>'
        f"<w:rPr>{run}</w:rPr></w:lvl>"
    )


def _indent(level: int) -> str:
    return f'<w:ind w:left="{(level + 1) * INDENT}" w:hanging="340"/>'


def settings(language: str) -> str:
    """As Word of today writes it: without this it would open the file in an older mode."""
    return (
        f"{_XML}<w:settings {NAMESPACES}><w:defaultTabStop w:val=\"720\"/><w:compat>"
        '<w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word"'
        f' w:val="15"/></w:compat><w:themeFontLang w:val={quoted(language)}/></w:settings>'
    )  # fmt: skip


def running(tag: str, style: str, left: str, right: str) -> str:
    """A header ("hdr") or footer ("ftr"): words at the left, ready-made runs at the right."""
    return (
        f'{_XML}<w:{tag} {NAMESPACES}><w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>'
        f'<w:r><w:t xml:space="preserve">{words(left)}</w:t></w:r><w:r><w:tab/></w:r>{right}</w:p></w:{tag}>'
    )


def field(code: str, shown: str, look: str = "") -> str:
    """A field that Word works out again, with what it shows until then."""
    return f'<w:fldSimple w:instr="{code}">{text(shown, look)}</w:fldSimple>'
