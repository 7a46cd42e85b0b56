"""A file of figures as reports print them, to be checked."""

import csv
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from random import Random

from safeloom.kernel.rounding import divide_half_up

FIGURES = 10_000
_EACH = 5  # figures that follow from each pair of counts


def write(path: Path) -> None:
    """Write so many figures that follow from counts, and the counts; all of them right."""
    with path.open("w", encoding="utf-8", newline="") as opened:
        writer = csv.writer(opened)
        writer.writerow(("id", "section", "value", "rule", "terms"))
        writer.writerows(_rows())


def _rows() -> Iterator[tuple[str, str, str, str, str]]:
    chance = Random(1)  # noqa: S311 - the same file each time is what it is for
    for number in range(FIGURES // _EACH):
        now, before = chance.randint(100, 9000), chance.randint(100, 9000)
        a, b = f"n{number}", f"b{number}"
        section = f"Section {number // 100 + 1}"
        change = divide_half_up(Decimal(100 * (now - before)), Decimal(before), 1)
        share = divide_half_up(Decimal(100 * now), Decimal(now + before), 1)
        yield a, section, f"{now:,}", "", ""
        yield b, section, f"{before:,}", "", ""
        yield f"s{number}", section, f"{now + before:,}", "sum", f"{a} {b}"
        yield f"d{number}", section, f"{now - before:,}", "difference", f"{a} {b}"
        yield f"c{number}", section, f"{change}%", "change", f"{b} {a}"
        yield f"p{number}", section, f"{share}%", "share", f"{a} s{number}"
        yield f"o{number}", section, f"{100 - share}%", "complement", f"p{number}"
