"""A year of meetings of three groups of the invented county, and the ones to come."""

from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any

from safeloom.domain.meetings.commands import agenda, attendance, counts, meetings, minuting, series
from safeloom.domain.meetings.models import AgendaItem, Meeting, MeetingSeries, MeetingStep
from safeloom.domain.meetings.queries.attendance import seat_rows
from safeloom.foundation.today import ENGLAND
from safeloom.kernel.periods import Frequency, period_containing
from safeloom.kernel.working_days import is_working_day
from safeloom.web.imports.journal import Journal

# How many weeks lie between the meetings of a group, when they begin, and what is asked of them.
SERIES = (
    ("board", "Board meeting", 13, time(9, 30), "The second Tuesday of each quarter", "each-kind"),
    ("executive", "Executive meeting", 8, time(14), "Every eight weeks", "each-partner"),
    ("performance", "Performance meeting", 13, time(13, 30), "Once a quarter", "none"),
)
STANDING = (
    ("Welcome, apologies and declarations", 5, "", ""),
    ("Minutes of the last meeting and what came of them", 10, "To agree", ""),
    ("Late actions", 10, "To challenge", "late-actions"),
    ("Measures off track", 10, "To challenge", "red-measures"),
    ("Any other business", 5, "", ""),
)
TITLES = (
    ("How early help reaches children under five", "To challenge", 25),
    ("Neglect: what the audit found", "To agree actions", 30),
    ("Children who go missing from care placed here by others", "To note", 15),
    ("The threshold document after its first year", "To decide", 20),
    ("What young people told the scrutineer", "To discuss", 25),
    ("Attendance at strategy discussions", "To challenge", 20),
    ("Training: who came, who did not, what changed", "To note", 15),
    ("The budget for next year", "To decide", 20),
    ("Sharing information with schools", "To discuss", 20),
    ("Readiness for the joint inspection", "To note", 15),
)
# Of a hundred seats invited: 66 came, 13 sent a deputy, 14 apologies, 7 nothing.
MARKS = [("attended", 66), ("deputy", 13), ("apologies", 14), ("absent", 7)]
NOTES = (
    "Partners asked what had changed for children since the last report. The group welcomed the figures "
    "by area and asked for them by age as well.",
    "The paper was taken as read. Members challenged the time it takes, and heard what stands in the way.",
    "Two agencies said that their staff had not seen the guidance. It will be sent again, with a form to "
    "say that it was read.",
    "The group discussed what young people had said, and agreed that the answer goes to them first.",
)
TO_DO = (
    "Bring the figures by age and area to the next meeting",
    "Write to every school with what was learned, and ask for a reply",
    "Name a lead in each team, and tell the business unit who",
    "Test the new form with ten families, and report what they said",
    "Say how many staff have read the guidance, by service",
)
DEPUTIES = ("Jo Marlow", "Kit Fenwick", "Sam Hallam", "Robin Thorne", "Lee Ashdown", "Chris Pell")


def make(county: Any) -> None:
    """Series with their standing items; meetings held, one cancelled, and the next ones planned."""
    chance = Random(f"{county.number}-meetings")  # noqa: S311
    for place, (key, title, weeks, start, usual, rule) in enumerate(SERIES):
        if key not in county.groups:
            continue
        group = county.groups[key]
        made = series.add(
            by=None,
            partnership=county.partnership,
            new=series.NewSeries(
                title=title,
                group=group,
                usual_day=usual,
                usual_start=start,
                usual_end=time(start.hour + 2, start.minute),
                usual_place="County hall, committee room",
                attendance_target=80,
                quorum=rule,
            ),
        )
        for words, minutes, purpose, source in STANDING:
            new = agenda.NewItem(title=words, minutes=minutes, purpose=purpose, source=source)
            series.add_standing(by=None, series=made, new=new)
        _meetings(county, chance, made, weeks, place)


def years_of_attendance(county: Any, years: int = 10) -> None:
    """Counts of attendance of the years before meetings were held here, seat by seat: for the bench."""
    chance = Random(f"{county.number}-years")  # noqa: S311
    begin = period_containing(county.today, Frequency.YEAR).start
    new = []
    for key, *_ in SERIES:
        group = county.groups[key]
        for back in range(2, years + 1):
            start = begin.replace(year=begin.year - back)
            for seat in group.seats.as_at(county.today).select_related("agency__principal"):
                attended = chance.randrange(2, 7)
                count = counts.NewCount(
                    group=group,
                    called=seat.title,
                    agency=seat.agency,
                    start=start,
                    end=start.replace(year=start.year + 1) - timedelta(days=1),
                    invited=6,
                    attended=attended,
                    deputies=min(attended, chance.randrange(2)),
                )
                new.append(count)
    said: dict[str, Any] = {"by": None, "partnership": county.partnership}
    counts.bring_counts(**said, new=new, changed=[], journal=Journal(), name="Past years")


