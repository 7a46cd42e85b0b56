"""Figures that a written part refers to by name."""

from dataclasses import dataclass

from django.utils.text import slugify

from safeloom.domain.indicators.models import Measure
from safeloom.domain.indicators.queries import figures
from safeloom.domain.indicators.queries.figures import Figure
from safeloom.domain.indicators.queries.scope import Scope, names_of, read_book
from safeloom.domain.indicators.references import TOTAL, Reference
from safeloom.foundation.access.rule import Viewer
from safeloom.kernel.periods import Period
from safeloom.reports.measured import full_id
from safeloom.reports.models import Report

# What a writer is offered; the rest can be written by hand.
_OFFERED = ("value", "year-change", "year-direction")


@dataclass(frozen=True)
class Choice:
    """A figure that may be put into a text: what the writer types, and what it is now."""

    typed: str
    measure: str
    place: str
    period: str
    value: str


def choices(report: Report, viewer: Viewer, words: str) -> list[Choice]:
    """The figures the viewer may put into a text: each measure over the report's period, all
    together and for each area or agency. `words` are looked for in measure, theme, place and key."""
    partnership = report.record.partnership
    period = Period(report.period_start, report.period_end)
    book = read_book(
        Scope(partnership, viewer), Scope(partnership, viewer).measures(), period.start, period.end
    )
    names = names_of(book.keys)
    looked_for = words.casefold().split()
    wanted: dict[str, Measure] = {}
    for measure in book.measures:
        places = sorted(names[key] for key in book.about_at(measure, period))
        for place in ("", *places):
            text = f"{measure.title} {measure.theme} {measure.key} {place}".casefold()
            if all(word in text for word in looked_for):
                for what in _OFFERED:
                    name = Reference(measure.key, slugify(place) or TOTAL, period, what)
                    wanted[str(name)] = measure
    found = figures(partnership, list(wanted), viewer=viewer)
    return [
        _choice(one)
        for one in found.values()
        if isinstance(one, Figure) and (one.value is not None or one.rule)
    ]


def _choice(one: Figure) -> Choice:
    what = one.id.rsplit("/", 1)[1]
    words = {"value": "", "year-change": ": change over a year"}.get(
        what, ": direction over a year"
    )
    return Choice(
        f"[[{one.id}]]", f"{one.measure}{words}", one.place, one.period.label(), one.words
    )


def _short(one: Figure) -> str:
    """The reference with its period in short (`2025-26`), where that reads back the same."""
    key, place, _, what = one.id.split("/")
    short = f"{key}/{place}/{one.period.short_label().lower().replace(' ', '-')}/{what}"
    return short if full_id(short) == one.id else one.id
