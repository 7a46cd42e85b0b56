"""The files of the examples: what they are made of, and their figures as they were printed."""

import csv
import tomllib
from decimal import Decimal
from pathlib import Path
from typing import Any

from safeloom.kernel import printed

FOLDER = Path(__file__).resolve().parent.parent.parent / "examples"


def said_of(key: str) -> dict[str, Any]:
    """What an example's partnership is made of."""
    return tomllib.loads((FOLDER / key / "partnership.toml").read_text(encoding="utf-8"))


def example_keys() -> list[str]:
    """The examples there are."""
    return sorted(path.parent.name for path in FOLDER.glob("*/partnership.toml"))


def figures_file(key: str) -> Path:
    """The figures of an example as they were printed, in the form the figure check reads."""
    return FOLDER / key / "figures.csv"


def printed_figures(key: str) -> dict[str, Decimal]:
    """The figures of an example that are numbers, by id."""
    found = {}
    with figures_file(key).open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            try:
                found[row["id"]] = printed.read(row["value"]).value
            except printed.NotANumber:
                continue  # a direction, told in words
    return found
