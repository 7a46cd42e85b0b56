"""The document as one accessible HTML file that needs nothing else: no script, no other address."""

from base64 import b64encode
from collections.abc import Iterable, Sequence
from hashlib import sha256
from html import escape

from safeloom.reports.document.addresses import address
from safeloom.reports.document.html_look import CSS, RAG_SHAPES
from safeloom.reports.document.outline import Place, places, with_sources
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
)
from safeloom.reports.document.wording import NO_ROWS, STATES, long_date
from safeloom.web.charts import Chart

_HASH = b64encode(sha256(CSS.encode()).digest()).decode()
POLICY = f"default-src 'none'; style-src 'sha256-{_HASH}'; base-uri 'none'; form-action 'none'"


def to_html(document: Document) -> str:
    """A complete page: landmarks, skip link, contents, charts with their tables, sources."""
    return _Page(document).text()


class _Page:
    def __init__(self, document: Document) -> None:
        self.document = document
        self.parts, self.notes = with_sources(document)
        self.places = places(self.parts)
        self.next_place = iter(self.places)
        self.anchors = {place.anchor for place in self.places} | set(self.notes.values())
        self.tables = 0
        self.charts = 0

    def text(self) -> str:
        document = self.document
        title = escape(f"{document.title} – {document.partnership}")
        return "".join(
            (
                f'<!DOCTYPE html>\n<html lang="{escape(document.language)}">\n<head>\n',
                '<meta charset="utf-8">\n',
                f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">\n',
                '<meta name="viewport" content="width=device-width, initial-scale=1">\n',
                f"<title>{title}</title>\n<style>{CSS}</style>\n</head>\n<body>\n",
                '<a class="skip" href="#main">Skip to main content</a>\n',
                self._cover(),
                self._contents(),
                '<main id="main" tabindex="-1">\n',
                self._blocks(self.parts),
                "</main>\n",
                f"<footer><p>{self._imprint()}</p></footer>\n</body>\n</html>\n",
            )
        )

    def _cover(self) -> str:
        document = self.document
        subtitle = (
            f'<p class="subtitle">{escape(document.subtitle)}</p>' if document.subtitle else ""
        )
        return (
            f'<header id="top"><p class="who">{escape(document.partnership)}</p>'
            f"<h1>{escape(document.title)}</h1>{subtitle}"
            f'<p class="when">{escape(document.period)}</p>'
            f'<p class="status">{self._imprint(named=False)}</p></header>\n'
        )

    def _imprint(self, named: bool = True) -> str:
        document = self.document
        lines = [document.partnership, document.title] if named else []
        lines += [document.status, long_date(document.date) if document.date else ""]
        return " · ".join(escape(line) for line in dict.fromkeys(lines) if line)

    def _contents(self) -> str:
        shown = [place for place in self.places if place.level <= 2]
        if not shown:
            return ""
        lines = [
            f'<li class="level-{place.level}"><a href="#{place.anchor}">'
            f"<span>{place.number}</span> <span>{escape(place.text)}</span></a></li>\n"
            for place in shown
        ]
        return (
            '<nav id="contents" aria-labelledby="contents-heading">'
            f'<h2 id="contents-heading">Contents</h2>\n<ol>\n{"".join(lines)}</ol></nav>\n'
        )

    def _blocks(self, parts: Iterable[Part]) -> str:
        return "".join(self._block(part) for part in parts)

    def _block(self, part: Part) -> str:
        match part:
            case Heading():
                return self._heading(next(self.next_place))
            case Paragraph(runs=found):
                return f"<p>{self._runs(found)}</p>\n"
            case ItemList():
                return self._list(part)
            case Table():
                return self._table(part)
            case ChartPart():
                return self._chart(part)
            case Quote(parts=parts, attribution=who):
                said = f"<footer>{escape(who)}</footer>" if who else ""
                return f"<blockquote>{self._blocks(parts)}{said}</blockquote>\n"
            case Callout(title=title, parts=parts):
                return (
                    f'<div class="callout"><p class="callout-title">{escape(title)}</p>'
                    f"{self._blocks(parts)}</div>\n"
                )
            case Checklist():
                return self._checklist(part)

    def _heading(self, place: Place) -> str:
        tag = f"h{place.level + 1}"
        return (
            f'<{tag} id="{place.anchor}"><span class="number">{place.number}</span> '
            f"{escape(place.text)}</{tag}>\n"
        )

    def _list(self, part: ItemList) -> str:
        tag = "ol" if part.ordered else "ul"
        start = f' start="{part.start}"' if part.ordered and part.start != 1 else ""
        items = "".join(f"<li>{self._item(item)}</li>\n" for item in part.items)
        return f"<{tag}{start}>\n{items}</{tag}>\n"

    def _item(self, item: tuple[Part, ...]) -> str:
        if len(item) == 1 and isinstance(item[0], Paragraph):
            return self._runs(item[0].runs)
        return self._blocks(item)

    def _table(self, part: Table) -> str:
        self.tables += 1
        caption = f"caption-{self.tables}"
        kinds = [column.kind for column in part.columns]
        names = [escape(column.heading) for column in part.columns]
        head = "".join(
            f'<th role="columnheader" scope="col"{_aligned(kind)}>{name}</th>'
            for kind, name in zip(kinds, names, strict=True)
        )
        body = "".join(
            self._head_row(row, len(names))
            if at in part.heads
            else self._row(part, row, names, kinds)
            for at, row in enumerate(part.rows)
        )
        if not part.rows:
            words = f'<td role="cell" colspan="{len(part.columns)}">{NO_ROWS}</td>'
            body = f'<tr role="row">{words}</tr>\n'
        notes = "".join(f'<p class="note">{self._runs(note)}</p>\n' for note in part.notes)
        shape = "table stack dense" if part.dense else "table stack"
        return (
            f'<div class="{shape}" role="region" tabindex="0" aria-labelledby="{caption}">'
            '<table role="table">'
            f'<caption id="{caption}">Table {self.tables}: {escape(part.caption)}</caption>'
            f'<thead role="rowgroup"><tr role="row">{head}</tr></thead>\n'
            f'<tbody role="rowgroup">\n{body}</tbody></table></div>\n{notes}'
        )

    def _row(self, part: Table, row: Sequence[Runs], names: list[str], kinds: list[str]) -> str:
        cells = "".join(
            f'<th role="rowheader" scope="row">{self._runs(cell)}</th>'
            if part.row_headings and not position
            else f'<td role="cell" data-name="{names[position]}"{_aligned(kinds[position])}>'
            f"<span>{self._runs(cell)}</span></td>"
            for position, cell in enumerate(row)
        )
        return f'<tr role="row">{cells}</tr>\n'

    def _head_row(self, row: Sequence[Runs], columns: int) -> str:
        return (
            '<tr role="row" class="head"><th role="rowheader" scope="rowgroup"'
            f' colspan="{columns}">{self._runs(row[0])}</th></tr>\n'
        )

    def _chart(self, part: ChartPart) -> str:
        self.charts += 1
        chart = part.chart
        name = f"chart-{self.charts}"
        narrow = f'<div class="narrow">{chart.narrow}</div>' if chart.narrow else ""
        wide = "wide" if chart.narrow else "only"
        return (
            f'<figure aria-labelledby="{name}"><figcaption id="{name}">'
            f"<strong>Chart {self.charts}: {escape(chart.title)}.</strong> {escape(chart.sentence)}"
            f'</figcaption><div class="{wide}">{chart.svg}</div>{narrow}'
            f"{self._figures(chart)}{self._origin(part)}</figure>\n"
        )

    def _figures(self, chart: Chart) -> str:
        """The figures of a chart as a table, unless its words stand elsewhere."""
        if not chart.rows:
            return ""
        headings = "".join(
            f'<th scope="col"{_aligned("number" if position else "text")}>{escape(heading)}</th>'
            for position, heading in enumerate(chart.headings)
        )
        rows = "".join(
            f'<tr><th scope="row">{escape(row[0])}</th>'
            + "".join(f'<td class="n">{escape(cell)}</td>' for cell in row[1:])
            + "</tr>\n"
            for row in chart.rows
        )
        return (
            f"<details><summary>The figures of chart {self.charts} as a table</summary>"
            f'<div class="table" role="region" tabindex="0" aria-label="The figures of chart {self.charts}">'
            f"<table><caption>{escape(chart.title)}</caption><thead><tr>{headings}</tr></thead>\n"
            f"<tbody>\n{rows}</tbody></table></div></details>"
        )

    def _origin(self, part: ChartPart) -> str:
        anchors = list(dict.fromkeys(self.notes[row.id] for row in part.figures))
        if not anchors:
            return ""
        links = ", ".join(
            f'<a href="#{anchor}">note {anchor.removeprefix("source-")}</a>' for anchor in anchors
        )
        return f'<p class="note">Where these figures come from: {links}</p>'

    def _checklist(self, part: Checklist) -> str:
        items = "".join(
            f'<li><span class="state state-{item.state}">{STATES[item.state]}</span> '
            f"<span>{self._runs(item.runs)}"
            + (f' <span class="note">{self._runs(item.note)}</span>' if item.note else "")
            + "</span></li>\n"
            for item in part.items
        )
        return f'<p class="list-title">{escape(part.title)}</p>\n<ul class="checklist">\n{items}</ul>\n'

    def _runs(self, found: Runs) -> str:
        return "".join(self._run(one) for one in found)

    def _run(self, one: Run) -> str:
        match one:
            case Text(text=text):
                return escape(text)
            case Figure():
                note = self.notes[one.row.id]
                return f'<a class="figure" href="#{note}">{escape(one.printed)}</a>'
            case Strong(runs=inner):
                return f"<strong>{self._runs(inner)}</strong>"
            case Emphasis(runs=inner):
                return f"<em>{self._runs(inner)}</em>"
            case Link(runs=inner, url=url):
                safe = address(url, self.document.site)
                words = self._runs(inner)
                nowhere = not safe or (safe.startswith("#") and safe[1:] not in self.anchors)
                return words if nowhere else f'<a href="{escape(safe)}">{words}</a>'
            case Rag(status=status, word=word):
                return f'<span class="rag {status}">{RAG_SHAPES[status]}{escape(word)}</span>'
            case Spark(chart=chart):
                return f'<span class="spark">{chart.svg}</span>'
            case Anchor(name=name):
                return f'<span id="{escape(name)}"></span>'


def _aligned(kind: str) -> str:
    return ' class="n"' if kind == "number" else ""
