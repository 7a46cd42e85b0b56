"""The document in Word: real headings, lists and tables, pictures with alternative texts, links."""

import re
from collections.abc import Iterable, Iterator, Sequence
from io import BytesIO

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml

from safeloom.reports.document.addresses import address
from safeloom.reports.document.columns import plain
from safeloom.reports.document.docx_look import (
    ACCENT,
    BULLETS,
    DEEPEST,
    INDENT,
    NAMESPACES,
    NUMBERS,
    SHAPES,
    field,
)
from safeloom.reports.document.docx_package import closed, opened
from safeloom.reports.document.docx_table import Cell, Grid, grid
from safeloom.reports.document.docx_text import paragraph, picture, text, visible
from safeloom.reports.document.drawings import pictures, size
from safeloom.reports.document.outline import ON_A_PAGE, Place, places, with_sources
from safeloom.reports.document.tree import (
    Anchor,
    Callout,
    ChartPart,
    Checklist,
    Column,
    Document,
    Emphasis,
    Figure,
    Heading,
    ItemList,
    Link,
    Paragraph,
    Part,
    Quote,
    Rag,
    Run,
    Runs,
    Spark,
    Strong,
    Table,
    Text,
    runs,
)
from safeloom.reports.document.wording import NO_ROWS, STATES, long_date
from safeloom.web.charts import Chart

_CHART_WIDE, _CHART_HIGHEST = 11.0, 17.0  # cm
_FULL_WIDE, _FULL_HIGHEST = 15.5, 20.0
_SPARK_HIGH = 0.55  # cm
_MOST_TOGETHER = 12  # rows of a chart's table that stay on its page
_LABEL = f'<w:b/><w:color w:val="{ACCENT}"/>'


def to_docx(document: Document) -> bytes:
    """The document as a Word file; the same document always gives the same bytes."""
    return _Word(document).finished()


def drawings(document: Document) -> list[tuple[str, float]]:
    """Each drawing of a document as SVG, and how wide it is printed in cm, as they are come upon."""
    return [(chart.svg, _width(chart)) for chart in _drawings(document.parts)]


