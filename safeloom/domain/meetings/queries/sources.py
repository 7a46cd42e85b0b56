"""What agendas take from other parts."""

from collections.abc import Sequence
from dataclasses import dataclass

from safeloom.domain.meetings.models import Meeting, Placed, TakenLine
from safeloom.domain.meetings.queries.meetings import OVER, after, state_of
from safeloom.kernel.registry import AgendaLine, AgendaSource, offered, resolve


@dataclass(frozen=True)
class Taken:
    """The lines that one source brings to a meeting."""

    source: AgendaSource
    lines: Sequence[AgendaLine]


def source_choices() -> list[tuple[str, str]]:
    """What may be taken, as choices."""
    return [(source.key, source.title) for source in offered(AgendaSource)]


def lines_for(meeting: Meeting, items: Sequence[Placed]) -> dict[str, Taken]:
    """What the sources named by these items bring to a meeting, by their keys: as of today while it is
    planned, then what they brought when it was held."""
    if not any(item.source for item in items):
        return {}
    if state_of(meeting) in OVER:
        return _kept(meeting, items)
    return live_lines(meeting, items)


def live_lines(meeting: Meeting, items: Sequence[Placed]) -> dict[str, Taken]:
    """What the sources named by these items bring to a meeting as of today."""
    wanted = {item.source for item in items if item.source}
    following = after(meeting)
    until = following.day if following else None
    return {
        source.key: Taken(
            source, resolve(source.source)(meeting.partnership, meeting.group, meeting.day, until)
        )
        for source in offered(AgendaSource)
        if source.key in wanted
    }


def _kept(meeting: Meeting, items: Sequence[Placed]) -> dict[str, Taken]:
    found: dict[str, list[AgendaLine]] = {item.source: [] for item in items if item.source}
    rows = TakenLine.objects.filter(item__meeting=meeting).select_related("item")
    for line in rows.order_by("item__order", "number"):
        if line.item.source in found:
            found[line.item.source].append(AgendaLine(line.words, line.url, line.record_id))
    return {
        source.key: Taken(source, found[source.key])
        for source in offered(AgendaSource)
        if source.key in found
    }
