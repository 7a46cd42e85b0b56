"""How much the page takes at once: the command, which its own user waits for, has no such bounds."""

from collections.abc import Iterable

from safeloom.kernel.figures import Figure

MOST_BYTES = 5_000_000
MOST_FIGURES = 20_000
MOST_TERMS = 1_000  # of one figure
MOST_TERMS_IN_ALL = 50_000


class TooMuch(Exception):
    """The file asks for more than is worked out at once; the message says what to do."""


def within_bounds(figures: Iterable[Figure]) -> None:
    """Raises `TooMuch` where the figures, or what they are to be worked out from, are too many."""
    terms = 0
    for count, figure in enumerate(figures, 1):
        terms += len(figure.terms)
        if len(figure.terms) > MOST_TERMS:
            raise TooMuch(
                f"Row {figure.row} has more than {MOST_TERMS:,} terms. Add them up in rows of their own."
            )
        if count > MOST_FIGURES or terms > MOST_TERMS_IN_ALL:
            raise TooMuch(
                f"The file has more than {MOST_FIGURES:,} figures or {MOST_TERMS_IN_ALL:,} terms."
                " Check it in parts."
            )