class _Word:
    def __init__(self, document: Document) -> None:
        self.document = document
        self.parts, self.notes = with_sources(document)
        self.places = places(self.parts)
        self.next_place = iter(self.places)
        anchors = dict.fromkeys((*(place.anchor for place in self.places), *self.notes.values()))
        # Word allows neither hyphens nor more than forty characters.
        self.marks = {anchor: f"place_{number}" for number, anchor in enumerate(anchors, 1)}
        self.word = opened(document, self._imprint())
        self.pictures = iter(self._pictures())
        self.tables = self.charts = self.ids = 0

    def finished(self) -> bytes:
        body = self._front() + self._blocks(self.parts)
        inside = parse_xml(f"<w:body {NAMESPACES}>{body}</w:body>")
        section = self.word.element.body.sectPr
        for element in list(inside):
            section.addprevious(element)
        return closed(self.word)

    def _imprint(self) -> str:
        document = self.document
        day = long_date(document.date) if document.date else ""
        lines = [document.status] if day and day in document.status else [document.status, day]
        return " · ".join(line for line in lines if line)

    def _pictures(self) -> list[str]:
        """The relation of each drawing, in the order in which they are come upon."""
        return [
            self.word.part.get_or_add_image(BytesIO(one))[0]
            for one in pictures(drawings(self.document))
        ]

    def _front(self) -> str:
        document = self.document
        lines = (
            ("CoverWho", document.partnership),
            ("Title", document.title if visible(document.title) else "Report"),
            ("Subtitle", document.subtitle),
            ("CoverPeriod", document.period),
            ("CoverStatus", self._imprint()),
        )
        cover = "".join(paragraph(style, text(line)) for style, line in lines if visible(line))
        return cover + self._contents()

    def _contents(self) -> str:
        """A field that Word can work out again; what it holds until then leads by links."""
        shown = [place for place in self.places if place.level <= 2]
        deep = 2 if len(shown) <= ON_A_PAGE else 1
        shown = [place for place in shown if place.level <= deep]
        if not shown:
            return ""
        code = rf"TOC \o &quot;1-{deep}&quot; \h \z \u"
        begin = (
            '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
            f'<w:r><w:instrText xml:space="preserve">{code}</w:instrText></w:r>'
            '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        )
        lines = "".join(
            paragraph(f"TOC{place.level}", (begin if not at else "") + self._entry(place))
            for at, place in enumerate(shown)
        )
        end = paragraph("Normal", '<w:r><w:fldChar w:fldCharType="end"/></w:r>')
        return paragraph("TOCHeading", text("Contents")) + lines + end

    def _entry(self, place: Place) -> str:
        inner = f"<w:r><w:t>{place.number}</w:t><w:tab/></w:r>{text(_named(place.text))}"
        return f'<w:hyperlink w:anchor="{self.marks[place.anchor]}">{inner}</w:hyperlink>'

    def _blocks(self, parts: Iterable[Part], style: str = "Normal", level: int = -1) -> str:
        return "".join(self._block(part, style, level) for part in parts)

    def _block(self, part: Part, style: str, level: int) -> str:
        match part:
            case Heading():
                return self._heading(next(self.next_place))
            case Paragraph(runs=found):
                return paragraph(style, self._runs(found), _continued(level))
            case ItemList():
                return self._list(part, style, level + 1)
            case Table():
                return self._table(part)
            case ChartPart():
                return self._chart(part)
            case Quote(parts=parts, attribution=who):
                said = paragraph("QuoteSource", text(who)) if visible(who) else ""
                return self._blocks(parts, "Quote") + said
            case Callout(title=title, parts=parts):
                head = paragraph("CalloutTitle", text(title)) if visible(title) else ""
                return head + self._blocks(parts, "Callout")
            case Checklist():
                return self._checklist(part)

    def _heading(self, place: Place) -> str:
        inner = self._marked(place.anchor) + text(_named(place.text))
        first = place is self.places[0]
        return paragraph(f"Heading{place.level}", inner, "<w:pageBreakBefore/>" if first else "")

    def _marked(self, anchor: str) -> str:
        """A place that links lead to."""
        if anchor not in self.marks:
            return ""
        self.ids += 1
        name = self.marks[anchor]
        return f'<w:bookmarkStart w:id="{self.ids}" w:name="{name}"/><w:bookmarkEnd w:id="{self.ids}"/>'

    def _list(self, part: ItemList, style: str, level: int) -> str:
        level = min(level, DEEPEST)
        kind, numbers = "ListBullet", BULLETS
        if part.ordered:
            kind, numbers = "ListNumber", self._numbers(level, part.start)
        if style.startswith("Callout"):
            kind = "CalloutList"
        counted = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{numbers}"/></w:numPr>'
        return "".join(self._item(item, kind, counted, level) for item in part.items)

    def _item(self, item: Sequence[Part], kind: str, counted: str, level: int) -> str:
        first, *rest = item or (Paragraph(()),)
        if not isinstance(first, Paragraph):
            first, rest = Paragraph(()), list(item)
        after = "CalloutList" if kind == "CalloutList" else "ListContinue"
        return paragraph(kind, self._runs(first.runs), counted) + self._blocks(rest, after, level)

    def _numbers(self, level: int, start: int) -> int:
        """A numbered list of its own: without it Word would go on counting from the last one."""
        made = self.word.part.numbering_part.element.add_num(NUMBERS)
        made.add_lvlOverride(level).add_startOverride(start)
        return made.numId

    def _table(self, part: Table) -> str:
        self.tables += 1
        rows = tuple(tuple(self._cell(cell) for cell in row) for row in part.rows)
        if not rows:
            rows = ((Cell(NO_ROWS, text(NO_ROWS)),),)
        drawn = grid(
            Grid(part.caption, part.columns, rows, part.heads, part.dense, spanned=not part.rows)
        )
        caption = _label("Table", self.tables) + text(f". {part.caption}")
        notes = "".join(paragraph("Note", self._runs(note)) for note in part.notes)
        return paragraph("Caption", caption) + drawn + (notes or paragraph("TableEnd", ""))

    def _cell(self, found: Runs) -> Cell:
        return Cell(plain(found), self._runs(found))

    def _chart(self, part: ChartPart) -> str:
        self.charts += 1
        chart = part.chart
        title = text(f"{chart.title}.", "<w:b/>")
        caption = f"{_label('Chart', self.charts)}{text('. ')}{title}{text(f' {chart.sentence}')}"
        columns = tuple(
            Column(heading, "number" if at else "text") for at, heading in enumerate(chart.headings)
        )
        rows = tuple(tuple(Cell(cell, text(cell)) for cell in row) for row in chart.rows)
        named = f"The figures of chart {self.charts}: {chart.title}"
        whole = len(rows) <= _MOST_TOGETHER
        drawn = grid(Grid(named, columns, rows, dense=True, whole=whole)) if rows else ""
        drawing = self._picture(chart, f"{chart.title}. {chart.sentence}")
        picture_style = "Picture" if rows else "PictureAlone"
        return (
            paragraph("Caption", caption) + paragraph(picture_style, drawing) + drawn
        ) + self._origin(part, bool(rows))

    def _origin(self, part: ChartPart, below_table: bool) -> str:
        """Which notes of the appendix tell where a chart's figures come from."""
        anchors = dict.fromkeys(self.notes[row.id] for row in part.figures)
        links = text(", ").join(
            self._inside(anchor, text(f"note {anchor.removeprefix('source-')}"))
            for anchor in anchors
        )
        if links:
            return paragraph("Note", f"{text('Source: ')}{links}{text('.')}")
        return paragraph("TableEnd", "") if below_table else ""

    def _checklist(self, part: Checklist) -> str:
        title = paragraph("ListTitle", text(part.title)) if visible(part.title) else ""
        return title + "".join(
            paragraph(
                "Checklist",
                text(STATES[item.state], f'<w:rStyle w:val="Status{item.state.title()}"/>')
                + "<w:r><w:tab/></w:r>"
                + self._runs((*item.runs, *_spaced(item.note))),
            )
            for item in part.items
        )

    def _runs(self, found: Runs, look: str = "") -> str:
        return "".join(self._run(one, look) for one in found)

    def _run(self, one: Run, look: str) -> str:
        match one:
            case Text(text=words):
                return text(words, look)
            case Figure():
                shown = one.printed if visible(one.printed) else "–"
                return self._inside(self.notes[one.row.id], text(shown, look))
            case Strong(runs=inner):
                return self._runs(inner, _with(look, "<w:b/>"))
            case Emphasis(runs=inner):
                return self._runs(inner, _with(look, "<w:i/>"))
            case Link(runs=inner, url=url):
                return self._link(inner, url, look)
            case Rag(status=status, word=word):
                shown = f"{SHAPES[status]} {word}".replace(" ", "\u00a0")
                return text(shown, f'<w:rStyle w:val="Status{status.title()}"/>')
            case Spark(chart=chart):
                return self._picture(chart, f"{chart.title}. {chart.sentence}")
            case Anchor(name=name):
                return self._marked(name)

    def _link(self, inner: Runs, url: str, look: str) -> str:
        safe = address(url, self.document.site)
        if safe.startswith("#"):
            return self._inside(safe[1:], self._runs(inner, look))
        # A path leads nowhere from a file, and a link without words cannot be followed.
        if not safe or safe.startswith("/") or not visible(plain(inner)):
            return self._runs(inner, look)
        to = self.word.part.relate_to(safe, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
        words = self._runs(inner, f'<w:rStyle w:val="Hyperlink"/>{look}')
        return f'<w:hyperlink r:id="{to}">{words}</w:hyperlink>'

    def _inside(self, anchor: str, words: str) -> str:
        """Words that lead to a place of the document, if it has it."""
        if anchor not in self.marks:
            return words
        return f'<w:hyperlink w:anchor="{self.marks[anchor]}">{words}</w:hyperlink>'

    def _picture(self, chart: Chart, told: str) -> str:
        self.ids += 1
        wide, high = size(chart.svg)
        width = _width(chart)
        return picture(next(self.pictures), self.ids, width, width * high / wide, told)


def _label(kind: str, number: int) -> str:
    """ "Table 3", which Word can count again and make a list of."""
    return text(f"{kind} ", _LABEL) + field(f"SEQ {kind} \\* ARABIC", str(number), _LABEL)


def _named(heading: str) -> str:
    return heading if visible(heading) else "Untitled"


def _continued(level: int) -> str:
    """The indent of a further paragraph of a list's item."""
    return f'<w:ind w:left="{(level + 1) * INDENT}"/>' if level >= 0 else ""


def _with(look: str, more: str) -> str:
    """Both; bold stands before italic."""
    return "".join(sorted({*re.findall(r"<[^>]+>", look), more}))


def _spaced(note: Runs) -> Runs:
    return runs(" (", *note, ")") if note else ()


def _drawings(parts: Iterable[Part]) -> Iterator[Chart]:
    """The charts of a document in the order in which they are written."""
    for part in parts:
        match part:
            case ChartPart(chart=chart):
                yield chart
            case ItemList(items=items):
                for item in items:
                    yield from _drawings(item)
            case Quote(parts=inner) | Callout(parts=inner):
                yield from _drawings(inner)
            case Paragraph(runs=found):
                yield from _sparks(found)
            case Table(rows=rows, notes=notes):
                for found in (*(cell for row in rows for cell in row), *notes):
                    yield from _sparks(found)
            case Checklist(items=items):
                for item in items:
                    yield from _sparks((*item.runs, *item.note))


def _sparks(found: Runs) -> Iterator[Chart]:
    for one in found:
        if isinstance(one, Spark):
            yield one.chart
        elif isinstance(one, Strong | Emphasis | Link):
            yield from _sparks(one.runs)


def _width(chart: Chart) -> float:
    """How wide a drawing is printed, in cm: a spark as high as its line, others as high as a page has."""
    wide, high = size(chart.svg)
    if not chart.narrow:
        return _SPARK_HIGH * wide / high
    most = (_FULL_WIDE, _FULL_HIGHEST) if chart.full else (_CHART_WIDE, _CHART_HIGHEST)
    return min(most[0], most[1] * wide / high)
