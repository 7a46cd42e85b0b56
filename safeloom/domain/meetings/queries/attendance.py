"""Who was, or will be, at a meeting."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import F, Prefetch, Q

from safeloom.domain.meetings.models import Meeting, MeetingSeries, SeatAttendance
from safeloom.domain.meetings.quorum import Filled, Partner, Quorum, Rule, quorum
from safeloom.domain.partnership.models import Seat, SeatHolding, StatutoryRole, as_called
from safeloom.domain.partnership.queries.partners import partners_in
from safeloom.foundation.dated import holding


@dataclass(frozen=True)
class SeatRow:
    """A seat as at the day of a meeting, who held it, and how it is marked."""

    seat: Seat
    mark: SeatAttendance | None

    @property
    def holder(self) -> str:
        """Who held it on the day; empty where nobody did."""
        return ", ".join(held.person.name for held in self.seat.held_now)

    @property
    def agency(self) -> str:
        """Whose seat it is, as the agency was called on the day; empty where it is nobody's."""
        return self.seat.agency.name if self.seat.agency else ""

    @property
    def state(self) -> str:
        """How it is marked; empty where it is not yet."""
        return self.mark.state if self.mark else ""

    @property
    def words(self) -> str:
        """How it is marked, in words, with who came as deputy."""
        if self.mark is None:
            return SeatAttendance.State.UNMARKED.label
        named = f": {self.mark.deputy}" if self.mark.deputy else ""
        return f"{self.mark.get_state_display()}{named}"

    @property
    def called(self) -> str:
        """Which seat it is, told from another of the same title by agency and holder."""
        return ", ".join(filter(None, [self.seat.title, self.agency, self.holder or "vacant"]))


def seat_rows(meeting: Meeting) -> list[SeatRow]:
    """The seats of the group as at the day of the meeting, statutory partners' first, and those that
    were marked although they do not hold on the day (any more). 3 or 4 queries."""
    marks = {
        mark.seat_id: mark
        for mark in SeatAttendance.objects.filter(meeting=meeting).select_related("by__principal")
    }
    holders = SeatHolding.objects.as_at(meeting.day).select_related("person__principal")
    rows = Seat.objects.filter(group_id=meeting.group_id)
    rows = rows.filter(Q(holding(meeting.day)) | Q(pk__in=list(marks)))
    seats = list(
        rows.select_related("agency__principal", "agency__record")
        .order_by("-statutory", F("agency__principal__name").asc(nulls_last=True), "title", "pk")
        .prefetch_related(Prefetch("holdings", holders, to_attr="held_now"))
    )
    as_called((seat.agency for seat in seats), meeting.day)
    return [SeatRow(seat, marks.get(seat.pk)) for seat in seats]


def rule_of(series: MeetingSeries | None) -> Rule:
    """The rule by which a meeting of a series can decide; of none, no rule."""
    if series is None:
        return Rule()
    return Rule(series.quorum, series.quorum_seats, series.deputies_count)


def quorum_of(meeting: Meeting, rows: Sequence[SeatRow]) -> Quorum | None:
    """Whether the meeting can decide as its seats are marked now; None where its series has no rule."""
    rule = rule_of(meeting.series)
    if not rule.says_something:
        return None
    partners = [
        Partner(each.agency_id, each.name, each.kind_words)
        for each in partners_in(meeting.partnership_id, meeting.day)
    ]
    kinds = [words for _, words in StatutoryRole.Partner.choices]
    seats = [Filled(row.seat.agency_id, row.seat.statutory, row.state) for row in rows]
    return quorum(rule, partners, kinds, seats)
