"""What agendas take from other parts."""

from collections.abc import Sequence
from dataclasses import dataclass

from safeloom.domain.meetings.models import Meeting, Placed
from safeloom.domain.meetings.queries.meetings import after
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
    """What the sources named by these items bring to a meeting today, by their keys."""
    wanted = {item.source for item in items if item.source}
    if not wanted:
        return {}
    following = after(meeting)
    until = following.day if following else None
    return {
        source.key: Taken(
            source, resolve(source.source)(meeting.partnership, meeting.group, meeting.day, until)
        )
        for source in offered(AgendaSource)
        if source.key in wanted
    }
