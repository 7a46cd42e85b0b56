"""Papers of meetings: for an item, from somebody, in time or late, in versions that stay."""

from datetime import date, timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from safeloom.domain.meetings.commands import meetings, papers
from safeloom.domain.meetings.definitions import PAPERS_DAYS
from safeloom.domain.meetings.models import PaperVersion
from safeloom.domain.meetings.papers_due import is_late, papers_due
from safeloom.domain.meetings.queries import papers as queries
from safeloom.foundation.audit.models import AuditRow
from safeloom.foundation.records.commands import Stale
from safeloom.foundation.today import today
from safeloom.kernel.working_days import is_working_day
from tests.domain.meetings.papers.conftest import signed_in, text
from tests.factories import files, partnership
from tests.factories.meetings import a_meeting, an_item
from tests.factories.papers import a_paper


@given(st.dates(date(2020, 1, 10), date(2040, 12, 31)))
def test_papers_are_due_five_working_days_before(day: date) -> None:
    due = papers_due(day)
    between = [due + timedelta(days=n) for n in range((day - due).days)]
    assert sum(map(is_working_day, between)) == PAPERS_DAYS and is_working_day(due)
    assert not is_late(due, day) and is_late(due + timedelta(days=1), day)


def test_over_christmas_they_are_due_before_it() -> None:
    assert papers_due(date(2027, 1, 4)) == date(2026, 12, 23)