def _meetings(county: Any, chance: Random, made: MeetingSeries, weeks: int, place: int) -> None:
    """The meetings of a year, oldest first, and the next one; of the executive one was cancelled."""
    last = county.today - timedelta(days=9 + 6 * place)
    many = 52 // weeks
    days = [_working(last - timedelta(weeks=weeks * back)) for back in range(many, -1, -1)]
    persona = county.personas.get("coordinator")
    for number, day in enumerate(days):
        meeting = _planned(county, chance, made, day)
        if made.group == county.groups["executive"] and number == 2:
            reason = "Two of the three statutory partners were called to an inspection."
            meetings.cancel(by=persona, meeting=meeting, reason=reason)
        else:
            _held(county, chance, meeting)
    coming = _planned(county, chance, made, _working(last + timedelta(weeks=weeks)))
    _apologies(chance, coming)


def _planned(county: Any, chance: Random, made: MeetingSeries, day: date) -> Meeting:
    new = meetings.NewMeeting(
        series=made,
        day=day,
        start=made.usual_start,
        end=made.usual_end,
        place=made.usual_place,
    )
    meeting = meetings.add(by=None, partnership=county.partnership, new=new)
    for title, purpose, minutes in chance.sample(TITLES, 3):
        if not meeting.agenda.filter(title=title).exists():
            item = agenda.NewItem(title=title, purpose=purpose, minutes=minutes)
            agenda.add_item(by=None, meeting=meeting, new=item)
    items = list(meeting.agenda.order_by("order"))
    last = [item for item in items if item.title == STANDING[-1][0]]
    order = [item.pk for item in items if item not in last] + [item.pk for item in last]
    agenda.reorder(by=None, meeting=meeting, order=order)
    return meeting


def _held(county: Any, chance: Random, meeting: Meeting) -> None:
    meetings.hold(by=None, meeting=meeting)
    marks = [
        attendance.Mark(
            seat=row.seat.pk,
            state=state,
            deputy=chance.choice(DEPUTIES) if state == "deputy" else "",
        )
        for row in seat_rows(meeting)
        if row.holder
        for state in chance.choices(*zip(*MARKS, strict=True))
    ]
    attendance.mark(by=None, meeting=meeting, marks=marks)
    _minuted(county, chance, meeting)
    begun = datetime.combine(meeting.day, meeting.start or time(10), ENGLAND)
    MeetingStep.objects.filter(meeting=meeting).update(at=begun)


def _minuted(county: Any, chance: Random, meeting: Meeting) -> None:
    """What was said, decided and agreed; now and then an item is put off."""
    partners = [county.agencies[key] for key in ("north-council", "icb", "police")]
    items = list(meeting.agenda.order_by("order"))
    for item in items:
        item.outcome = AgendaItem.Outcome.DONE
        item.notes = chance.choice(NOTES) if item.purpose else ""
        if item.purpose == "To decide":
            new = minuting.NewDecision(
                wording=f"{item.title}: the proposal is adopted.",
                reasons="It answers what partners asked for, within what is budgeted.",
                proposed=partners[:1],
                agreed=partners,
            )
            minuting.decide(by=None, meeting=meeting, item=item, new=new)
        elif item.minutes and item.minutes >= 25:
            owner = chance.choice(partners)
            minuting.agree_action(
                by=None,
                item=item,
                wording=chance.choice(TO_DO),
                owner=owner,
                due=_working(meeting.day + timedelta(weeks=chance.choice((5, 8, 12)))),
            )
    if chance.random() < 0.5:
        items[2].outcome = AgendaItem.Outcome.DEFERRED
    AgendaItem.objects.bulk_update(items, ["outcome", "notes"])


def _apologies(chance: Random, meeting: Meeting) -> None:
    rows = [row for row in seat_rows(meeting) if row.holder]
    marks = [
        attendance.Mark(seat=row.seat.pk, state="apologies")
        for row in rows
        if chance.random() < 0.1
    ]
    attendance.mark(by=None, meeting=meeting, marks=marks)


def _working(day: date) -> date:
    while not is_working_day(day):
        day -= timedelta(days=1)
    return day
