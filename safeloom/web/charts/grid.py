"""A grid of counts: how many stand at each pair of two steps, such as likelihood and impact."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from zlib import crc32

from safeloom.web.charts import svg

# Light enough for ink, told apart by their words as well.
TINTS = {"green": "#d9ebdf", "amber": "#f7e5c6", "red": "#f4cfca", "none": "#ffffff"}


@dataclass(frozen=True, slots=True)
class Square:
    """One place of the grid: how many stand there, its word (`High`), and the tint it has."""

    count: int
    word: str
    tint: str


def grid(
    title: str,
    sentence: str,
    across: tuple[str, Sequence[str]],
    down: tuple[str, Sequence[str]],
    squares: Mapping[tuple[int, int], Square],
    wide: float = 640.0,
) -> str:
    """The grid as SVG. `across` and `down` are what an axis is called and the words of its steps, from the
    left and from the top; `squares` are by their place in these (down, across)."""
    size = 14.0 if wide >= 480 else 12.0
    edge = size * (9.5 if wide >= 480 else 6.2)
    cell = (wide - edge) / max(len(across[1]), 1)
    high = max(size * 3.6, 48.0)
    top = size * 1.8
    parts = [svg.text(0, size * 1.1, f"{down[0]} ↑", fill=svg.QUIET)]
    for row, words in enumerate(down[1]):
        y = top + row * high
        lines = svg.wrapped(words, edge - size, size)
        first = y + high / 2 - (len(lines) - 1) * size * 0.6 + size * 0.35
        parts += [
            svg.text(edge - size * 0.6, first + at * size * 1.2, line, anchor="end")
            for at, line in enumerate(lines)
        ]
        for column in range(len(across[1])):
            parts += _square(squares[row, column], edge + column * cell, y, (cell, high), size)
    foot = top + len(down[1]) * high
    for column, words in enumerate(across[1]):
        middle = edge + (column + 0.5) * cell
        for at, line in enumerate(svg.wrapped(words, cell - 4, size)):
            parts.append(svg.text(middle, foot + size * (1.4 + at * 1.2), line, anchor="middle"))
    end = foot + size * 4.6
    parts.append(svg.text(wide, end - size * 0.6, f"{across[0]} →", anchor="end", fill=svg.QUIET))
    key = f"c{crc32(f'{title}{sentence}{wide}{squares}'.encode()):08x}grid"
    return svg.drawing(key, title, sentence, (wide, end), size, parts)


def _square(
    one: Square, x: float, y: float, room: tuple[float, float], size: float
) -> tuple[str, ...]:
    width, height = room
    middle = x + width / 2
    frame = (
        f'<rect x="{x + 1:.1f}" y="{y + 1:.1f}" width="{width - 2:.1f}" height="{height - 2:.1f}"'
        f' fill="{TINTS[one.tint]}" stroke="{svg.QUIET}"/>'
    )
    word = svg.text(middle, y + height - size * 0.7, one.word, anchor="middle", fill=svg.QUIET)
    if not one.count:
        return frame, word
    count = svg.text(middle, y + height * 0.48, str(one.count), anchor="middle", weight="bold")
    return frame, count, word
