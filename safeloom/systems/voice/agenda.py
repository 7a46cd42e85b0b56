"""What was said and not answered, for the agenda of a meeting."""

from datetime import date

from safeloom.domain.partnership.models import Group
from safeloom.foundation.identity.models import Partnership
from safeloom.kernel.registry import AgendaLine
from safeloom.systems.voice.addresses import of_activity
from safeloom.systems.voice.content import words_of
from safeloom.systems.voice.models import VoicePoint
from safeloom.web.words import date_words

_LEADING = (Group.Kind.BOARD, Group.Kind.EXECUTIVE)


def waiting(
    partnership: Partnership, group: Group, day: date, until: date | None
) -> list[AgendaLine]:
    """For board and executive: what should have been answered by the day of the meeting, by theme and
    reference alone. 1 query."""
    if group.kind not in _LEADING:
        return []
    rows = VoicePoint.objects.filter(
        activity__partnership=partnership, answered__isnull=True, due__lt=day
    )
    rows = rows.select_related("activity__record").order_by("due", "pk")
    return [
        AgendaLine(
            f"{row.activity.record.reference}, {words_of('themes', row.theme).lower()}: "
            f"an answer was due {date_words(row.due)}",
            of_activity(partnership, row.activity),
            row.activity_id,
        )
        for row in rows
    ]
