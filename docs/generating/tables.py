"""Markdown tables."""

from collections.abc import Iterable, Sequence


def table(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table with its headings, ending in a line break."""
    lines = [headings, ["---"] * len(headings), *rows]
    return "".join(f"| {' | '.join(_cell(text) for text in line)} |\n" for line in lines)


def checked(item: bool) -> str:
    """Whether something was compared with its source, in words."""
    return "checked" if item else "not checked"


def first_line(said: str | None) -> str:
    """The first sentence of a docstring, on one line."""
    whole = " ".join((said or "").split("\n\n")[0].split())
    return whole.split(". ")[0].rstrip(".")


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")
