"""Attendance over any period, by seat and by agency, against the target."""

from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from safeloom.domain.meetings import addresses
from safeloom.domain.meetings.drawing import chart_of
from safeloom.domain.meetings.queries.report import (
    BY_AGENCY,
    BY_SEAT,
    Asked,
    Attended,
    attended,
    groups_with_meetings,
)
from safeloom.domain.meetings.tally import Tally
from safeloom.foundation.access.pages import open_to
from safeloom.kernel.dates import read_date
from safeloom.kernel.periods import Frequency, period_containing
from safeloom.web.exports import table_response
from safeloom.web.words import count_words, date_words

HEADINGS = ("Seat", "Agency", "Invited", "Attended", "By deputy", "Filled, in percent")
BY = ((BY_SEAT, "Seat"), (BY_AGENCY, "Agency"))
DEPUTIES = (("count", "Count as attendance"), ("apart", "Do not count"))


@dataclass(frozen=True)
class Line:
    """A line of the table, with its percentage and how that stands to the target."""

    called: str
    agency: str
    tally: Tally
    percent: str
    stands: tuple[str, str] | None


@open_to("meeting.see")
def report(request: HttpRequest, partnership_key: str) -> HttpResponse:
    """Attendance as a page, or as the file `?export=csv` or `?export=xlsx` asks for. What cannot be
    done as asked is said, with status 400."""
    here, viewer = request.partnership, request.viewer
    groups = [(str(group.pk), group.name) for group in groups_with_meetings(viewer, here)]
    said, problem = _read(request, [key for key, _ in groups])
    asked = said["asked"]
    found = attended(here, asked, viewer)
    with_deputies = said["deputies"] == "count"
    lines = [
        _line(line.called, line.agency, line.tally, found, with_deputies) for line in found.lines
    ]
    overall = _line("All together", "", found.overall, found, with_deputies)
    export = request.GET.get("export", "")
    if export in ("csv", "xlsx") and not problem:
        rows = ([*_cells(line)] for line in [*lines, overall])
        return table_response(export, "Attendance", HEADINGS, rows)
    may = viewer.may_everywhere("meeting.change", here.pk)
    context = {
        "title": "Attendance",
        "problem": problem,
        "said": said,
        "groups": groups,
        "by": BY,
        "deputies": DEPUTIES,
        "lines": [] if problem else lines,
        "overall": overall,
        "found": found,
        "sentence": _sentence(asked, found, overall),
        "chart": None if problem else chart_of(found, with_deputies),
        "query": request.GET.urlencode(),
        "trail": [("Meetings", addresses.listing(here))],
        "bring_in": reverse("imports:send-attendance", args=[here.key]) if may else "",
    }
    return render(request, "meetings/report.html", context, status=400 if problem else 200)


def _read(request: HttpRequest, groups: list[str]) -> tuple[dict, str]:
    year = period_containing(request.viewer.day, Frequency.YEAR)
    said = {
        "from": date_words(year.start),
        "to": date_words(min(year.end, request.viewer.day)),
        "group": "",
        "by": BY_SEAT,
        "deputies": "count",
    }
    said |= {name: request.GET[name].strip() for name in said if request.GET.get(name, "").strip()}
    problem = ""
    days: list[date] = []
    for name in ("from", "to"):
        try:
            days.append(read_date(said[name]))
        except ValueError as wrong:
            problem = f"{str(wrong)[:1].upper()}{str(wrong)[1:]}."
            days.append(request.viewer.day)
    if not problem and days[1] < days[0]:
        problem = "The last day is before the first: choose a later one."
    for name, offered in (("by", dict(BY)), ("deputies", dict(DEPUTIES)), ("group", groups)):
        if said[name] and said[name] not in offered:
            problem, said[name] = "That cannot be chosen: choose one of what is offered.", ""
    asked = Asked(
        start=days[0],
        end=max(days),
        groups=[said["group"]] if said["group"] else None,  # type: ignore[list-item]
        by=said["by"] or BY_SEAT,
    )
    return {**said, "asked": asked}, problem


def _line(called: str, agency: str, tally: Tally, found: Attended, with_deputies: bool) -> Line:
    percent = tally.percent(with_deputies=with_deputies)
    stands = None
    if percent is not None and found.target is not None:
        met = percent >= found.target
        stands = ("On target", "done") if met else ("Below target", "late")
    return Line(called, agency, tally, "" if percent is None else f"{percent}%", stands)


def _cells(line: Line) -> tuple:
    percent = int(line.percent.rstrip("%")) if line.percent else None
    tally = line.tally
    return line.called, line.agency, tally.invited, tally.attended, tally.deputies, percent


def _sentence(asked: Asked, found: Attended, overall: Line) -> str:
    span = f"{date_words(asked.start)} to {date_words(asked.end)}"
    if not overall.percent:
        return f"No attendance is recorded from {span}."
    met = count_words(found.meetings, "meeting", "meetings")
    words = f"Of the invitations from {span} ({met}), {overall.percent} were taken up"
    if found.target is not None:
        words += f"; the target is {found.target}%"
    if found.unmarked:
        words += (
            f". {count_words(found.unmarked, 'seat was', 'seats were')} not marked".capitalize()
        )
    return f"{words}."
