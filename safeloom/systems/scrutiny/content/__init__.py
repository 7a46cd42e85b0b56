"""The ready framework, the methods and the words of judgements, as content."""

import tomllib
from functools import cache
from pathlib import Path


@cache
def _read() -> dict:
    return tomllib.loads(Path(__file__).with_name("scrutiny.toml").read_text(encoding="utf-8"))


def ready() -> list[tuple[str, str]]:
    """The success factors that are shipped: title, and what good looks like."""
    return [(row["title"], row["words"]) for row in _read()["factor"]]


def methods() -> dict[str, str]:
    """How one finds out, by key, in the order of the table."""
    return {row["key"]: row["title"] for row in _read()["method"]}
