"""The clocks of a record, as a section of its page and as a fact under its title."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse

from safeloom.foundation.access.rule import Viewer
from safeloom.foundation.clocks.models import Clock
from safeloom.foundation.clocks.queries import Reading, clocks_of
from safeloom.foundation.identity.models import Partnership
from safeloom.foundation.records.models import Record
from safeloom.kernel.clock_words import explained
from safeloom.web.records import Section
from safeloom.web.words import moment_words


@dataclass(frozen=True)
class Line:
    """A clock of the section: how it stands, its tag (words and kind), its rule in sentences, when and by
    whom it was paused, what may be done with it."""

    reading: Reading
    tag: tuple[str, str]
    rule: Sequence[str]
    stops: Sequence[tuple[str, str]]
    acts: Sequence[tuple[str, str]]

    @property
    def title(self) -> str:
        """What the clock is called."""
        return self.reading.clock.title

    @property
    def words(self) -> str:
        """How it stands."""
        return self.reading.words

    @property
    def why(self) -> str:
        """Why it is paused, or was ended."""
        return self.reading.paused_for or self.reading.clock.reason


@dataclass(frozen=True)
class ClocksSection(Section):
    """A section of the clocks of a record: those that run, and earlier ones."""

    lines: Sequence[Line] = ()
    earlier: Sequence[Line] = ()

    @property
    def facts(self) -> list[tuple[str, str]]:
        """What stands under the record's title: each clock that runs."""
        return [(line.title, line.words) for line in self.lines]


def clocks_section(
    viewer: Viewer, here: Partnership, record: Record, *, change: str = ""
) -> ClocksSection:
    """The clocks of a record that the viewer sees. `change` is the permission without which nobody pauses or
    ends them. 3 queries at most."""
    keeps = bool(
        change
        and record.partnership_id == here.pk
        and viewer.may_everywhere(change, here.pk)
        and viewer.may_everywhere("clock.keep", here.pk)
    )
    lines = [clock_line(here, each, keeps=keeps) for each in clocks_of(record.pk)]
    return ClocksSection(
        "clocks",
        "Clock" if len(lines) == 1 else "Clocks",
        "web/parts/clocks.html",
        lines=[line for line in lines if line.reading.runs],
        earlier=[line for line in lines if not line.reading.runs],
    )


def clock_line(here: Partnership, reading: Reading, *, keeps: bool = False) -> Line:
    """A clock as a line of a section."""
    stops = [
        (
            f"From {moment_words(each.start)} "
            + (f"to {moment_words(each.end)}" if each.end else "until now"),
            each.reason + (f" ({each.put_by.name})" if each.put_by else ""),
        )
        for each in reading.stops
    ]
    acts = _acts(here, reading) if keeps and reading.runs else []
    return Line(reading, _tag(reading), explained(reading.rule), stops, acts)


def _tag(reading: Reading) -> tuple[str, str]:
    if not reading.runs:
        met = reading.clock.outcome == Clock.Outcome.MET
        if not met:
            return reading.clock.get_outcome_display(), "plain"
        return ("Met late", "late") if reading.late else ("Met", "done")
    if reading.late:
        return "Late", "late"
    return ("Paused", "plain") if reading.standing.due is None else ("Running", "wait")


def _acts(here: Partnership, reading: Reading) -> list[tuple[str, str]]:
    acts = []
    if reading.standing.due is None:
        acts.append(("Let it run on", "resume-clock"))
    elif reading.rule.pauses:
        acts.append(("Pause it", "pause-clock"))
    acts += [("Begin it again", "restart-clock"), ("Stop it", "stop-clock")]
    pk = reading.clock.pk
    return [(words, reverse(f"portal:{name}", args=[here.key, pk])) for words, name in acts]
