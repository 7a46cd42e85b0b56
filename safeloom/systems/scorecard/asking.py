"""What was asked of the scorecard: which quarter, theme, area or agency."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.http import HttpRequest

from safeloom.domain.indicators import queries
from safeloom.kernel.period_reading import read_period
from safeloom.kernel.periods import Frequency, Period, period_containing

QUARTERS_OFFERED = 16


@dataclass(frozen=True)
class Control:
    """A choice above the table; `choices` are pairs of value and words."""

    name: str
    label: str
    choices: tuple[tuple[str, str], ...]
    chosen: str
    all: str = ""


@dataclass(frozen=True)
class Asked:
    """The quarter shown and what narrows it; `problem` says what could not be done as asked."""

    quarter: Period
    theme: str
    area: UUID | None
    agency: UUID | None
    controls: tuple[Control, ...]
    problem: str = ""

    @property
    def of_whom(self) -> str:
        """The name of the area or agency shown; empty for the whole partnership."""
        chosen = next(each for each in self.controls if each.name == "of")
        return dict(chosen.choices).get(chosen.chosen, "")


def last_quarter(day: date) -> Period:
    """The last quarter that is over on a day."""
    return period_containing(day, Frequency.QUARTER).previous()


def read(request: HttpRequest) -> Asked:
    """Read `?quarter=`, `?theme=` and `?of=` (`area-…` or `agency-…`); what cannot be read is said."""
    partnership, viewer = request.partnership, request.viewer
    latest = last_quarter(viewer.day)
    quarters = [latest]
    while len(quarters) < QUARTERS_OFFERED:
        quarters.append(quarters[-1].previous())
    themes = queries.themes(partnership, viewer=viewer)
    abouts = queries.abouts(partnership, viewer=viewer)
    problem = ""
    chosen = {name: request.GET.get(name, "") for name in ("quarter", "theme", "of")}
    quarter = latest
    if chosen["quarter"]:
        try:
            quarter = read_period(chosen["quarter"], Frequency.QUARTER)
        except ValueError as unreadable:
            problem = f"The quarter cannot be read: {unreadable}"
    if quarter.frequency() is not Frequency.QUARTER or quarter.end > latest.end:
        problem = problem or "Choose a quarter that is over."
        quarter = latest
    if chosen["theme"] and chosen["theme"] not in themes:
        problem = problem or "There is no such theme."
        chosen["theme"] = ""
    if chosen["of"] and chosen["of"] not in dict(abouts):
        problem = problem or "There is no such area or agency."
        chosen["of"] = ""
    kind, _, key = chosen["of"].partition("-")
    if quarter not in quarters:
        quarters.append(quarter)
    controls = [
        Control(
            "quarter",
            "Quarter",
            tuple((each.key(), each.label()) for each in quarters),
            quarter.key(),
        ),
        Control("theme", "Theme", tuple((each, each) for each in themes), chosen["theme"], "All"),
        Control("of", "Area or agency", tuple(abouts), chosen["of"], "The whole partnership"),
    ]
    return Asked(
        quarter=quarter,
        theme=chosen["theme"],
        area=UUID(key) if kind == "area" else None,
        agency=UUID(key) if kind == "agency" else None,
        controls=tuple(control for control in controls if control.choices or control.name == "of"),
        problem=problem,
    )
