"""What agendas take from actions and measures, which know no meetings."""

from datetime import date

from django.db.models import Q
from django.urls import reverse

from safeloom.domain.actions.addresses import page
from safeloom.domain.actions.definitions import Said
from safeloom.domain.actions.models import Action
from safeloom.domain.actions.queries.rows import with_owner
from safeloom.domain.indicators.queries.scorecard import scorecard
from safeloom.domain.meetings.models import Decision, Meeting
from safeloom.domain.partnership.models import Group
from safeloom.foundation.identity.models import Partnership
from safeloom.foundation.records.models import Record
from safeloom.kernel.periods import Frequency, period_containing
from safeloom.kernel.rag import Rag
from safeloom.kernel.registry import AgendaLine
from safeloom.web.words import count_words, date_words

_OVERSEEING = (Group.Kind.BOARD, Group.Kind.EXECUTIVE)
_ORDINARY = Record.Sensitivity.ORDINARY


def late_actions(
    partnership: Partnership, group: Group, day: date, until: date | None
) -> list[AgendaLine]:
    """The actions whose due date is over on the day and which their owner has not called done: of a
    board or an executive all of the partnership's, of another group those that come from its own
    meetings and decisions. None that is sealed, or comes from what is. 1 query."""
    rows = Action.objects.filter(partnership=partnership, ended__isnull=True, due__lt=day)
    rows = rows.exclude(said=Said.DONE)
    rows = rows.filter(
        Q(source__isnull=True) | Q(source__sensitivity=_ORDINARY), record__sensitivity=_ORDINARY
    )
    if group.kind not in _OVERSEEING:
        meetings = Meeting.objects.filter(group=group).values("pk")
        decisions = Decision.objects.filter(meeting__group=group).values("pk")
        rows = rows.filter(Q(source__in=meetings) | Q(source__in=decisions))
    rows = with_owner(rows, day).order_by("due", "record__reference")
    # As values: a board's agenda may have a thousand of them, and needs no agency, post and person of each.
    late = rows.values_list("pk", "record__reference", "record__title", "agency_called", "due")
    return [
        AgendaLine(
            f"{reference} {title} ({agency}, due {date_words(due)}, "
            f"{count_words((day - due).days, 'day', 'days')} late)",
            page("action", partnership, reference),
            key,
        )
        for key, reference, title, agency, due in late
    ]


def red_measures(
    partnership: Partnership, group: Group, day: date, until: date | None
) -> list[AgendaLine]:
    """The measures that were off track in the last quarter that ended before the day."""
    quarter = period_containing(day, Frequency.QUARTER).previous()
    found = scorecard(partnership, quarter, quarters=1, day=day)
    lines = {}
    for line in found.lines:
        measure = line.reading.measure
        if line.reading.rag is Rag.RED and measure.pk not in lines:
            lines[measure.pk] = AgendaLine(
                f"{measure.title} ({line.reading.period.label()})",
                reverse("indicators:measure", args=[partnership.key, measure.key]),
                measure.pk,
            )
    return list(lines.values())
