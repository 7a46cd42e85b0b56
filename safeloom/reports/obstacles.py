"""What stands in the way of signing a report off."""

from collections.abc import Iterable
from dataclasses import dataclass

from safeloom.domain.partnership.queries.partners import kinds_missing
from safeloom.foundation.today import today
from safeloom.reports.building import BuiltSection
from safeloom.reports.models import Report, ReportSection
from safeloom.reports.partners import partners_of


@dataclass(frozen=True)
class Obstacle:
    """One thing to do first: what it is (`section`, `figure`, `number`, `block`, `partner`), a
    sentence that says what to do, and the section it stands in, if any."""

    kind: str
    words: str
    section: ReportSection | None = None


def obstacles(report: Report, sections: Iterable[BuiltSection]) -> list[Obstacle]:
    """Everything that must be settled before anybody can sign, in the order of the report; `sections`
    come from `inspect` or `build`."""
    found: list[Obstacle] = []
    for part in sections:
        section = part.row
        if section.state not in (ReportSection.State.APPROVED, ReportSection.State.LEFT_OUT):
            state = section.get_state_display().lower()
            found.append(Obstacle("section", f"Approve “{section.title}”: it is {state}.", section))
        found += [
            Obstacle(
                "figure",
                f"Mend “{section.title}”: no figure is called {reference}.",
                section,
            )
            for reference in part.unknown
        ]
        found += [
            Obstacle("block", f"Mend “{section.title}”: {problem}", section)
            for problem in part.problems
        ]
        found += [
            Obstacle(
                "number",
                f"Look at {typed.number} in “{section.title}”: it was typed by hand and has no"
                " source. Put a figure in its place, or say why it can stand.",
                section,
            )
            for typed in part.unsourced
        ]
    found += [
        Obstacle("partner", f"Record who the statutory partner for {kind.lower()} is.")
        for kind in kinds_missing(partners_of(report, today()))
    ]
    return found
