"""What stands on the page of a series."""

from safeloom.domain.meetings import addresses
from safeloom.domain.meetings.models import Meeting, MeetingSeries
from safeloom.domain.meetings.queries import meetings as queries
from safeloom.domain.meetings.queries.sources import source_choices
from safeloom.domain.partnership.views.tables import Act, Cell, Table, TableSection, section
from safeloom.foundation.identity.models import Partnership
from safeloom.kernel.written_times import show_time
from safeloom.web.words import count_words, date_words


def facts(series: MeetingSeries) -> list[tuple[str, str]]:
    """What is usual, and what its rules are."""
    times = " to ".join(show_time(at) for at in (series.usual_start, series.usual_end) if at)
    target = f"{series.attendance_target}%" if series.attendance_target else ""
    said = [
        ("Group", series.group.name),
        ("Usually", ", ".join(filter(None, [series.usual_day, times]))),
        ("Place", series.usual_place),
        ("Online", series.usual_link),
        ("Attendance target", target),
        ("To decide", quorum_words(series)),
    ]
    return [fact for fact in said if fact[1]]


def quorum_words(series: MeetingSeries) -> str:
    """The rule of who must be there to decide; empty where there is none."""
    said = []
    if series.quorum != MeetingSeries.Quorum.NONE:
        said.append(series.get_quorum_display())
    if series.quorum_seats:
        said.append(f"at least {count_words(series.quorum_seats, 'seat', 'seats')} filled")
    if said and not series.deputies_count:
        said.append("deputies do not count")
    words = "; ".join(said)
    return words[:1].upper() + words[1:]


def meetings_section(here: Partnership, series: MeetingSeries) -> TableSection:
    """The meetings of a series, the latest first."""
    rows = [
        [
            Cell(meeting.title, addresses.of_meeting(here, meeting)),
            meeting.record.reference,
            date_words(meeting.day),
            Meeting.State(meeting.state).label,
        ]
        for meeting in queries.meetings_of(series)
    ]
    table = Table(["Meeting", "Reference", "Day", "State"], rows, "No meeting is planned yet.")
    return section("meetings", "Meetings", table)


def standing_section(here: Partnership, series: MeetingSeries, may: bool) -> TableSection:
    """What stands on the agenda of every meeting."""
    sources = dict(source_choices())
    rows = []
    for item in series.standing_items.select_related("presenter"):
        acts = [Act("Change", item.title, addresses.act("change-standing", here, item.pk))]
        rows.append(
            [
                item.title,
                f"{item.minutes} minutes" if item.minutes else "",
                item.presented_by,
                sources.get(item.source, ""),
                *([Cell("", acts=acts)] if may else []),
            ]
        )
    headings = ["Item", "How long", "Presented by", "Shows", *(["What to do"] if may else [])]
    reference = series.record.reference
    change = ("Add a standing item", addresses.act("add-standing", here, reference))
    table = Table(headings, rows, "Nothing stands on every agenda yet.")
    return section("standing", "On every agenda", table, change if may else None)
