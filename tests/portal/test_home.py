"""Home: what needs me, what is coming, what changed since I was here."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from safeloom.kernel import registry
from safeloom.kernel.registry import HomeCard, HomeLine, Navigation
from tests.factories import foundation
from tests.portal.steps import audited, sign_in

pytestmark = pytest.mark.django_db
asked_with: list = []


def waiting(viewer, partnership, since):
    """Two things for a business manager, nothing for others."""
    asked_with.append((partnership, since))
    if not viewer.may("account.manage", partnership.pk):
        return []
    due = viewer.day + timedelta(days=3)
    return [
        HomeLine("Check the returns", "/vale/returns/", due, detail="Quarter 2"),
        HomeLine("Sign the report", "/vale/report/", viewer.day - timedelta(days=2), late=True),
    ]


@pytest.fixture
def card(monkeypatch):
    """What another part of Safeloom puts on home."""
    source = f"{__name__}.waiting"
    offered = (HomeCard("test-waiting", "Returns", "needs_me", source, order=5),)
    monkeypatch.setitem(registry._offered, __name__, offered)
    asked_with.clear()


def test_what_needs_a_person_stands_on_home_and_is_counted_on_every_page(client, manager, card):
    client.force_login(manager)
    home = client.get("/vale/").content.decode()
    for words in ("Check the returns", "3 days left", "2 days late", "Quarter 2"):
        assert words in home
    for page in ("/vale/", "/vale/stewardship/"):
        assert "2 things need you" in client.get(page).content.decode()


def test_others_are_told_nothing_of_it(client, vale, card):
    client.force_login(foundation.granted("scrutineer", vale))
    home = client.get("/vale/").content.decode()
    assert "Check the returns" not in home and "Nothing needs you" in home


def test_what_changed_is_asked_since_the_visit_before(client, manager, card):
    manager.seen = before = datetime(2026, 11, 2, 9, tzinfo=UTC)
    manager.save()
    sign_in(client, manager)
    assert "What changed since you were here" in client.get("/vale/").content.decode()
    assert {since for _, since in asked_with} == {before}
    client.get("/vale/")
    manager.refresh_from_db()
    assert manager.seen_before == before


def test_at_the_first_visit_the_last_fourteen_days_count(client, manager, card):
    client.force_login(manager)
    assert "in the last 14 days" in client.get("/vale/").content.decode()
    assert abs(datetime.now(UTC) - timedelta(days=14) - asked_with[0][1]) < timedelta(minutes=5)


def test_the_only_partnership_opens_at_once_and_several_are_offered(client, vale, manager):
    client.force_login(manager)
    assert client.get("/")["Location"] == "/vale/"
    moor = foundation.partnership("moor", "Moor Partnership")
    foundation.partnership("dale", "Dale Partnership")
    foundation.grant(manager.person.principal, "coordinator", moor)
    choice = client.get("/").content.decode()
    assert "Vale Partnership" in choice and "Moor Partnership" in choice
    assert "Dale Partnership" not in choice
    assert "Other partnerships" in client.get("/vale/").content.decode()
    assert client.get("/dale/").status_code == 404


def test_without_a_role_there_is_an_honest_page(client):
    client.force_login(foundation.account())
    page = client.get("/").content.decode()
    assert "no role in a partnership today" in page
    assert client.get("/account/").status_code == 200


def test_navigation_holds_what_the_person_may_open_and_marks_where_they_are(
    client, vale, manager, monkeypatch
):
    entries = (
        Navigation("Secret room", "portal:home", "grant.manage", order=50),
        Navigation("Secret room", "portal:home", "home.see", order=51),
    )
    monkeypatch.setitem(registry._offered, __name__, entries)
    client.force_login(manager)
    page = client.get("/vale/stewardship/").content.decode()
    assert page.count("Secret room") == 1
    assert '<a href="/vale/stewardship/" aria-current="true">Stewardship</a>' in page
    assert page.count("aria-current") == 1
    # A page that Plan leads to stands under it, whatever its address.
    page = client.get("/vale/actions/").content.decode()
    assert '<a href="/vale/plan/" aria-current="true">Plan</a>' in page
    other = Client()
    other.force_login(foundation.granted("scrutineer", vale))
    page = other.get("/vale/").content.decode()
    assert page.count("Secret room") == 1 and "Stewardship" not in page


def test_home_asks_the_same_number_of_questions_for_any_number_of_roles(vale):
    counts = []
    for many in (1, 3):
        account = foundation.granted("business-manager", vale)
        for number in range(many):
            end = date(2099, 1, number + 1)
            foundation.Grant.objects.create(
                principal=account.person.principal, partnership=vale, role="coordinator", end=end
            )
        client = Client()
        client.force_login(account)
        with CaptureQueriesContext(connection) as asked:
            assert client.get("/vale/").status_code == 200
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_ones_own_account_tells_what_happened_with_it(client, manager):
    sign_in(client, manager, "wrong")
    sign_in(client, manager)
    page = client.get("/account/").content.decode()
    assert "Somebody tried with a wrong password" in page and "Business manager" in page


def test_changing_the_password_keeps_this_session_and_ends_the_others(client, manager):
    from tests.portal.steps import PASSWORD

    other = Client()
    for browser in (client, other):
        sign_in(browser, manager)
    form = {"password": "wrong", "new_password": "four small blue boats"}
    form["again"] = form["new_password"]
    assert client.post("/account/password/", form).status_code == 422
    before = client.session.session_key
    answer = client.post("/account/password/", form | {"password": PASSWORD})
    assert answer["Location"] == "/account/"
    assert client.session.session_key != before
    assert client.get("/account/").status_code == 200
    assert other.get("/account/").status_code == 302
    assert len(audited("account.change-password")) == 1
    assert sign_in(Client(), manager, "four small blue boats").status_code == 302


def test_guessing_the_present_password_is_stopped(client, manager):
    client.force_login(manager)
    form = {"password": "wrong", "new_password": "x", "again": "y"}
    answers = [client.post("/account/password/", form).status_code for _ in range(6)]
    assert answers == [422] * 5 + [429]


def test_the_count_is_kept_for_a_minute_and_counted_again_after_a_post(client, manager, card):
    client.force_login(manager)
    client.get("/vale/")
    asked = len(asked_with)
    client.get("/vale/stewardship/")
    assert len(asked_with) == asked
    client.post("/vale/stewardship/")
    client.get("/vale/stewardship/")
    assert len(asked_with) == asked + 1
    with time_machine.travel(datetime.now(UTC) + timedelta(seconds=61)):
        client.get("/vale/stewardship/")
    assert len(asked_with) == asked + 2


def many(viewer, partnership, since):
    """More news than anybody reads."""
    return [HomeLine(f"News {number}", "/vale/", detail="today") for number in range(9)]


def test_of_much_news_some_is_one_click_away(client, manager, monkeypatch):
    cards = (HomeCard("test-news", "News", "changed", f"{__name__}.many", order=5),)
    monkeypatch.setitem(registry._offered, __name__, cards)
    client.force_login(manager)
    open_part, folded = client.get("/vale/").content.decode().split('<details class="govuk-details')
    assert "News 5" in open_part and "News 6" not in open_part
    assert "3 more" in folded and "News 8" in folded
