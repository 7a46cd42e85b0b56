"""What stands on a paper's page, and of papers on a meeting's."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from safeloom.domain.meetings import addresses
from safeloom.domain.meetings.models import AgendaItem, Meeting, Paper, PaperVersion
from safeloom.domain.meetings.papers_due import is_late, papers_due
from safeloom.domain.meetings.queries import papers as queries
from safeloom.domain.partnership.views.tables import Cell, Table, TableSection, section
from safeloom.foundation.access.rule import Viewer
from safeloom.foundation.identity.models import Partnership
from safeloom.web.files import Line, file_line
from safeloom.web.records import Section
from safeloom.web.words import date_words, moment_words


@dataclass(frozen=True)
class ContentSection(Section):
    """What a paper says: its text, or its file as `line`."""

    text: str = ""
    line: Line | None = None


def facts(here: Partnership, paper: Paper) -> list[tuple[str, str]]:
    """For which meeting and item a paper is, from whom, and when it came."""
    said = [
        ("Meeting", paper.meeting.title),
        ("Item", paper.item.title if paper.item else ""),
        ("From", author(paper)),
        ("Came on", date_words(paper.added)),
        ("Due by", date_words(papers_due(paper.meeting.day))),
        ("Withdrawn because", paper.withdrawn_because),
    ]
    return [fact for fact in said if fact[1]]


def author(paper: Paper) -> str:
    """From which post and agency a paper is, as that one was called when it came."""
    told = [paper.post.principal.name if paper.post else "", paper.agency_called]
    return ", ".join(filter(None, told))


def late_words(paper: Paper) -> str:
    """`Late`, where it came after papers were due."""
    return "Late" if is_late(paper.added, paper.meeting.day) else ""


def content_section(here: Partnership, version: PaperVersion) -> ContentSection:
    """The version that is read."""
    line = file_line(here, version.file) if version.file else None
    return ContentSection("paper", "Paper", "meetings/paper.html", None, version.text, line)


def versions_section(here: Partnership, versions: Sequence[PaperVersion]) -> TableSection:
    """Every version, the newest first."""
    rows = []
    for version in versions:
        url = file_line(here, version.file).url if version.file else ""
        what = version.file.get_kind_display() if version.file else "Text"
        by = version.by.name if version.by else ""
        rows.append([f"{version.number}", Cell(what, url), moment_words(version.at), by])
    return section("versions", "Versions", Table(["Version", "What", "Since", "By"], rows))


def papers_section(
    viewer: Viewer, here: Partnership, meeting: Meeting, items: Iterable[AgendaItem], may: bool
) -> TableSection:
    """A meeting's papers that are there for the viewer, in the order of its agenda; those for no item, or
    for one that is gone, at the end."""
    place = {item.pk: number for number, item in enumerate(items, start=1)}
    papers = queries.of_meeting(viewer, meeting)
    papers.sort(key=lambda paper: place.get(paper.item_id, len(place) + 1))
    rows = [
        [
            Cell(paper.called, addresses.of_paper(here, paper), detail=_marks(paper)),
            paper.record.reference,
            paper.item.title if paper.item else "",
            author(paper),
            date_words(paper.added),
        ]
        for paper in papers
    ]
    headings = ["Paper", "Reference", "For item", "From", "Came on"]
    due = date_words(papers_due(meeting.day))
    table = Table(headings, rows, f"Papers will stand here. They are due by {due}.")
    change = ("Add a paper", addresses.act("add-paper", here, meeting.record.reference))
    return section("papers", "Papers", table, change if may else None)


def _marks(paper: Paper) -> str:
    marks = ["Withdrawn" if paper.withdrawn else late_words(paper)]
    if paper.record.is_sealed:
        marks.insert(0, "Sealed")
    return ", ".join(filter(None, marks))
