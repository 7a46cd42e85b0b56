"""When responses are due, until when they are taken, and where they stand."""

from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db.models import DateField, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce, Greatest

from safeloom.domain.questionnaires.models import Campaign, Extension, Response
from safeloom.domain.questionnaires.workflows import COUNTED, IN_PLACE, OPEN, RESPONSE
from safeloom.foundation.records.models import Record
from safeloom.foundation.workflow.models import Move
from safeloom.foundation.workflow.queries import moves_of, state_after, with_state


def due_of(response: Response) -> date:
    """The day on which a response is due: that of its last extension, else of the campaign. No query
    where its extensions are prefetched."""
    given = list(response.extensions.all()[:1])
    return given[0].until if given else response.campaign.due


def last_day_of(response: Response) -> date:
    """The last day on which its answers are taken: an extension goes beyond the campaign's."""
    return max(response.campaign.closes, due_of(response))


def is_taking(campaign: Campaign, day: date, last: date | None = None) -> bool:
    """Whether a campaign takes answers on a day: it is sent, has opened, and neither closed nor ended.
    `last` is a later last day, where one was given."""
    return (
        campaign.sent is not None
        and campaign.opens <= day <= (last or campaign.closes)
        and (campaign.ended is None or day < campaign.ended)
    )


def is_open(response: Response, day: date, state: str | None = None) -> bool:
    """Whether the body may write in its response on a day: answers are taken, and it stands where it is
    the body's to write. `state`, where it is known, spares a query."""
    if not is_taking(response.campaign, day, last_day_of(response)):
        return False
    return (state or state_of(response)) in OPEN


def record_of(response: Response) -> Record:
    """The record of a response. Raises ValidationError for one without a name, which has none."""
    if response.record is None:
        raise ValidationError("It was answered without a name, so nothing is done with it alone.")
    return response.record


def state_of(response: Response) -> str:
    """Where a response with a record stands. 1 query."""
    return state_after(moves_of(record_of(response)), RESPONSE.first.key)


def standing(rows: QuerySet[Response]) -> QuerySet[Response]:
    """Responses with `state`, `state_since`, `due` and `last_day`, the extension considered."""
    until = Extension.objects.filter(response=OuterRef("pk")).values("until")[:1]
    rows = with_state(rows, RESPONSE.first.key).annotate(
        due=Coalesce(Subquery(until), F("campaign__due"), output_field=DateField())
    )
    return rows.annotate(last_day=Greatest(F("campaign__closes"), F("due")))


def submitted(rows: QuerySet[Response]) -> QuerySet[Response]:
    """Of responses with a record those that were submitted and are not given back, with `state`. One in
    whose place another return was accepted was not."""
    last = Move.objects.filter(record=OuterRef("record")).order_by("-number").values("step")[:1]
    rows = with_state(rows, RESPONSE.first.key).filter(state__in=COUNTED)
    return rows.annotate(led_there=Subquery(last)).exclude(led_there=IN_PLACE)


def overdue(rows: QuerySet[Response], day: date) -> QuerySet[Response]:
    """Of responses as they stand those that the body has not handed in and that were due before a day."""
    return rows.filter(state__in=OPEN, due__lt=day)


def taking(rows: QuerySet[Response], day: date) -> QuerySet[Response]:
    """Of responses as they stand those in which the body may write on a day."""
    return rows.filter(
        Q(campaign__ended=None) | Q(campaign__ended__gt=day),
        state__in=OPEN,
        campaign__sent__isnull=False,
        campaign__opens__lte=day,
        last_day__gte=day,
    )


def days_before(campaign: Campaign) -> timedelta:
    """How long before a response is due its contributors are reminded."""
    return timedelta(days=campaign.remind_before)
