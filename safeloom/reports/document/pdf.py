"""The document in print: Typst source, and that compiled to a tagged PDF (PDF/UA-1)."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

import typst

from safeloom.reports.document.addresses import address
from safeloom.reports.document.columns import LINE, SMALL_LINE, height, plain, widths
from safeloom.reports.document.outline import ON_A_PAGE, Place, places, with_sources
from safeloom.reports.document.pdf_look import LOOK
from safeloom.reports.document.tree import (
    Anchor,
    Callout,
    ChartPart,
    Checklist,
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
from safeloom.reports.document.typst_text import literal, printable, visible
from safeloom.reports.document.wording import NO_ROWS, STATES, long_date
from safeloom.web.charts import Chart

_MAIN = "main.typ"
_CHART_WIDE, _CHART_HIGHEST = 12.4, 19.0
_FULL_WIDE, _FULL_HIGHEST = 16.4, 21.5
_BESIDE_WIDE, _BESIDE_HIGHEST = 9.7, 12.0
_SHORT = 14  # lines of contents or sources that do not take a page of their own
_MOST_BESIDE = 12  # rows of a chart's table
_UNBROKEN = 22  # lines: a table this short stays on one page
_VIEW_BOX = re.compile(r'viewBox="([^"]+)"')


@dataclass(frozen=True, slots=True)
class TypstSource:
    """A complete Typst project: the main file and the drawings it includes, by name."""

    main: str
    files: dict[str, bytes]


def compile_pdf(source: TypstSource) -> bytes:
    """The PDF of a source, tagged to PDF/UA-1, with Typst's own fonts only.

    Raises typst.TypstError when the source cannot be compiled.
    """
    project = {_MAIN: source.main.encode(), **source.files}
    return typst.compile(project, format="pdf", pdf_standards=["ua-1"], ignore_system_fonts=True)


def typst_source(document: Document) -> TypstSource:
    """The document as Typst source: cover, contents, parts, sources."""
    return _Source(document).finished()


class _Source:
    def __init__(self, document: Document) -> None:
        self.document = document
        parts, self.notes = with_sources(document)
        self.body = document.parts
        self.appendices = parts[len(document.parts) :]
        self.places = places((*self.body, *self.appendices))
        self.next_place = iter(self.places)
        self.anchors = {place.anchor for place in self.places} | set(self.notes.values())
        self.files: dict[str, bytes] = {}
        self.drawn = 0

    def finished(self) -> TypstSource:
        body = self._blocks(self.body)
        if self.appendices:
            begins = "pagebreak(weak: true)\n" if len(set(self.notes.values())) > _SHORT else ""
            body += f"{begins}{self._blocks(self.appendices)}"
        main = "".join((LOOK, self._settings(), "#{\n", self._front(), body, "}\n"))
        return TypstSource(main, self.files)

    def _settings(self) -> str:
        document = self.document
        day = document.date
        made = f"datetime(year: {day.year}, month: {day.month}, day: {day.day})" if day else "none"
        language, _, region = document.language.partition("-")
        where = f", region: {literal(region)}" if region else ""
        named = [words for words in (document.title, document.partnership) if visible(words)]
        title = ", ".join(named) or "Report"
        partnership = literal(document.partnership, breaks=False)
        left = literal(document.partnership)
        above = "none" if document.one_sheet else f"running({left}, {literal(document.title)})"
        return (
            f"#set document(title: {literal(title, breaks=False)}, author: {partnership}, date: {made})\n"
            f"#set text(lang: {literal(language)}{where})\n"
            '#set page(paper: "a4", margin: (left: 2.5cm, right: 2.5cm, top: 2.6cm, bottom: 2.3cm),'
            f" header: {above},"
            f" footer: running({literal(self._status())},"
            ' context { "Page "; counter(page).display(); " of "; str(counter(page).final().first()) }))\n'
        )

    def _status(self) -> str:
        document = self.document
        lines = (document.status, long_date(document.date) if document.date else "")
        # A status that already names the day ("Signed off 4 December 2026") is not followed by it.
        if lines[1] and lines[1] in lines[0]:
            return lines[0]
        return " · ".join(line for line in lines if line)

    def _front(self) -> str:
        document = self.document
        title = document.title if visible(document.title) else "Report"
        texts = (
            document.partnership,
            title,
            document.subtitle,
            document.period,
            self._status(),
        )
        above = "masthead" if document.one_sheet else "cover"
        front = f"{above}({', '.join(literal(text) for text in texts)})\n"
        if self.places:
            lines = sum(place.level <= 2 for place in self.places)
            depth = 2 if lines <= ON_A_PAGE else 1
            front += f'outline(title: "Contents", depth: {depth}, indent: 1.4em)\n'
            if lines > _SHORT:
                front += "pagebreak()\n"
        return front

    def _blocks(self, parts: Iterable[Part]) -> str:
        return "".join(self._block(part) for part in parts)

    def _block(self, part: Part) -> str:
        match part:
            case Heading():
                return self._heading(next(self.next_place))
            case Paragraph(runs=found):
                return f"par({self._runs(found)})\n"
            case ItemList(items=items, ordered=ordered, start=start):
                name = f"enum(start: {start}, " if ordered else "list("
                inner = ", ".join(self._item(item) for item in items)
                return f"{name}{inner})\n"
            case Table():
                return self._table(part)
            case ChartPart():
                return self._chart(part)
            case Quote(parts=parts, attribution=who):
                return f"said({{{self._blocks(parts)}}}, {literal(who)})\n"
            case Callout(title=title, parts=parts):
                return f"callout({literal(title)}, {{{self._blocks(parts)}}})\n"
            case Checklist():
                return self._checklist(part)

    def _heading(self, place: Place) -> str:
        text = literal(place.text if visible(place.text) else "Untitled")
        return f'[#heading(level: {place.level}, {text})#label("{place.anchor}")]\n'

    def _item(self, item: tuple[Part, ...]) -> str:
        if len(item) == 1 and isinstance(item[0], Paragraph):
            return self._runs(item[0].runs)
        return f"{{{self._blocks(item)}}}"

    def _table(self, part: Table) -> str:
        texts = [[column.heading for column in part.columns]]
        texts += [[plain(cell) for cell in row] for row in part.rows]
        width, shares = widths(
            texts,
            [column.kind for column in part.columns],
            SMALL_LINE if part.dense else LINE,
        )
        share = ", ".join(f"{one}fr" for one in shares)
        kinds = ", ".join("end" if column.kind == "number" else "start" for column in part.columns)
        head = ", ".join(literal(column.heading) for column in part.columns)
        cells = ",\n".join(
            f"head-row({len(row)}, {self._runs(row[0])})"
            if at in part.heads
            else ", ".join(self._runs(cell) for cell in row)
            for at, row in enumerate(part.rows)
        )
        if not part.rows:
            cells = f"table.cell(colspan: {len(part.columns)}, {literal(NO_ROWS)})"
        short = not part.heads and height(texts, width, shares) <= _UNBROKEN
        whole = "true" if short else "false"
        notes = "".join(f"note({self._runs(note)})\n" for note in part.notes)
        return (
            f"figure(kind: table, caption: {literal(part.caption)},"
            f" grid-of({_size(part)}, {whole}, {width}%, ({share},), ({kinds},), ({head},),"
            f"\n{cells}))\n{notes}"
        )

    def _chart(self, part: ChartPart) -> str:
        self.drawn += 1
        name = f"chart-{self.drawn}.svg"
        chart = part.chart
        table = _beside(chart)
        self.files[name] = printable(chart.svg).encode()
        told = f"{chart.title}. {chart.sentence}"
        image = f'"{name}", {_width(chart, beside=table):.1f}cm'
        words = f"{literal(chart.title + '.')}, {literal(chart.sentence)}"
        texts = "".join(f"{literal(heading)}, " for heading in chart.headings)
        cells = "".join(f"({', '.join(literal(cell) for cell in row)},), " for row in chart.rows)
        return (
            f"chart({image}, {words}, {literal(told, breaks=False)}, {'true' if table else 'false'},"
            f" ({texts}), ({cells}), {self._notes(part)})\n"
        )

    def _notes(self, part: ChartPart) -> str:
        """Which notes of the appendix tell where a chart's figures come from."""
        anchors = dict.fromkeys(self.notes[row.id] for row in part.figures)
        links = ", ".join(
            f'link(<{anchor}>, "note {anchor.removeprefix("source-")}")' for anchor in anchors
        )
        return f"({links},)" if links else "()"

    def _checklist(self, part: Checklist) -> str:
        items = "".join(
            f', ("{item.state}", "{STATES[item.state]}", {self._runs((*item.runs, *_spaced(item.note)))})'
            for item in part.items
        )
        return f"checklist({literal(part.title)}{items})\n"

    def _runs(self, found: Runs) -> str:
        if len(found) == 1:
            return self._run(found[0])
        return f"{{{'; '.join(self._run(one) for one in found)}}}" if found else "[]"

    def _run(self, one: Run) -> str:
        match one:
            case Text(text=text):
                return literal(text)
            case Figure():
                words = literal(one.printed if visible(one.printed) else "–")
                return f"link(<{self.notes[one.row.id]}>, {words})"
            case Strong(runs=inner):
                return f"strong({self._runs(inner)})"
            case Emphasis(runs=inner):
                return f"emph({self._runs(inner)})"
            case Link(runs=inner, url=url):
                return self._link(inner, url)
            case Rag(status=status, word=word):
                return f'rag("{status}", {literal(word)})'
            case Spark(chart=chart):
                return self._spark(chart.svg, f"{chart.title}. {chart.sentence}")
            case Anchor(name=name):
                return f"[#metadata(none)<{name}>]"

    def _link(self, inner: Runs, url: str) -> str:
        words = self._runs(inner)
        safe = address(url, self.document.site)
        if safe.startswith("#"):
            return f"link(<{safe[1:]}>, {words})" if safe[1:] in self.anchors else words
        # A path leads nowhere from a printed page, and a link without words cannot be followed.
        if not safe or safe.startswith("/") or not visible(plain(inner)):
            return words
        return f"link({literal(safe, breaks=False)}, {words})"

    def _spark(self, drawing: str, told: str) -> str:
        name = f"spark-{len(self.files)}.svg"
        self.files[name] = printable(drawing).encode()
        return f'box(image("{name}", height: 1.3em, alt: {literal(told, breaks=False)}))'


def _beside(chart: Chart) -> bool:
    """Whether the figures of a chart are few enough to stand beside it."""
    return 0 < len(chart.rows) <= _MOST_BESIDE and len(chart.headings) <= 3


def _width(chart: Chart, *, beside: bool) -> float:
    """How wide a drawing is printed, in cm: as all others, unless it would be too high for a page."""
    _, _, wide, high = map(float, _VIEW_BOX.search(chart.svg)[1].split())
    most = (_BESIDE_WIDE, _BESIDE_HIGHEST) if beside else (_CHART_WIDE, _CHART_HIGHEST)
    if chart.full:
        most = _FULL_WIDE, _FULL_HIGHEST
    return min(most[0], most[1] * wide / high)


def _size(part: Table) -> str:
    columns = len(part.columns)
    if part.dense and columns <= 6:
        return "8.5pt"
    return "9.5pt" if columns <= 6 else "8.5pt" if columns <= 10 else "7pt"


def _spaced(note: Runs) -> Runs:
    return runs(" (", *note, ")") if note else ()