def test_a_paper_is_added_with_a_file_for_an_item_from_an_agency(vale, group, meeting) -> None:
    item, agency = an_item(meeting, "Winter"), partnership.an_agency(vale, "Vale Council")
    manager = signed_in("business-manager", vale)
    url = f"/vale/meetings/{meeting.record.reference}/papers/add/"
    said = {
        "title": "The winter plan",
        "item": str(item.pk),
        "agency": str(agency.pk),
        "file": files.upload("winter.pdf"),
        "access": "everybody",
    }
    page = manager.post(url, said, follow=True)
    for words in ("The paper was added.", "PP-0001", "Vale Council", "Winter", "PDF"):
        assert words in text(page), words
    member = signed_in("group-member", vale, over=group)
    shown = text(member.get(f"/vale/meetings/{meeting.record.reference}/"))
    assert "The winter plan" in shown and "Add a paper" not in shown
    assert "The winter plan" in text(member.get("/vale/meetings/papers/?q=winter"))
    stranger = signed_in("group-member", vale, over=partnership.a_group(vale, "Other"))
    assert "The winter plan" not in text(stranger.get("/vale/meetings/papers/"))
    assert stranger.get("/vale/meetings/papers/PP-0001/").status_code == 404


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({}, "Choose a file, or write the paper."),
        ({"text": "x", "file": True}, "A file or text, not both."),
        ({"text": "x", "title": " "}, "Enter the title"),
        ({"text": "x", "access": ""}, "Select who may open it"),
        ({"file": "exe"}, "These are taken"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_kept(vale, meeting, said: dict, words: str) -> None:
    if file := said.pop("file", None):
        said["file"] = files.upload("a.exe", b"MZ") if file == "exe" else files.upload()
    url = f"/vale/meetings/{meeting.record.reference}/papers/add/"
    answer = signed_in("coordinator", vale).post(
        url, {"title": "Winter", "access": "everybody", **said}
    )
    assert (answer.status_code, words in text(answer)) == (422, True), text(answer)
    assert not meeting.papers.exists() and not PaperVersion.objects.exists()


def test_one_that_comes_late_says_so(vale, group) -> None:
    with time_machine.travel(date(2026, 11, 18)):
        meeting = a_meeting(group, date(2026, 11, 25))
        assert papers_due(meeting.day) == date(2026, 11, 18)
        a_paper(meeting, "In time")
    with time_machine.travel(date(2026, 11, 19)):
        a_paper(meeting, "Not quite")
        page = signed_in("coordinator", vale).get("/vale/meetings/papers/?export=csv")
    rows = page.getvalue().decode("utf-8-sig").splitlines()[1:]
    assert [(row.split(",")[0], row.endswith("Late")) for row in rows] == [
        ("In time", False),
        ("Not quite", True),
    ]


def test_a_newer_version_is_read_and_the_earlier_stay(vale, meeting) -> None:
    paper = a_paper(meeting, file=files.upload("a.pdf"))
    papers.new_version(by=None, paper=paper, content=papers.Content(file=files.upload("b.pdf")))
    papers.new_version(by=None, paper=paper, content=papers.Content(text="In short: it is cold."))
    first, second, third = reversed(queries.versions_of(paper))
    assert second.file.replaces == first.file and third.file is None
    page = signed_in("coordinator", vale).get("/vale/meetings/papers/PP-0001/")
    assert "In short: it is cold." in text(page)
    for version in (first, second):
        assert f"/vale/files/{version.file.pk}/" in page.content.decode()


def test_a_withdrawn_one_stays_marked_and_is_in_no_pack(vale, meeting) -> None:
    paper, other = a_paper(meeting), a_paper(meeting, "Another")
    papers.withdraw(by=None, paper=paper, reason="Overtaken")
    assert queries.open_ones(meeting) == [other]
    page = text(signed_in("coordinator", vale).get("/vale/meetings/papers/PP-0001/"))
    assert "Withdrawn" in page and "Overtaken" in page and "Add a newer version" not in page
    for act in (
        lambda: papers.withdraw(by=None, paper=paper, reason="Again"),
        lambda: papers.new_version(by=None, paper=paper, content=papers.Content(text="x")),
    ):
        with pytest.raises(ValidationError, match="withdrawn"):
            act()


def test_of_two_who_change_at_once_the_second_is_told(vale, meeting) -> None:
    paper = a_paper(meeting)
    papers.change(by=None, paper=paper, seen=1, to=papers.NewPaper(title="One"))
    with pytest.raises(Stale):
        papers.change(by=None, paper=paper, seen=1, to=papers.NewPaper(title="Two"))
    paper.refresh_from_db()
    assert (paper.title, paper.record.title) == ("One", "One")
    manager = signed_in("business-manager", vale)
    url = "/vale/meetings/papers/PP-0001/change/"
    stale = manager.post(url, {"title": "Two", "revision": "1"})
    assert stale.status_code == 409 and "One" in text(stale)


def test_one_item_of_another_meeting_and_a_cancelled_meeting_are_refused(vale, group) -> None:
    meeting = a_meeting(group, today() + timedelta(days=30))
    other = an_item(a_meeting(group, today() + timedelta(days=60)))
    with pytest.raises(ValidationError, match="item of this meeting"):
        a_paper(meeting, item=other)
    meetings.cancel(by=None, meeting=meeting, reason="Snow")
    with pytest.raises(ValidationError, match="cancelled"):
        a_paper(meeting)


def test_each_act_is_one_row_of_the_audit(vale, meeting) -> None:
    paper = a_paper(meeting)
    papers.change(by=None, paper=paper, seen=None, to=papers.NewPaper(title="New"))
    papers.new_version(by=None, paper=paper, content=papers.Content(text="x"))
    papers.withdraw(by=None, paper=paper, reason="Overtaken")
    verbs = AuditRow.objects.filter(record=paper.record).order_by("at")
    assert [row.verb for row in verbs] == [
        "paper.add",
        "paper.change",
        "paper.new_version",
        "paper.withdraw",
    ]


@pytest.mark.parametrize("page", ["papers/", "{}/", "papers/PP-0001/"])
def test_a_page_asks_as_often_with_three_as_with_one(vale, meeting, page: str) -> None:
    client = signed_in("coordinator", vale)
    url = "/vale/meetings/" + page.format(meeting.record.reference)
    asked = []
    for _ in range(2):
        paper = a_paper(meeting, file=files.upload())
        client.get(url)
        with CaptureQueriesContext(connection) as captured:
            assert client.get(url).status_code == 200
        asked.append(len(captured))
        papers.new_version(by=None, paper=paper, content=papers.Content(file=files.upload()))
        a_paper(meeting, file=files.upload())
    assert asked[0] == asked[1]
