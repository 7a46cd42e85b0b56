"""The unit's board of progress: the bodies of a campaign, and how far each is."""

from typing import Any

from django.utils.timezone import localtime

from safeloom.domain.partnership.models import Agency
from safeloom.domain.questionnaires.addresses import of_response
from safeloom.domain.questionnaires.models import Response
from safeloom.domain.questionnaires.queries import progress
from safeloom.domain.questionnaires.workflows import OPEN, RESPONSE, SUBMITTED
from safeloom.foundation.today import today
from safeloom.web.lists import Choosing, Column, Filter, ListPage
from safeloom.web.marks import tag
from safeloom.web.words import date_words


def _state(row: Response) -> Any:
    words = progress.state_words(row)
    if progress.is_late(row, today()):
        return tag(f"{words}, late", "late")
    return tag(words, RESPONSE.state(row.state).mark)


def _due(row: Response) -> str:
    words = date_words(row.due)
    return words if row.due == row.campaign.due else f"{words} (extended)"


def _asked(row: Response) -> Any:
    if not row.asked_now:
        return "" if row.state not in OPEN else tag("Nobody to ask", "late")
    return ", ".join(one.person.name for one in row.asked_now)


def _names(row: Response) -> str:
    return ", ".join(one.person.name for one in row.asked_now) or "Nobody to ask"


def _waits(row: Response) -> str:
    return row.record.reference if row.state == SUBMITTED and not row.record.is_sealed else ""


BOARD = ListPage(
    title="Progress",
    noun=("body", "bodies"),
    search=["agency__principal__name", "record__reference"],
    default_order=("place", "due", "agency__principal__name"),
    columns=[
        Column(
            "Body",
            lambda row: progress.body_of(row) or row.record.reference,
            sort=("agency__principal__name", "record__reference"),
            link=lambda row: of_response(row.campaign.partnership, row),
        ),
        Column("State", _state, sort="place", export=progress.state_words),
        Column("Progress", progress.progress_words),
        Column("Due", _due, sort="due", export=lambda row: row.due),
        Column(
            "Last written",
            lambda row: localtime(row.touched).date() if row.touched else None,
            sort="touched",
            kind="date",
        ),
        Column("Who answers", _asked, export=_names),
        Column("Reminders", "reminded", sort="reminded", kind="number"),
    ],
    filters=[
        Filter(
            "state",
            "State",
            lambda request: [
                (progress.LATE, "Late"),
                *((one.key, one.title) for one in RESPONSE.states),
            ],
            lambda rows, value: progress.in_state(rows, value, today()),
        ),
        Filter("kind", "Kind", Agency.Kind.choices, "agency__kind"),
    ],
    choosing=Choosing(_waits, "Moderate the chosen ones", called=progress.body_of),
    empty="Nobody is asked yet.",
    prepare=progress.tell_progress,
)
