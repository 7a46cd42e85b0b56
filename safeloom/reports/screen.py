"""A document on a page of the site: each number leads to where it came from."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.template.loader import render_to_string
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from safeloom.reports.document.addresses import address
from safeloom.reports.document.outline import Place, places
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
from safeloom.reports.document.wording import STATES
from safeloom.web.marks import rag

_EMPTY = SafeString("")


@dataclass(frozen=True)
class Screen:
    """The document as HTML that is safe to place in a page, and its contents (anchor and words of
    each chapter)."""

    html: SafeString
    contents: tuple[tuple[str, str], ...]


def on_screen(document: Document) -> Screen:
    """The document for the reading page; headings begin at h2."""
    found = places(document.parts)
    drawing = _Drawing(iter(found))
    html = drawing.parts(document.parts)
    contents = tuple((place.anchor, place.text) for place in found if place.level == 1)
    return Screen(html, contents)


class _Drawing:
    def __init__(self, headings: Iterable[Place]) -> None:
        self.headings = iter(headings)

    def parts(self, parts: Iterable[Part]) -> SafeString:
        return format_html_join("\n", "{}", ((self.part(part),) for part in parts))

    def part(self, part: Part) -> SafeString:
        match part:
            case Heading():
                return self.heading()
            case Paragraph(runs=found):
                return format_html("<p>{}</p>", self.runs(found))
            case ItemList():
                return self.items(part)
            case Table():
                return self.table(part)
            case ChartPart(chart=chart):
                return SafeString(render_to_string("web/parts/chart.html", {"chart": chart}))
            case Quote(parts=inner, attribution=who):
                said = format_html("<footer>{}</footer>", who) if who else _EMPTY
                return format_html("<blockquote>{}{}</blockquote>", self.parts(inner), said)
            case Callout(title=title, parts=inner):
                return format_html(
                    '<div class="govuk-inset-text"><p><strong>{}</strong></p>{}</div>',
                    title,
                    self.parts(inner),
                )
            case Checklist():
                return self.checklist(part)

    def heading(self) -> SafeString:
        place = next(self.headings)
        level = SafeString(f"h{place.level + 1}")
        return format_html(
            '<{} id="{}">{} {}</{}>', level, place.anchor, place.number, place.text, level
        )

    def items(self, part: ItemList) -> SafeString:
        items = format_html_join("", "<li>{}</li>", ((self.parts(item),) for item in part.items))
        if part.ordered:
            return format_html('<ol start="{}">{}</ol>', part.start, items)
        return format_html("<ul>{}</ul>", items)

    def table(self, part: Table) -> SafeString:
        head = format_html_join(
            "",
            '<th scope="col"{}>{}</th>',
            ((_number(column.kind), column.heading) for column in part.columns),
        )
        rows = format_html_join(
            "",
            "<tr>{}</tr>",
            (
                (self.head(part, cells) if at in part.heads else self.row(part, cells),)
                for at, cells in enumerate(part.rows)
            ),
        )
        notes = format_html_join("", "<p>{}</p>", ((self.runs(note),) for note in part.notes))
        return format_html(
            '<div class="scrolls" tabindex="0" role="region" aria-label="{}">'
            '<table class="govuk-table"><caption class="govuk-table__caption">{}</caption>'
            "<thead><tr>{}</tr></thead><tbody>{}</tbody></table></div>{}",
            part.caption,
            part.caption,
            head,
            rows,
            notes,
        )

    def head(self, part: Table, cells: tuple[Runs, ...]) -> SafeString:
        words = self.runs(cells[0])
        return format_html('<th scope="rowgroup" colspan="{}">{}</th>', len(part.columns), words)

    def row(self, part: Table, cells: tuple[Runs, ...]) -> SafeString:
        made = []
        for position, (cell, column) in enumerate(zip(cells, part.columns, strict=True)):
            kind = _number(column.kind)
            if part.row_headings and position == 0:
                made.append((format_html('<th scope="row"{}>{}</th>', kind, self.runs(cell)),))
            else:
                made.append((format_html("<td{}>{}</td>", kind, self.runs(cell)),))
        return format_html_join("", "{}", made)

    def checklist(self, part: Checklist) -> SafeString:
        items = format_html_join(
            "",
            "<li><strong>{}</strong>: {}. {}</li>",
            (
                (STATES[item.state], self.runs(item.runs), self.runs(item.note))
                for item in part.items
            ),
        )
        return format_html("<ul>{}</ul>", items)

    def runs(self, found: Runs) -> SafeString:
        return format_html_join("", "{}", ((self.run(one),) for one in found))

    def run(self, one: Run) -> SafeString | str:
        match one:
            case Text(text=text):
                return text
            case Strong(runs=inner):
                return format_html("<strong>{}</strong>", self.runs(inner))
            case Emphasis(runs=inner):
                return format_html("<em>{}</em>", self.runs(inner))
            case Link(runs=inner, url=url):
                safe = address(url)
                return (
                    format_html('<a href="{}">{}</a>', safe, self.runs(inner))
                    if safe
                    else self.runs(inner)
                )
            case Figure():
                return self.figure(one)
            case Rag(status=status, word=word):
                return rag(status, word)
            case Spark(chart=chart):
                return SafeString(chart.svg)
            case Anchor(name=name):
                return format_html('<span id="{}"></span>', name)

    def figure(self, one: Figure) -> SafeString | str:
        url = address(one.row.source.url)
        if not url:
            return one.printed
        return format_html(
            '<a class="figure" href="{}" title="{}">{}</a>', url, one.row.source.title, one.printed
        )


def _number(kind: str) -> SafeString:
    return SafeString(' class="number"') if kind == "number" else _EMPTY
