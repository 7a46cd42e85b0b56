"""The access review: who holds what is shown with what is worth a look, and each role is kept or ended."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from safeloom.foundation.access.models import Grant, GrantReview
from safeloom.foundation.audit.models import AuditRow
from safeloom.foundation.today import today
from tests.factories import foundation
from tests.factories import partnership as structure

pytestmark = pytest.mark.django_db
PAGE = "/vale/stewardship/review/"
LONG_AGO = date(2025, 1, 1)


def held(vale, name, role="scrutineer", *, start=LONG_AGO, seen=None, account=True, over=None):
    """Somebody of the directory with a role."""
    person = structure.somebody(vale, name)
    if account:
        found = foundation.account(person)
        found.seen = seen
        found.save()
    return Grant.objects.create(
        principal=person.principal, partnership=vale, role=role, over=over, start=start
    )


def _gone(grant: Grant) -> None:
    """Its holder left the partnership yesterday, and kept the role."""
    entries = grant.principal.person.directory_entries
    entries.update(end=today() - timedelta(days=1))


def shown(client, address=PAGE, **asked) -> str:
    """A page."""
    answer = client.get(address, asked)
    assert answer.status_code == 200
    return answer.content.decode()


def now() -> datetime:
    """This moment."""
    return datetime.now(UTC)


def test_it_says_who_holds_what_since_when_and_when_they_were_here(desk, vale):
    council = structure.an_agency(vale, "Vale Council")
    held(vale, "Ash Ravenbrook", "agency-lead", over=council.principal, seen=now())
    page = shown(desk)
    assert "Ash Ravenbrook" in page and "Agency safeguarding lead" in page
    assert "Vale Council" in page and "1 January 2025" in page
    csv = b"".join(desk.get(PAGE, {"export": "csv"}).streaming_content).decode()
    assert "Ash Ravenbrook" in csv and "Due for review" in csv


def test_what_is_worth_a_look_is_said_and_can_be_chosen(desk, vale):
    recent = today() - timedelta(days=5)
    held(vale, "Ash Due", seen=now())
    held(vale, "Birch Unused", start=recent)
    held(vale, "Cedar Noaccount", start=recent, account=False)
    held(vale, "Elm Quiet", start=recent, seen=now() - timedelta(days=100))
    gone = held(vale, "Fir Leaver", start=recent, seen=now())
    _gone(gone)
    held(vale, "Hazel Fine", start=recent, seen=now())
    chosen = {
        "due": {"Ash Due"},
        "unused": {"Birch Unused", "Cedar Noaccount"},
        "quiet": {"Elm Quiet"},
        "leaver": {"Fir Leaver"},
    }
    everybody = set.union(*chosen.values()) | {"Hazel Fine"}
    for flag, names in chosen.items():
        page = shown(desk, flag=flag)
        assert {name for name in everybody if name in page} == names, flag


def test_a_role_of_a_post_says_whom_it_reaches(desk, vale):
    council = structure.an_agency(vale, "Vale Council")
    post = structure.a_post(council, "Safeguarding lead")
    for name in ("Ash", "Birch"):
        person = structure.somebody(vale, name)
        structure.in_post(post, person)
        found = foundation.account(person)
    found.seen = now()
    found.save()
    for principal in (post.principal, council.principal):
        Grant.objects.create(
            principal=principal, partnership=vale, role="scrutineer", start=LONG_AGO
        )
    page = shown(desk, f"{PAGE}due/")
    assert page.count("reaching 2 people who may sign in") == 2
    assert page.count(f"last here on {today().day} ") == 2


def test_each_role_is_kept_or_ended_and_it_is_written_down(desk, manager, vale):
    kept, ended, later = (held(vale, name) for name in ("Ash", "Birch", "Cedar"))
    assert "3 roles are due" in shown(desk, f"{PAGE}due/")
    said = {kept: "kept", ended: "ended", later: "later"}
    answer = desk.post(
        f"{PAGE}due/", {f"role-{grant.pk}": word for grant, word in said.items()}, follow=True
    )
    page = answer.content.decode()
    assert "2 roles reviewed" in page and "1 role is due" in page and "Cedar" in page
    ended.refresh_from_db()
    assert not ended.holds(today()) and set(
        GrantReview.objects.values_list("grant", "outcome", "by", "on")
    ) == {(grant.pk, said[grant], manager.person_id, today()) for grant in (kept, ended)}
    verbs = AuditRow.objects.filter(partnership=vale, by=manager.person_id)
    assert set(verbs.values_list("verb", "subject")) == {
        ("grant.review", f"grant {kept.pk}"),
        ("grant.end", f"grant {ended.pk}"),
    }
    made = shown(desk, f"{PAGE}made/")
    assert "Ash: Independent scrutineer or chair" in made and manager.person.name in made


def test_one_that_cannot_be_ended_stops_all_and_says_why(vale):
    other = held(vale, "Ash", "business-manager")
    officer = foundation.granted("information-governance", vale)
    fine = held(vale, "Birch")
    desk = Client()
    desk.force_login(officer)
    answer = desk.post(f"{PAGE}due/", {f"role-{other.pk}": "ended", f"role-{fine.pk}": "ended"})
    assert answer.status_code == 422
    assert "needs a business manager" in answer.content.decode()
    fine.refresh_from_db()
    assert fine.end is None and not GrantReview.objects.exists()


def test_nobody_reviews_their_own_role(desk, manager, vale):
    mine = Grant.objects.get(principal=manager.person.principal)
    page = shown(desk, f"{PAGE}due/")
    assert "No role is due" in page and "No roles are due" in page
    desk.post(f"{PAGE}due/", {f"role-{mine.pk}": "kept"})
    assert not GrantReview.objects.exists()


def test_another_partnerships_roles_are_not_there(desk, vale, moor):
    theirs = held(moor, "Moor Person")
    assert "Moor Person" not in shown(desk) + shown(desk, f"{PAGE}due/")
    desk.post(f"{PAGE}due/", {f"role-{theirs.pk}": "ended"})
    theirs.refresh_from_db()
    assert theirs.end is None


def test_home_says_what_is_due_and_when_the_next_is(desk, vale, settings):
    settings.ACCESS_REVIEW_DAYS = 100
    one = held(vale, "Ash", start=today() - timedelta(days=20), seen=now())
    home = shown(desk, "/vale/")
    assert "The next review of roles" in home and "Look again" not in home
    Grant.objects.filter(pk=one.pk).update(start=today() - timedelta(days=95))
    home = shown(desk, "/vale/")
    assert "Look again at 1 role" in home and "The next review" not in home
    desk.post(f"{PAGE}due/", {f"role-{one.pk}": "kept"})
    home = shown(desk, "/vale/")
    assert "Look again" not in home and "The next review of roles" in home
    _gone(one)
    assert "Look again at 1 role" in shown(desk, "/vale/")


def test_the_same_number_of_queries_for_any_number_of_roles(desk, vale):
    shown(desk)
    council = structure.an_agency(vale)
    counts = []
    for many in (1, 3):
        for _ in range(many):
            held(vale, "Ash")
            post = structure.a_post(council)
            structure.in_post(post, structure.somebody(vale))
            foundation.grant(post.principal, "scrutineer", vale)
        with CaptureQueriesContext(connection) as asked:
            shown(desk)
            shown(desk, f"{PAGE}due/")
            shown(desk, f"{PAGE}made/")
        counts.append(len(asked))
    assert counts[0] == counts[1]
