"""Restricted papers as somebody would look for them who is not entitled: by every way there is."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.management import call_command
from django.urls import reverse

from safeloom.domain.meetings.commands import papers
from safeloom.domain.meetings.queries import papers as queries
from safeloom.domain.partnership.commands.reorganising.undoing import obstacles
from safeloom.domain.partnership.models import Agency
from safeloom.foundation.access.rule import Viewer
from safeloom.foundation.notices.digest import queue_digests
from safeloom.foundation.notices.models import Mail
from safeloom.foundation.retention.copying import tables
from safeloom.foundation.sealed.models import Opening
from safeloom.foundation.today import today
from safeloom.systems.minutes.document import pack_document
from tests.domain.actions.test_reorganising import merged
from tests.domain.meetings.papers.conftest import signed_in, text
from tests.factories import files, foundation, partnership
from tests.factories.meetings import a_meeting, an_item
from tests.factories.papers import a_paper, restricted

KEY = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
SECRET = ("Heron", "heron")


@pytest.fixture
def insider(vale, group):
    """A member who may open it."""
    return signed_in("group-member", vale, over=group)


@pytest.fixture
def paper(vale, meeting, insider):
    """A restricted paper between two that are not."""
    a_paper(meeting, "Before")
    found = restricted(
        meeting,
        to=(insider.person.principal,),
        by=foundation.granted("coordinator", vale).person,
        file=files.upload("Heron.pdf"),
        item=an_item(meeting, "Any other business"),
    )
    a_paper(meeting, "After")
    return found


def outsiders(vale, group) -> list:
    return [
        signed_in("business-manager", vale),
        signed_in("information-governance", vale),
        signed_in("scrutineer", vale),
        signed_in("group-member", vale, over=group),
    ]


def secrets_of(paper) -> tuple[str, ...]:
    return (*SECRET, paper.record.reference, str(paper.pk), "Restricted paper", "Sealed record")


def untold(answer, paper, asked: str = "") -> None:
    """A page tells nothing of it but what was asked."""
    shown = answer.getvalue() if answer.streaming else answer.content
    shown = shown.decode(errors="replace").replace(asked, "") if asked else shown.decode("utf-8")
    for secret in secrets_of(paper):
        assert secret not in shown, secret


def everywhere(meeting) -> list[str]:
    return [
        "/vale/",
        "/vale/meetings/",
        "/vale/meetings/?export=csv",
        f"/vale/meetings/{meeting.record.reference}/",
        "/vale/meetings/papers/",
        "/vale/meetings/papers/?export=csv",
        "/vale/meetings/papers/?sort=-came-on",
        "/vale/stewardship/audit/",
        "/vale/stewardship/audit/?export=csv",
        "/vale/stewardship/audit/?verb=sealed.open",
        "/vale/stewardship/files/",
        "/vale/stewardship/retention/",
        "/account/copy/",
    ]


def test_no_page_list_export_or_count_tells_of_it(vale, group, meeting, paper) -> None:
    for client in outsiders(vale, group):
        for url in everywhere(meeting):
            answer = client.get(url)
            if answer.status_code == 200:
                untold(answer, paper)
        listed = client.get("/vale/meetings/papers/")
        if listed.status_code == 200:
            assert re.search(r"\b2 papers\b", text(listed))
            assert {"PP-0001", "PP-0002"} <= set(re.findall(r"PP-\d{4}", text(listed)))


@pytest.mark.once
def test_no_address_leads_to_it(vale, group, meeting, paper) -> None:
    reference, key = paper.record.reference, paper.pk
    file = paper.versions.get().file
    paths = [
        *(f"/vale/meetings/papers/{reference}/{act}" for act in ("", "change/", "version/")),
        f"/vale/meetings/papers/{reference}/withdraw/",
        *(f"/vale/sealed/{key}/{act}" for act in ("", "log/", "let/", "print/")),
        f"/vale/sealed/end/{paper.record.entitlements.first().pk}/",
        *(f"/vale/files/{file.pk}/{act}" for act in ("", "record/", "replace/", "remove/")),
        f"/vale/files/add/{key}/",
    ]
    for client in outsiders(vale, group):
        for path in paths:
            never = KEY.sub(str(uuid4()), path).replace(reference, "RP-222222")
            for method in (client.get, client.post):
                answer, missing = (method(url, {"reason": "x"}) for url in (path, never))
                assert answer.status_code == missing.status_code, path
                assert answer.status_code in (404, 405) and text(answer) == text(missing), path
    assert not Opening.objects.exists() and paper.versions.count() == 1


@pytest.mark.once
def test_no_search_finds_or_counts_it(vale, group, paper) -> None:
    for client in outsiders(vale, group):
        for asked in ("heron", "restricted", "sealed", paper.record.reference, "Heron.pdf"):
            answer = client.get(f"/vale/search/?q={asked}")
            untold(answer, paper, asked)
            assert "Nothing that you may see" in text(answer), asked
            for page in ("meetings/papers/", "meetings/"):
                answer = client.get(f"/vale/{page}?q={asked}")
                if answer.status_code == 200:
                    untold(answer, paper, asked)


def test_numbers_have_no_gap(vale, meeting, paper) -> None:
    later = a_paper(meeting, "Later")
    assert [one.record.reference for one in queries.open_ones(meeting)] == [
        "PP-0001",
        "PP-0002",
        later.record.reference,
    ]
    assert later.record.reference == "PP-0003"


def test_no_mail_tells_of_it_to_anybody(vale, group, meeting, paper, insider) -> None:
    queue_digests()
    from safeloom.foundation.encryption.box import unseal

    for mail in Mail.objects.all():
        said = mail.subject + unseal(mail.sealed, mail.bound_to).decode()
        assert not any(secret in said for secret in secrets_of(paper))


def test_no_pack_and_no_agenda_holds_it(vale, meeting, paper) -> None:
    unit = signed_in("coordinator", vale)
    told = pack_document(meeting, "https://safeloom.example")
    assert "Before" in repr(told) and "After" in repr(told)
    assert not any(secret in repr(told) for secret in secrets_of(paper))
    assert unit.get(f"/vale/meetings/{meeting.record.reference}/pack.pdf").status_code == 200
    assert paper not in queries.open_ones(meeting)
    assert all("Heron" not in item.title for item in meeting.agenda.all())


def test_who_is_entitled_reads_it_after_saying_why_and_that_is_seen(
    vale, meeting, paper, insider
) -> None:
    shown = text(insider.get(f"/vale/meetings/{meeting.record.reference}/"))
    assert "Restricted paper" in shown and paper.record.reference in shown and "Heron" not in shown
    asked = insider.get(f"/vale/meetings/papers/{paper.record.reference}/", follow=True)
    assert "Why are you opening it?" in text(asked) and "Heron" not in text(asked)
    page = insider.post(asked.redirect_chain[-1][0], {"reason": "I sit there"}, follow=True)
    assert "Heron review" in text(page) and "Gave a reason: I sit there" in text(page)
    file = insider.get(f"/vale/files/{paper.versions.get().file.pk}/")
    assert b"".join(file.streaming_content) == files.PDF
    assert [one.how for one in Opening.objects.order_by("at")] == ["reason", "page", "file"]
    found = text(insider.get(f"/vale/search/?q={paper.record.reference}"))
    assert "Sealed record" in found and "Heron" not in found
    assert "Nothing that you may see" in text(insider.get("/vale/search/?q=heron"))
    listed = insider.get("/vale/meetings/papers/?export=csv").getvalue().decode()
    assert paper.record.reference in listed and "Heron" not in listed


def test_who_adds_one_by_the_form_names_who_may_open_it(vale, group, meeting) -> None:
    holder = partnership.somebody(vale, "Ada Penhallow")
    partnership.seated(partnership.a_seat(group, "Health"), holder)
    manager = signed_in("business-manager", vale)
    url = f"/vale/meetings/{meeting.record.reference}/papers/add/"
    form = text(manager.get(url))
    assert "Ada Penhallow, Health" in form
    said = {"title": "Heron", "text": "Of it", "access": "restricted", "those": [str(holder.pk)]}
    answer = manager.post(url, said, follow=True)
    assert "Why are you opening it?" in text(answer)
    paper = meeting.papers.get()
    entitled = {one.principal_id for one in paper.record.entitlements.all()}
    assert entitled == {holder.pk, manager.person.pk} and paper.record.title == "Sealed record"
    open_to_all = manager.post(url, said | {"access": "everybody"})
    assert open_to_all.status_code == 422 and "choose nobody below" in text(open_to_all)


def test_a_role_that_ends_closes_it_whatever_was_given(
    vale, group, meeting, insider, paper
) -> None:
    from safeloom.foundation.access.models import Grant

    url = f"/vale/meetings/papers/{paper.record.reference}/"
    assert insider.get(url).status_code == 302
    over = Grant.objects.filter(principal=insider.person.principal)
    over.update(start=today() - timedelta(days=9), end=today() - timedelta(days=1))
    assert insider.get(url).status_code == 404 or "sign-in" in insider.get(url)["Location"]


def test_an_entitlement_holds_from_its_day_to_its_day(vale, meeting, insider, paper) -> None:
    day = today()
    for start, end, seen in [
        (day, day, True),
        (None, None, True),
        (day + timedelta(days=1), None, False),
        (None, day - timedelta(days=1), False),
    ]:
        held = paper.record.entitlements.filter(principal=insider.person.principal)
        held.update(start=start, end=end)
        viewer = Viewer(insider.account, day)
        assert queries.papers(viewer, vale).filter(pk=paper.pk).exists() is seen
        assert (paper in queries.of_meeting(viewer, meeting)) is seen


def test_neither_a_member_of_another_group_nor_another_partnership_has_it(vale, paper) -> None:
    other = signed_in("group-member", vale, over=partnership.a_group(vale, "Other"))
    assert other.get(f"/vale/meetings/papers/{paper.record.reference}/").status_code == 404
    moor = foundation.partnership("moor", "Moor")
    theirs = signed_in("business-manager", moor)
    for here in ("vale", "moor"):
        url = f"/{here}/meetings/papers/{paper.record.reference}/"
        assert theirs.get(url).status_code == 404


def test_both_tables_are_taken_along_by_a_partnership_that_leaves(
    vale, paper, insider, tmp_path
) -> None:
    url = reverse("portal:sealed-open", args=["vale", paper.pk])
    insider.post(url, {"reason": "I sit there"})
    call_command("export", "vale", str(tmp_path / "out"))
    told = {path.name: path.read_text() for path in (tmp_path / "out").rglob("*.csv")}
    opened = next(text for name, text in told.items() if "opening" in name)
    entitled = next(text for name, text in told.items() if "entitlement" in name)
    assert "I sit there" in opened and str(insider.person.pk) in entitled


def test_a_sealed_record_is_put_on_no_agenda(meeting, paper) -> None:
    from django.core.exceptions import ValidationError

    with pytest.raises(ValidationError, match="sealed is not on it"):
        an_item(meeting, "Of the heron", about=paper.record)


def test_what_it_is_called_is_nowhere_but_in_its_own_row(vale, meeting, paper) -> None:
    papers.change(by=None, paper=paper, seen=None, to=papers.NewPaper(title="Heron, second review"))
    from safeloom.foundation.audit.models import AuditRow
    from safeloom.foundation.search import keeping
    from safeloom.foundation.search.models import SearchEntry

    keeping.take_in()
    assert paper.record.title == "Sealed record"
    for row in AuditRow.objects.all():
        assert "Heron" not in f"{row.subject} {row.before} {row.after}"
    for entry in SearchEntry.objects.all():
        assert "heron" not in f"{entry.title} {entry.words} {entry.parts}".lower()


def test_the_meeting_of_another_day_shows_its_own(vale, group, insider, paper) -> None:
    other = a_meeting(group, today() + timedelta(days=60))
    assert paper not in queries.of_meeting(Viewer(insider.account, today()), other)


@pytest.mark.once
def test_a_copy_that_a_steward_makes_holds_nothing_of_it(vale, paper, insider) -> None:
    insider.post(f"/vale/sealed/{paper.pk}/", {"reason": "I sit there"})
    made = repr(tables(insider.person, vale))
    assert not any(secret in made for secret in (*secrets_of(paper), "I sit there"))
    assert "I sit there" in repr(tables(insider.person))


def test_undoing_a_merger_is_refused_without_naming_it(vale, meeting) -> None:
    act = merged(vale, partnership.an_agency(vale), partnership.an_agency(vale))
    assert obstacles(act) == []
    heir = Agency.objects.get(principal__name="One Council")
    found = restricted(meeting, agency=heir)
    (told,) = obstacles(act)
    assert told.words == "Something that is not shown to everybody rests on it."
    assert not any(secret in told.words for secret in secrets_of(found))
