"""Written parts: Markdown without raw HTML, with numbers put in by reference as ``[[figure-id]]``."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from html import escape
from typing import Any

import nh3
from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from markdown_it.tree import SyntaxTreeNode

from safeloom.reports.document.addresses import address
from safeloom.reports.document.tree import (
    Column,
    Emphasis,
    Figure,
    FigureRow,
    Heading,
    ItemList,
    Link,
    Paragraph,
    Part,
    Quote,
    Run,
    Runs,
    Strong,
    Table,
    Text,
)

REFERENCE = "figure_reference"
_TAGS = {
    *("p", "h2", "h3", "h4", "ul", "ol", "li", "blockquote", "pre", "hr"),
    *("table", "thead", "tbody", "tr", "th", "td"),
    *("strong", "em", "a", "code", "br", "mark"),
}
_ATTRIBUTES = {"a": {"href", "class"}, "mark": {"class"}, "ol": {"start"}, "th": {"scope"}}


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that a writer has to mend: the line (from 1), the words there, what is wrong."""

    line: int
    text: str
    problem: str


@dataclass(frozen=True, slots=True)
class Written:
    """A written part as parts of the document, and what has to be mended in it."""

    parts: tuple[Part, ...]
    problems: tuple[Problem, ...]


def parser() -> MarkdownIt:
    """CommonMark with tables and ``[[figure-id]]``; HTML is text like any other."""
    made = MarkdownIt("commonmark", {"html": False}).enable("table")
    made.inline.ruler.before("link", REFERENCE, _reference)
    made.add_render_rule(REFERENCE, _shown)
    return made


def written(markdown: str, figures: Mapping[str, FigureRow], level: int = 2) -> Written:
    """The Markdown as parts of a document; its first heading level becomes ``level``.
    A table is called by the heading above it.

    A reference that is not in ``figures`` stays as typed and is a problem, as is a picture.
    """
    reader = _Reader(figures, level)
    parts = reader.parts(SyntaxTreeNode(parser().parse(markdown)))
    return Written(tuple(parts), tuple(reader.problems))


def to_html(markdown: str, figures: Mapping[str, FigureRow] | None = None) -> str:
    """The Markdown as HTML that is safe to place in a page; headings begin at h2.

    A reference becomes its printed number with a link to its record; an unknown one stays as typed,
    in a <mark class="unknown">.
    """
    made = parser()
    tokens = made.parse(markdown)
    for token in tokens:
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{min(int(token.tag[1]) + 1, 4)}"
        elif token.type == "th_open":
            token.attrs = {"scope": "col"}
        elif token.type in ("td_open", "table_open"):
            token.attrs = {}
    drawn = made.renderer.render(tokens, made.options, {"figures": figures or {}})
    return nh3.clean(
        drawn,
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        url_schemes={"http", "https", "mailto"},
        link_rel="noopener noreferrer",
    )


def _reference(state: StateInline, silent: bool) -> bool:
    if not state.src.startswith("[[", state.pos):
        return False
    end = state.src.find("]]", state.pos + 2, state.posMax)
    name = state.src[state.pos + 2 : end]
    if end < 0 or not name.strip() or "\n" in name or "[" in name:
        return False
    if not silent:
        state.push(REFERENCE, "", 0).content = name.strip()
    state.pos = end + 2
    return True


def _shown(
    renderer: RendererHTML, tokens: list[Token], at: int, options: Any, env: dict[str, Any]
) -> str:
    name = tokens[at].content
    row = env["figures"].get(name)
    if row is None:
        return f'<mark class="unknown">{escape(f"[[{name}]]")}</mark>'
    url = address(row.source.url)
    words = escape(row.value)
    return f'<a class="figure" href="{escape(url)}">{words}</a>' if url else words


