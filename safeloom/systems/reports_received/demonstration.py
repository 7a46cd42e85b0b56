"""Reports the invented county's board expects: received over three years, one late, one soon due."""

from datetime import date, timedelta
from typing import Any

from safeloom.domain.actions.commands.actions import add_action
from safeloom.foundation.today import today
from safeloom.systems.reports_received.commands.expecting import Expectation, expect
from safeloom.systems.reports_received.commands.receiving import assure, present, receive
from safeloom.systems.reports_received.content import kinds
from safeloom.systems.reports_received.cycle import Every, due_days

# Kind, from whom, group, in how many days from today the next is due, and the level last given.
EXPECTED = (
    ("private-fostering", "kept-council", "board", -12, "partial"),
    ("allegations", "north-council", "board", 20, "substantial"),
    ("custody", "police", "board", 75, "substantial"),
    ("disability", "icb", "executive", 130, "partial"),
    ("restraint", "secure", "board", 200, "full"),
    ("agency-yearly", "hospital-1", "board", 18, "substantial"),
)
WORDS = {
    "full": "Every incident was looked at by somebody from outside, and each child was asked.",
    "substantial": "Numbers and their reasons are clear; what children say is told by examples only.",
    "partial": "It counts what was done and not what changed. The board asks for an audit of ten cases.",
}
ASKS = "What changed since last year, what children and families say, and of what you are not sure."


def make(county: Any) -> None:
    """Six kinds of report; of each those of the years before came, the last one with its assurance."""
    day, ahead = min(county.today, today()), max(county.today, today())
    for kind, agency, group, days, level in EXPECTED:
        coming = ahead + timedelta(days=days)
        first = date(coming.year - 2, coming.month, min(coming.day, 28))
        report = expect(
            by=None,
            partnership=county.partnership,
            said=Expectation(
                title=f"{kinds()[kind].title}: yearly report",
                kind=kind,
                every=Every.YEAR.value,
                first_due=first,
                agency=county.agencies[agency],
                group=county.groups[group],
                asks=ASKS,
            ),
        )
        for due in list(due_days(first, Every.YEAR, coming))[:2]:
            _came(county, report, due, level, day)


def _came(county: Any, report: Any, due: date, level: str, day: date) -> None:
    received = min(due + timedelta(days=county.chance.randrange(-5, 9)), day)
    row = receive(
        by=None,
        report=report,
        due=due,
        received=received,
        covers=f"April {due.year - 1} to March {due.year}",
    )
    presented = received + timedelta(days=30)
    present(by=None, received=row, presented=presented, group=report.group)
    assure(by=None, received=row, level=level, words=WORDS[level])
    if level == "partial" and (day - due).days < 400:
        add_action(
            by=None,
            partnership=county.partnership,
            wording="Audit ten cases, and tell the board what changed for the children in them.",
            owner=county.agencies["kept-council"],
            due=max(county.today, today()) + timedelta(days=35),
            source=row.record,
            opened=min(presented, day),
        )
