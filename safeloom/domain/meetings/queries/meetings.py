"""Meetings and their series, as far as the viewer sees them."""

from collections.abc import Sequence
from datetime import date

from django.db.models import F, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from safeloom.domain.meetings.models import (
    AgendaItem,
    InAttendance,
    Meeting,
    MeetingSeries,
    MeetingStep,
    StandingItem,
)
from safeloom.foundation.access.rule import Viewer
from safeloom.foundation.identity.models import Partnership

SEE = "meeting.see"
OVER = (Meeting.State.HELD, Meeting.State.DRAFT, Meeting.State.APPROVED)


def meetings(viewer: Viewer, partnership: Partnership, permission: str = SEE) -> QuerySet[Meeting]:
    """The meetings of a partnership, each with its state as `state`."""
    return viewer.rows(permission, with_state(Meeting.objects.all()), partnership.pk)


def with_state(rows: QuerySet[Meeting]) -> QuerySet[Meeting]:
    """Meetings with what they are now as `state`: that of their last step."""
    last = MeetingStep.objects.filter(meeting=OuterRef("pk")).order_by("-number")
    state = Coalesce(Subquery(last.values("state")[:1]), Value(Meeting.State.PLANNED.value))
    return rows.select_related(
        "record", "partnership", "group__principal", "group__record__partnership", "series__record"
    ).annotate(state=state)


def not_cancelled(rows: QuerySet[Meeting]) -> QuerySet[Meeting]:
    """Of these meetings those that are not cancelled, each with its `state`."""
    return with_state(rows).exclude(state=Meeting.State.CANCELLED)


def state_of(meeting: Meeting) -> Meeting.State:
    """What a meeting is now."""
    last = meeting.steps.order_by("-number").values_list("state", flat=True).first()
    return Meeting.State(last or Meeting.State.PLANNED)


def reason_of(meeting: Meeting) -> str:
    """Why a meeting is what it is now, where somebody said."""
    return meeting.steps.order_by("-number").values_list("reason", flat=True).first() or ""


def all_series(
    viewer: Viewer, partnership: Partnership, permission: str = SEE
) -> QuerySet[MeetingSeries]:
    """The series of a partnership."""
    rows = MeetingSeries.objects.select_related(
        "record", "partnership", "group__principal", "group__record__partnership"
    )
    return viewer.rows(permission, rows, partnership.pk)


def listed_series(viewer: Viewer, partnership: Partnership) -> QuerySet[MeetingSeries]:
    """The series, each with the day of its next meeting as `next_day`."""
    coming = Meeting.objects.filter(series=OuterRef("pk"), day__gte=viewer.day)
    coming = not_cancelled(coming).order_by("day")
    return all_series(viewer, partnership).annotate(next_day=Subquery(coming.values("day")[:1]))


def standing_items(
    viewer: Viewer, partnership: Partnership, permission: str = SEE
) -> QuerySet[StandingItem]:
    """The standing items of a partnership's series."""
    rows = StandingItem.objects.select_related("series__record", "series__partnership", "presenter")
    return viewer.rows(permission, rows, partnership.pk)


def agenda_items(
    viewer: Viewer, partnership: Partnership, permission: str = SEE
) -> QuerySet[AgendaItem]:
    """The items of a partnership's agendas."""
    rows = AgendaItem.objects.select_related("meeting__record", "meeting__partnership", "presenter")
    return viewer.rows(permission, rows, partnership.pk)


def in_attendance(
    viewer: Viewer, partnership: Partnership, permission: str = SEE
) -> QuerySet[InAttendance]:
    """Who was at a partnership's meetings besides the seats."""
    rows = InAttendance.objects.select_related("meeting__record", "meeting__partnership")
    return viewer.rows(permission, rows, partnership.pk)


def meetings_of(series: MeetingSeries) -> list[Meeting]:
    """The meetings of a series, the latest first."""
    return list(with_state(series.meetings.all()).order_by("-day", F("start").desc()))


def agenda_of(meeting: Meeting) -> Sequence[AgendaItem]:
    """A meeting's agenda in its order, with who presents and where items were carried from."""
    rows = meeting.agenda.select_related("presenter", "carried_from__meeting__record", "about")
    return list(rows.order_by("order", "pk"))


def before(meeting: Meeting) -> Meeting | None:
    """The last meeting of the same series (of the same group, where it is of none) before this one
    that was held."""
    same = {"series": meeting.series} if meeting.series else {"group": meeting.group}
    rows = with_state(Meeting.objects.filter(**same, day__lt=meeting.day))
    return rows.filter(state__in=OVER).order_by("-day", "-record__reference").first()


def after(meeting: Meeting) -> Meeting | None:
    """The next meeting of the same series or group after this one that is not cancelled."""
    same = {"series": meeting.series} if meeting.series else {"group": meeting.group}
    rows = not_cancelled(Meeting.objects.filter(**same, day__gt=meeting.day))
    return rows.order_by("day", "record__reference").first()


def next_of_group(group, day: date) -> Meeting | None:
    """The next planned meeting of a group on or after a day."""
    rows = with_state(Meeting.objects.filter(group=group, day__gte=day))
    return rows.filter(state=Meeting.State.PLANNED).order_by("day", "record__reference").first()


def planned_after(series: MeetingSeries, day: date) -> Meeting | None:
    """The first meeting of a series that is planned for a later day."""
    rows = with_state(series.meetings.filter(day__gt=day)).filter(state=Meeting.State.PLANNED)
    return rows.order_by("day").first()
