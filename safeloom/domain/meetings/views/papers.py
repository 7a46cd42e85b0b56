"""Papers: the list, a paper's page, adding and changing them."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from safeloom.domain.meetings import addresses, forms
from safeloom.domain.meetings.commands import papers as commands
from safeloom.domain.meetings.forms_papers import (
    RESTRICTED,
    ContentForm,
    NewPaperForm,
    PaperForm,
    WithdrawForm,
)
from safeloom.domain.meetings.models import Meeting, Paper
from safeloom.domain.meetings.queries import meetings as meeting_queries
from safeloom.domain.meetings.queries import papers as queries
from safeloom.domain.meetings.views.paper_sections import (
    author,
    content_section,
    facts,
    late_words,
    versions_section,
)
from safeloom.domain.partnership.queries.agencies import agencies, posts
from safeloom.domain.partnership.queries.schools import apart_from_schools, posts_apart_from_schools
from safeloom.domain.partnership.views.asking import ask
from safeloom.foundation.access.pages import open_to
from safeloom.foundation.sealed.models import Opening
from safeloom.foundation.sealed.reading import read
from safeloom.web.lists import Column, Filter, ListPage, list_response
from safeloom.web.records import RecordPage, record_response

CHANGE = "meeting.change"


@open_to("paper.see")
def listing(request: HttpRequest, partnership_key: str) -> HttpResponse:
    """The papers that are there for the viewer, the latest first."""
    here = request.partnership
    page = ListPage(
        title="Papers",
        noun=("paper", "papers"),
        search=["record__title", "record__reference", "meeting__record__title"],
        default_order=("-meeting__day", "record__title"),
        columns=[
            Column(
                "Paper",
                "called",
                sort="record__title",
                link=lambda paper: addresses.of_paper(here, paper),
            ),
            Column("Reference", "record.reference", sort="record__reference"),
            Column("Meeting", "meeting.title", sort="meeting__record__title"),
            Column("Day", "meeting.day", sort="meeting__day", kind="date"),
            Column("From", author),
            Column("Came on", "added", sort="added", kind="date"),
            Column("Late", late_words),
        ],
        filters=[
            Filter(
                "state",
                "State",
                lambda request: [("there", "There"), ("withdrawn", "Withdrawn")],
                lambda rows, value: rows.filter(withdrawn__isnull=value == "there"),
            )
        ],
        empty="The papers of your meetings will stand here.",
    )
    return list_response(
        request,
        page,
        queries.papers(request.viewer, here),
        trail=[("Meetings", addresses.listing(here))],
    )


@open_to("paper.see")
def record(request: HttpRequest, partnership_key: str, reference: str) -> HttpResponse:
    """A paper."""
    here, viewer = request.partnership, request.viewer
    paper = _paper(request, reference, "paper.see")
    may = viewer.may(CHANGE, here.pk, paper) and paper.withdrawn is None
    versions = queries.versions_of(paper)
    late = late_words(paper)
    page = RecordPage(
        title=paper.title,
        of=paper.record,
        reference=reference,
        status="Withdrawn" if paper.withdrawn else late,
        status_kind="plain" if paper.withdrawn else "late",
        facts=facts(here, paper),
        next_step=("Add a newer version", addresses.act("new-version", here, reference))
        if may
        else None,
        sections=[content_section(here, versions[0]), versions_section(here, versions)],
    )
    acts = [
        ("Change paper", addresses.act("change-paper", here, reference)),
        ("Withdraw paper", addresses.act("withdraw-paper", here, reference)),
    ]
    return record_response(
        request,
        page,
        template="meetings/record.html",
        trail=_trail(here, paper.meeting),
        acts=acts if may else [],
    )


@open_to(CHANGE)
def add(request: HttpRequest, partnership_key: str, reference: str) -> HttpResponse:
    """Add a paper to a meeting."""
    here = request.partnership
    rows = meeting_queries.meetings(request.viewer, here, CHANGE)
    meeting = get_object_or_404(rows, record__reference=reference)
    meet = {str(one.pk): (one, what) for one, what in queries.those_who_meet(meeting)}

    def act(said: dict[str, Any]) -> Paper:
        those = [meet[key][0] for key in said["those"]]
        return commands.add(
            by=request.viewer.person,
            meeting=meeting,
            new=_said_new(said, meeting),
            content=commands.Content(text=said["text"], file=said["file"]),
            restricted_to=those if said["access"] == RESTRICTED else None,
        )

    offered = _offered(request, meeting)
    offered["rows"]["those"] = [(key, f"{one.name}, {what}") for key, (one, what) in meet.items()]
    return ask(
        request,
        NewPaperForm,
        act,
        title=f"Add a paper to {meeting.title}",
        button="Add paper",
        done="The paper was added.",
        back=lambda paper: addresses.of_paper(here, paper),
        cancel=addresses.of_meeting(here, meeting),
        trail=_trail(here, meeting),
        **offered,
    )


@open_to(CHANGE)
def change(request: HttpRequest, partnership_key: str, reference: str) -> HttpResponse:
    """Change what is said of a paper."""
    here, paper = request.partnership, _opened(request, reference)
    return ask(
        request,
        forms.revisioned(PaperForm),
        lambda said: commands.change(
            by=request.viewer.person,
            paper=paper,
            seen=said.pop("revision"),
            to=_said_new(said, paper.meeting),
        ),
        title=f"Change {paper.record.reference}",
        button="Save paper",
        done="The paper was changed.",
        back=addresses.of_paper(here, paper),
        initial=_said(paper),
        current=lambda: _said(_paper(request, reference)),
        subject=reference,
        **_offered(request, paper.meeting, [paper.agency_id, paper.post_id]),
    )


@open_to(CHANGE)
def new_version(request: HttpRequest, partnership_key: str, reference: str) -> HttpResponse:
    """Put a newer version in its place."""
    here, paper = request.partnership, _opened(request, reference)
    return ask(
        request,
        ContentForm,
        lambda said: commands.new_version(
            by=request.viewer.person, paper=paper, content=commands.Content(**said)
        ),
        title=f"Add a newer version of {paper.record.reference}",
        lead="It is read in the place of the one there. Earlier versions stay beneath it.",
        button="Add version",
        done="The newer version is there.",
        back=addresses.of_paper(here, paper),
    )


@open_to(CHANGE)
def withdraw(request: HttpRequest, partnership_key: str, reference: str) -> HttpResponse:
    """Withdraw a paper."""
    here, paper = request.partnership, _opened(request, reference)
    return ask(
        request,
        WithdrawForm,
        lambda said: commands.withdraw(by=request.viewer.person, paper=paper, **said),
        title=f"Withdraw {paper.record.reference}",
        lead="It stays for who could read it, marked as withdrawn, and is in no pack.",
        button="Withdraw paper",
        warn=True,
        done="The paper is withdrawn.",
        back=addresses.of_paper(here, paper),
    )


def _paper(request: HttpRequest, reference: str, permission: str = CHANGE) -> Paper:
    rows = queries.papers(request.viewer, request.partnership, permission)
    return get_object_or_404(rows, record__reference=reference)


def _opened(request: HttpRequest, reference: str) -> Paper:
    paper = _paper(request, reference)
    read(request, paper.record, Opening.How.CHANGE)
    return paper


def _offered(request: HttpRequest, meeting: Meeting, keep: Sequence[Any] = ()) -> dict[str, Any]:
    here, viewer = request.partnership, request.viewer
    items = [(str(item.pk), item.title) for item in meeting_queries.agenda_of(meeting)]
    return {
        "rows": {
            "agency": apart_from_schools(agencies(viewer, here, CHANGE), viewer.day, keep),
            "post": posts_apart_from_schools(posts(viewer, here, CHANGE), viewer.day, keep),
            "item": [("", "The meeting as a whole"), *items],
        }
    }


def _said_new(said: dict[str, Any], meeting: Meeting) -> commands.NewPaper:
    items = {str(item.pk): item for item in meeting_queries.agenda_of(meeting)}
    return commands.NewPaper(
        title=said["title"],
        item=items.get(said["item"]),
        agency=said["agency"],
        post=said["post"],
    )


def _said(paper: Paper) -> dict[str, Any]:
    return {
        "title": paper.title,
        "item": str(paper.item_id or ""),
        "agency": paper.agency_id,
        "post": paper.post_id,
        "revision": paper.record.revision,
    }


def _trail(here, meeting: Meeting) -> list[tuple[str, str]]:
    return [
        ("Meetings", addresses.listing(here)),
        (meeting.title, addresses.of_meeting(here, meeting)),
    ]
