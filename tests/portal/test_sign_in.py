"""Coming in and going out."""

import re

import pytest
import time_machine
from django.test import Client

from safeloom.foundation.access.commands import accounts
from safeloom.foundation.audit.models import AuditRow
from tests.factories import foundation
from tests.portal.steps import PASSWORD, audited, sign_in

pytestmark = pytest.mark.django_db
WRONG = "The e-mail address or the password is not right"


def test_the_right_password_leads_home_and_is_audited_once(client, manager):
    answer = sign_in(client, manager)
    assert (answer.status_code, answer["Location"]) == (302, "/")
    assert client.get("/", follow=True).redirect_chain == [("/vale/", 302)]
    (row,) = AuditRow.objects.all()
    assert (row.verb, row.by_id, row.partnership_id) == ("account.sign-in", manager.person_id, None)
    assert row.subject == f"account {manager.pk}"


def test_capitals_and_spaces_in_the_address_do_not_matter(client, manager):
    answer = client.post("/sign-in/", {"login": f" {manager.email.upper()} ", "password": PASSWORD})
    assert answer.status_code == 302


def test_the_session_has_another_key_after_signing_in(client, manager):
    client.get("/account/reset/some-secret/")
    before = client.session.session_key
    sign_in(client, manager)
    assert before and client.session.session_key != before


def closed(account):
    account.is_active = False
    account.save()


def test_wrong_unknown_and_closed_are_answered_in_the_same_words(client, manager):
    gone = foundation.account(password=PASSWORD)
    closed(gone)
    bodies = set()
    for email, password in [
        (manager.email, "wrong"),
        ("nobody@vale.example", PASSWORD),
        (gone.email, PASSWORD),
    ]:
        answer = client.post("/sign-in/", {"login": email, "password": password})
        assert answer.status_code == 422
        body = answer.content.decode().replace(email, "ADDRESS")
        bodies.add(re.sub(r'csrfmiddlewaretoken" value="\w+"', "", body))
    assert len(bodies) == 1 and WRONG in bodies.pop()


def test_failures_are_audited_once_each_without_the_typed_address(client, manager):
    sign_in(client, manager, "wrong")
    client.post("/sign-in/", {"login": "nobody@vale.example", "password": "wrong"})
    client.post("/sign-in/", {"login": "Nobody@vale.example", "password": "wrong"})
    known, first, again = audited("account.sign-in-refused")
    assert AuditRow.objects.count() == 3
    assert known.subject == f"account {manager.pk}"
    assert first.subject == again.subject and first.subject.startswith("no account ")
    assert "@" not in f"{known.subject}{first.subject}{first.after}{first.before}"


def test_signing_out_ends_the_session_and_is_audited_once(client, manager):
    sign_in(client, manager)
    assert client.post("/sign-out/")["Location"] == "/sign-in/"
    assert client.get("/vale/")["Location"] == "/sign-in/?next=/vale/".replace(
        "/vale/", "%2Fvale%2F"
    )
    assert client.post("/sign-out/").status_code == 302
    assert len(audited("account.sign-out")) == 1


def test_a_link_cannot_sign_anybody_out(client, manager):
    sign_in(client, manager)
    assert client.get("/sign-out/").status_code == 405
    assert client.get("/vale/").status_code == 200


@pytest.mark.parametrize(
    "elsewhere",
    [
        "https://evil.example/",
        "//evil.example/",
        "/\\evil.example",
        "javascript:alert(1)",
        "http:evil.example",
        "https://localhost/vale/",
        "",
        "//localhost/vale/",
        "//testserver/vale/",
    ],
)
def test_signing_in_leads_to_no_other_site(client, manager, elsewhere):
    assert sign_in(client, manager, next=elsewhere)["Location"] == "/"
    assert client.get("/sign-in/", {"next": elsewhere})["Location"] == "/"


def test_signing_in_leads_back_to_the_page_asked_for(client, manager):
    asked = client.get("/vale/?a=1&b=2")
    page = client.get(asked["Location"])
    back = re.search(r'name="next" value="([^"]+)"', page.content.decode())[1]
    answer = sign_in(client, manager, next=back.replace("&amp;", "&"))
    assert answer["Location"] == "/vale/?a=1&b=2"


def test_a_sixth_try_within_five_minutes_is_refused_even_with_the_right_password(client, manager):
    for _ in range(5):
        sign_in(client, manager, "wrong")
    answer = sign_in(client, manager)
    assert answer.status_code == 422
    assert "too many attempts" in answer.content.decode()
    assert "account.sign-in" not in {row.verb for row in AuditRow.objects.all()}


def test_tries_are_counted_by_all_processes_together(settings):
    assert settings.CACHES["default"]["BACKEND"].endswith("DatabaseCache")


def test_a_flood_of_tries_is_answered_with_429(client, manager):
    answers = [sign_in(client, manager, "wrong") for _ in range(31)]
    assert answers[-1].status_code == 429
    assert "Too many tries" in answers[-1].content.decode()


def test_a_client_cannot_name_its_own_address(client, manager):
    answers = [
        client.post(
            "/sign-in/",
            {"login": f"a{number}@vale.example", "password": "wrong"},
            headers={"X-Forwarded-For": f"10.0.0.{number}"},
        )
        for number in range(12)
    ]
    assert "too many attempts" in answers[-1].content.decode()


def test_nobody_signs_up_and_no_other_page_of_allauth_is_there(client, manager):
    sign_in(client, manager)
    for address in ("signup", "email", "password/reset", "login", "inactive", "confirm-email"):
        for before in ("", "accounts/", "account/"):
            assert client.get(f"/{before}{address}/").status_code in {302, 404}
            assert client.post(f"/{before}{address}/").status_code == 404 or address == "email"


def test_a_closed_account_loses_its_open_session(client, manager):
    sign_in(client, manager)
    closed(manager)
    assert client.get("/vale/").status_code == 302


def test_clients_that_ask_for_json_get_the_page(client, manager):
    answer = client.post(
        "/sign-in/",
        {"login": manager.email, "password": "wrong"},
        headers={"Accept": "application/json", "X-Requested-With": "XMLHttpRequest"},
    )
    assert answer["Content-Type"].startswith("text/html") and WRONG in answer.content.decode()


def test_a_visit_is_counted_once(client, manager):
    with time_machine.travel("2026-11-02 09:00:00+00:00", tick=False):
        sign_in(client, manager)
    with time_machine.travel("2026-11-02 09:30:00+00:00", tick=False):
        sign_in(Client(), manager)
    manager.refresh_from_db()
    assert (manager.seen.hour, manager.seen_before) == (9, None)
    with time_machine.travel("2026-11-03 14:00:00+00:00", tick=False):
        sign_in(Client(), manager)
    manager.refresh_from_db()
    assert (manager.seen.day, manager.seen_before.day) == (3, 2)


def test_the_secret_of_an_opened_link_cannot_be_read_from_the_sessions(client):
    from safeloom.foundation.identity.models import Session

    secret = accounts.make_link(by=None, partnership=None, account=foundation.account())
    client.get(f"/account/reset/{secret}/")
    assert secret not in str([session.get_decoded() for session in Session.objects.all()])
    assert client.get("/account/reset/choose/").status_code == 200
