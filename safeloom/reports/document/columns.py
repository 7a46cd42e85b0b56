"""How wide a printed table and its columns should be."""

import re
from collections.abc import Sequence
from math import ceil

from safeloom.reports.document.tree import (
    Emphasis,
    Figure,
    Link,
    Rag,
    Runs,
    Spark,
    Strong,
    Text,
)

LINE, SMALL_LINE = 100, 112  # characters, about, across the page; in small print
_BREAK = re.compile(r"[^\S\u00a0\u202f]+")  # a no-break space breaks no line
_MOST_WANTED = 42
_SMALL = 50
_HEADING = 14  # characters of a number's heading before it breaks, if need be


def widths(
    cells: Sequence[Sequence[str]], kinds: Sequence[str], line: int = LINE
) -> tuple[int, list[int]]:
    """The table's width in per cent and for each column its part of it, from the texts of the cells.

    The first row of ``cells`` are the headings; ``line`` is how many characters the page has across. A
    column first gets room for its longest word; what is left goes to those whose texts are longer
    than that. Headings of numbers may break.
    """
    needed, wanted = [], []
    for column, kind in zip(zip(*cells, strict=True), kinds, strict=True):
        need = max(_longest_word(text) for text in column) + 2
        heading = min(len(column[0]), _HEADING) if kind == "number" else len(column[0])
        want = max(heading, *(len(text) for text in column[1:]), 0) + 2
        needed.append(need)
        wanted.append(max(min(want, _MOST_WANTED), need))
    width = 60 if sum(wanted) <= _SMALL else 100
    room = max(line * width / 100 - sum(needed), 0)
    more: list[float] = [want - need for want, need in zip(wanted, needed, strict=True)]
    if sum(more) > room:
        more = [extra * room / sum(more) for extra in more]
    return width, [round((need + extra) * 10) for need, extra in zip(needed, more, strict=True)]


def height(cells: Sequence[Sequence[str]], width: int, shares: Sequence[int]) -> int:
    """How many lines a table of that width and those columns takes, at most."""
    across = LINE * width / 100 * 0.8  # words leave room at the end of their lines
    room = [max(across * share / sum(shares), 1) for share in shares]
    return sum(
        max((ceil(len(text) / most) for text, most in zip(row, room, strict=True)), default=1) or 1
        for row in cells
    )


def _longest_word(text: str) -> int:
    return min(max((len(word) for word in _BREAK.split(text)), default=1), 33)


def plain(found: Runs) -> str:
    """The words of runs, to measure them."""
    words = []
    for one in found:
        match one:
            case Text(text=text):
                words.append(text)
            case Figure():
                words.append(one.printed)
            case Strong(runs=inner) | Emphasis(runs=inner) | Link(runs=inner):
                words.append(plain(inner))
            case Rag(word=word):
                words.append(f"xxxx{word}".replace(" ", "\u00a0"))
            case Spark():
                words.append("x" * 12)
    return "".join(words)
