"""A tree of boxes: what stands below what, such as groups and those that answer to them.

A box hangs below and to the right of the one it answers to. Where many stand below one they stand side by
side, in as many rows as the width asks for; a few stand one below another. So a tree of any shape is as
wide as the drawing, unless it is very deep, and no two boxes meet, nor a box and a line.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from zlib import crc32

from safeloom.web.charts import svg
from safeloom.web.charts.model import Chart

_SIZE, _LINE, _PAD = 14.0, 18.0, 9.0
_GAP, _ROW = 14.0, 22.0
_BOLD = 1.12
_DOTTED = "3 4"
_MOST_LINES = 8
_FEW = 3  # so many stand one below another, more side by side


@dataclass(frozen=True, slots=True)
class Node:
    """One box: its name, the lines below it, and what stands below it. `dotted` where the line up and
    the frame are dotted; a line says why, since a drawing alone does not."""

    name: str
    lines: tuple[str, ...] = ()
    below: "tuple[Node, ...]" = ()
    dotted: bool = False


@dataclass(frozen=True, slots=True)
class Shape:
    """The measures of one drawing: how wide it is, how wide a box, how far those below stand in."""

    wide: float
    box: float
    indent: float


WIDE, NARROW = Shape(820.0, 172.0, 20.0), Shape(320.0, 212.0, 18.0)
# As wide as a page of print at a readable size.
PRINT = Shape(960.0, 204.0, 16.0)


@dataclass(frozen=True, slots=True)
class Box:
    """A box where it stands; `texts` are its lines as they were wrapped, the first `bold` of them the
    name."""

    node: Node
    x: float
    y: float
    width: float
    height: float
    texts: tuple[str, ...]
    bold: int


@dataclass(frozen=True, slots=True)
class Line:
    """A straight line between boxes, upright or level."""

    x1: float
    y1: float
    x2: float
    y2: float
    dotted: bool


@dataclass
class Layout:
    """Where everything stands, and how large the whole is."""

    boxes: list[Box] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    width: float = 0.0
    height: float = 0.0


def tree(
    title: str,
    sentence: str,
    top: Sequence[Node],
    *,
    headings: Sequence[str] = (),
    rows: Sequence[Sequence[str]] = (),
    shape: Shape = WIDE,
) -> Chart:
    """The drawing of a tree. `sentence` is what it shows; `headings` and `rows` its text form, a row a
    box, or nothing where the same stands in words beside it. Raises ValueError when a row has not one
    text for each heading."""
    if any(len(row) != len(headings) for row in rows):
        raise ValueError("Each row of a tree's text form has one text for each heading.")
    return Chart(
        title=title,
        sentence=sentence,
        svg=_drawn(title, sentence, top, shape, "w"),
        headings=tuple(headings),
        rows=tuple(tuple(row) for row in rows),
        narrow=_drawn(title, sentence, top, NARROW, "n"),
        full=True,
    )


def laid_out(top: Sequence[Node], shape: Shape) -> Layout:
    """Where the boxes of a tree stand. The same tree is always laid out in the same way."""
    layout = Layout()
    y, room = 1.0, shape.wide - 2
    for row in _rows(top, shape, room):
        x, lowest = 1.0, y
        for node in row:
            lowest = max(lowest, y + _place(node, x, y, room, shape, layout))
            x += _width(node, shape, room) + _GAP
        y = lowest + _ROW
    layout.width = max(shape.wide, *(box.x + box.width + 1 for box in layout.boxes), 0.0)
    layout.height = max(y - _ROW + 1, _LINE)
    return layout


def _rows(nodes: Sequence[Node], shape: Shape, room: float) -> list[list[Node]]:
    """Nodes side by side in as many rows as it takes."""
    found: list[list[Node]] = []
    taken = 0.0
    for node in nodes:
        width = _width(node, shape, room)
        if found and taken + _GAP + width <= room:
            found[-1].append(node)
            taken += _GAP + width
        else:
            found.append([node])
            taken = width
    return found


def _rows_below(node: Node, shape: Shape, room: float) -> list[list[Node]]:
    """What stands below a node: side by side where it is many, else one below another."""
    if len(node.below) > _FEW:
        return _rows(node.below, shape, room - shape.indent)
    return [[each] for each in node.below]


def _width(node: Node, shape: Shape, room: float) -> float:
    """How wide a node is with all below it."""
    inner = room - shape.indent
    widest = max(
        (
            sum(_width(each, shape, inner) for each in row) + _GAP * (len(row) - 1)
            for row in _rows_below(node, shape, room)
        ),
        default=0.0,
    )
    return max(shape.box, shape.indent + widest if widest else 0.0)


def _place(node: Node, x: float, y: float, room: float, shape: Shape, layout: Layout) -> float:
    """Put a node and what is below it; how high that is."""
    box = _box(node, x, y, shape)
    layout.boxes.append(box)
    trunk, inner = x + shape.indent / 2, room - shape.indent
    from_y = bottom = y + box.height
    for row in _rows_below(node, shape, room):
        bus, start, lowest = bottom + _ROW / 2, bottom + _ROW, bottom
        left, begin = x + shape.indent, trunk
        for each in row:
            drop = left + shape.box / 2
            # From the trunk, or from the one before, to this one, and down to it.
            layout.lines.append(Line(begin, bus, drop, bus, each.dotted and each is row[-1]))
            layout.lines.append(Line(drop, bus, drop, start, each.dotted))
            lowest = max(lowest, start + _place(each, left, start, inner, shape, layout))
            begin, left = drop, left + _width(each, shape, inner) + _GAP
        layout.lines.append(Line(trunk, from_y, trunk, bus, False))
        from_y, bottom = bus, lowest
    return bottom - y


def _box(node: Node, x: float, y: float, shape: Shape) -> Box:
    room = shape.box - 2 * _PAD
    name = svg.wrapped(node.name, room / _BOLD, _SIZE, _MOST_LINES)
    rest = [part for line in node.lines for part in svg.wrapped(line, room, _SIZE, _MOST_LINES)]
    texts = (*name, *rest)
    height = len(texts) * _LINE + 2 * _PAD - 4
    return Box(node, x, y, shape.box, height, texts, len(name))


def _drawn(title: str, sentence: str, top: Sequence[Node], shape: Shape, kind: str) -> str:
    key = f"c{crc32(f'{title}{sentence}{top}'.encode('utf-8', 'replace')):08x}{kind}"
    if not top:
        return svg.nothing(key, title, sentence, shape.wide, _SIZE)
    layout = laid_out(top, shape)
    parts = [
        svg.line(each.x1, each.y1, each.x2, each.y2, svg.QUIET, _DOTTED if each.dotted else "")
        for each in layout.lines
    ]
    for box in layout.boxes:
        parts += _drawn_box(box)
    return svg.drawing(key, title, sentence, (layout.width, layout.height), _SIZE, parts)


def _drawn_box(box: Box) -> Iterator[str]:
    dash = f' stroke-dasharray="{_DOTTED}"' if box.node.dotted else ""
    yield (
        f'<rect x="{box.x:.1f}" y="{box.y:.1f}" width="{box.width:.1f}" height="{box.height:.1f}"'
        f' fill="#ffffff" stroke="{svg.STROKES[0]}" stroke-width="1.5"{dash}/>'
    )
    for at, words in enumerate(box.texts):
        y = box.y + _PAD + _LINE * (at + 1) - 6
        bold = at < box.bold
        yield svg.text(
            box.x + _PAD,
            y,
            words,
            weight="bold" if bold else "",
            fill=svg.INK if bold else svg.QUIET,
        )
