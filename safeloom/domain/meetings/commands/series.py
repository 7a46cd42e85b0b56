"""Adding, changing and ending series of meetings, and what stands on their agendas."""

from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date, time
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from safeloom.domain.meetings.commands import checks
from safeloom.domain.meetings.commands.agenda import NewItem, fill, last_place
from safeloom.domain.meetings.models import MeetingSeries, StandingItem
from safeloom.domain.meetings.queries.meetings import planned_after
from safeloom.domain.partnership.models import Group
from safeloom.foundation.audit import commands as audit
from safeloom.foundation.identity.models import Partnership, Person
from safeloom.foundation.records.commands import in_turn, next_revision, open_record


@dataclass(frozen=True, kw_only=True)
class NewSeries:
    """What is said of a series. `group` is not read by a change."""

    title: str
    group: Group | None = None
    usual_day: str = ""
    usual_start: time | None = None
    usual_end: time | None = None
    usual_place: str = ""
    usual_link: str = ""
    attendance_target: int | None = None
    quorum: str = MeetingSeries.Quorum.NONE
    quorum_seats: int | None = None
    deputies_count: bool = True


@transaction.atomic
def add(*, by: Person | None, partnership: Partnership, new: NewSeries) -> MeetingSeries:
    """Add a series of meetings of a group of the partnership."""
    if new.group is None:
        raise ValidationError({"group": "Select the group."})
    checks.group(partnership, new.group)
    series = _fill(MeetingSeries(partnership=partnership, group=new.group), new)
    series.record = open_record(
        partnership=partnership,
        kind="meeting-series",
        prefix="MS",
        title=checks.words(new.title, "title", "what the meetings are called"),
    )
    series.save()
    audit.write(
        by=by,
        verb="series.add",
        record=series.record,
        after={"title": series.title, **audit.fields_of(series)},
    )
    return series


@transaction.atomic
def change(
    *, by: Person | None, series: MeetingSeries, seen: int | None, to: NewSeries
) -> MeetingSeries:
    """Change what is said of a series; meetings that are planned stay as they are. Raises `Stale`."""
    with _changing(by, series, seen, "series.change"):
        _fill(series, to)
        series.record.title = checks.words(to.title, "title", "what the meetings are called")
        series.record.save(update_fields=["title"])
        series.save()
    return series


@transaction.atomic
def end(*, by: Person | None, series: MeetingSeries, seen: int | None, day: date) -> MeetingSeries:
    """End a series on its last day. Refused while a meeting of it is planned for a later one."""
    with _changing(by, series, seen, "series.end"):
        if later := planned_after(series, day):
            raise ValidationError(
                {"day": f"{later.record.reference} is planned for a later day: cancel it first."}
            )
        series.ended = day
        series.save(update_fields=["ended"])
    return series


@transaction.atomic
def add_standing(*, by: Person | None, series: MeetingSeries, new: NewItem) -> StandingItem:
    """Put an item on the agenda of every meeting of a series that is drawn up from now on."""
    in_turn(series.record)
    item = fill(StandingItem(series=series), series.partnership, new)
    item.order = last_place(series.standing_items) + 1
    item.save()
    _audit(by, series, "series.add_standing", after=audit.fields_of(item))
    return item


@transaction.atomic
def change_standing(
    *, by: Person | None, item: StandingItem, seen: int | None, to: NewItem
) -> StandingItem:
    """Change a standing item; agendas that are drawn up stay as they are. Raises `Stale`."""
    next_revision(item, seen)
    series = item.series
    with audit.changing(item, by=by, verb="series.change_standing", record=series.record):
        fill(item, series.partnership, to)
        item.save()
    return item


@transaction.atomic
def remove_standing(*, by: Person | None, item: StandingItem) -> MeetingSeries:
    """Take a standing item off the agendas that are drawn up from now on."""
    series = item.series
    _audit(by, series, "series.remove_standing", before=audit.fields_of(item))
    item.delete()
    return series


def _changing(
    by: Person | None, series: MeetingSeries, seen: int | None, verb: str
) -> AbstractContextManager[None]:
    next_revision(series.record, seen)
    in_turn(series.record)
    return audit.changing(series, series.record, by=by, verb=verb, record=series.record)


def _fill(series: MeetingSeries, said: NewSeries) -> MeetingSeries:
    checks.times(said.usual_start, said.usual_end, "usual_end")
    if said.quorum not in MeetingSeries.Quorum.values:
        raise ValidationError({"quorum": "Choose one of the rules."})
    if said.attendance_target is not None and not 1 <= said.attendance_target <= 100:
        raise ValidationError({"attendance_target": "Enter a percentage from 1 to 100."})
    series.usual_day = " ".join(said.usual_day.split())
    series.usual_start, series.usual_end = said.usual_start, said.usual_end
    series.usual_place = " ".join(said.usual_place.split())
    series.usual_link = checks.address(said.usual_link, "usual_link")
    series.attendance_target = said.attendance_target
    series.quorum, series.quorum_seats = said.quorum, said.quorum_seats
    series.deputies_count = said.deputies_count
    return series


def _audit(by: Person | None, series: MeetingSeries, verb: str, **said: Any) -> None:
    audit.write(by=by, verb=verb, record=series.record, **said)