class _Reader:
    """Turns the tree of the Markdown into parts, and remembers problems."""

    def __init__(self, figures: Mapping[str, FigureRow], level: int) -> None:
        self.figures, self.level = figures, level
        self.problems: list[Problem] = []
        self.line = 1
        self.title = "Table"

    def parts(self, node: SyntaxTreeNode, inside: bool = False) -> list[Part]:
        found: list[Part] = []
        for child in node.children:
            found += self.part(child, inside)
        return found

    def part(self, node: SyntaxTreeNode, inside: bool) -> list[Part]:
        if node.map:
            self.line = node.map[0] + 1
        kinds: dict[str, Callable[[SyntaxTreeNode, bool], list[Part]]] = {
            "heading": self.heading,
            "paragraph": lambda one, _: [Paragraph(self.runs(one))],
            "bullet_list": self.items,
            "ordered_list": self.items,
            "blockquote": lambda one, _: [Quote(tuple(self.parts(one, inside=True)))],
            "table": lambda one, _: [self.table(one)],
            "fence": lambda one, _: [Paragraph((Text(one.content.strip()),))],
            "code_block": lambda one, _: [Paragraph((Text(one.content.strip()),))],
        }
        return kinds[node.type](node, inside) if node.type in kinds else []

    def heading(self, node: SyntaxTreeNode, inside: bool) -> list[Part]:
        words = self.runs(node)
        self.title = plain(words) or self.title
        if inside:
            return [Paragraph((Strong(words),))]
        return [Heading(min(self.level + int(node.tag[1]) - 1, 3), plain(words))]

    def items(self, node: SyntaxTreeNode, inside: bool) -> list[Part]:
        items = tuple(tuple(self.parts(item, inside=True)) for item in node.children)
        start = int(node.attrs.get("start", 1))
        return [ItemList(items, ordered=node.type == "ordered_list", start=start)]

    def table(self, node: SyntaxTreeNode) -> Table:
        line = self.line
        rows = []
        for row in (row for group in node.children for row in group.children):
            self.line = row.map[0] + 1 if row.map else self.line
            rows.append(tuple(self.runs(cell) for cell in row.children))
        right = [
            cell.attrs.get("style") == "text-align:right" for cell in node.children[0].children[0]
        ]
        if not rows[0] or not any(plain(cell).strip() for cell in rows[0]):
            self.problems.append(
                Problem(line, "table", "has no headings; name each column in its first row")
            )
        columns = tuple(
            Column(plain(cell), "number" if number else "text")
            for cell, number in zip(rows[0], right, strict=True)
        )
        return Table(self.title, columns, tuple(rows[1:]))

    def runs(self, node: SyntaxTreeNode) -> Runs:
        inline = node.children[0] if node.children else None
        found = tuple(self.run(one) for one in inline.children) if inline else ()
        return tuple(one for one in found if one != Text(""))

    def run(self, node: SyntaxTreeNode) -> Run:
        match node.type:
            case "strong":
                return Strong(tuple(self.run(one) for one in node.children))
            case "em":
                return Emphasis(tuple(self.run(one) for one in node.children))
            case "link":
                return Link(tuple(self.run(one) for one in node.children), str(node.attrs["href"]))
            case "softbreak" | "hardbreak":
                self.line += 1
                return Text(" ")
            case "image":
                self.problems.append(
                    Problem(
                        self.line, node.content, "is a picture; a written part holds words only"
                    )
                )
                return Text(node.content)
            case "figure_reference":
                return self.figure(node.content)
            case _:
                return Text(node.content)

    def figure(self, name: str) -> Run:
        row = self.figures.get(name)
        if row is None:
            self.problems.append(
                Problem(
                    self.line,
                    f"[[{name}]]",
                    "is not a figure of this report; choose one of its list",
                )
            )
            return Text(f"[[{name}]]")
        return Figure(row)


def plain(found: Runs) -> str:
    """The words of runs."""
    words = []
    for one in found:
        match one:
            case Text(text=text):
                words.append(text)
            case Figure():
                words.append(one.printed)
            case Strong(runs=inner) | Emphasis(runs=inner) | Link(runs=inner):
                words.append(plain(inner))
    return "".join(words)
