"""What escalations give to the agenda of a meeting."""

from datetime import date, datetime, time

from safeloom.domain.partnership.models import Group
from safeloom.foundation.identity.models import Partnership
from safeloom.foundation.sealed.narrowing import without_sealed
from safeloom.kernel.dates import ENGLAND, show_date, today
from safeloom.kernel.registry import AgendaLine
from safeloom.systems.challenge.addresses import of_disagreement
from safeloom.systems.challenge.models import Disagreement
from safeloom.systems.challenge.queries import disagreements as queries
from safeloom.web.words import count_words

_LEADING = (Group.Kind.BOARD, Group.Kind.EXECUTIVE)


def past_their_day(
    partnership: Partnership, group: Group, day: date, until: date | None
) -> list[AgendaLine]:
    """For board and executive: the open escalations whose stage was due before the day of the meeting, the
    longest due first. As in mail, by reference, stage and day alone: not everybody who meets may see
    them. None that is sealed. 3 queries."""
    if group.kind not in _LEADING:
        return []
    begins = datetime.combine(day, time(), ENGLAND)
    rows = without_sealed(Disagreement.objects.filter(partnership=partnership))
    rows = queries.open_only(queries.standing(rows.select_related("record", "policy")))
    rows = queries.earliest_first(queries.late_only(rows, begins))
    return [
        AgendaLine(
            f"Escalation {row.record.reference}, {queries.state_words(row)}, due {show_date(due)}, "
            f"{count_words((day - due).days, 'day', 'days')} late",
            of_disagreement(partnership, row),
            row.pk,
        )
        for row in rows
        for due in (today(row.clock_due),)
    ]
