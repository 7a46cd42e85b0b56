"""The mail pages: what became of each, to whom for those who may know, and settling what is in doubt."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from safeloom.foundation.audit.models import AuditRow
from safeloom.foundation.notices import outbox, worker
from safeloom.foundation.notices.models import Mail
from tests.factories import foundation, mail, partnership
from tests.foundation.notices.servers import Server

pytestmark = pytest.mark.django_db
PAGE = "/vale/stewardship/mail/"


@pytest.fixture
def officer(vale):
    """An information-governance officer, signed in."""
    client = Client()
    client.force_login(foundation.granted("information-governance", vale))
    return client


def shown(client, address=PAGE, **asked) -> str:
    """A page."""
    answer = client.get(address, asked)
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_list_says_what_and_when_and_never_the_text(desk, vale, moor):
    mail.in_state(vale, "in-doubt", to="fern@vale.example", text="Cyan heron")
    mail.waiting(moor, to="theirs@moor.example")
    page = shown(desk)
    assert "fern@vale.example" in page and "In doubt" in page and "Invitation" in page
    assert "heron" not in page and "theirs@" not in page
    csv = b"".join(desk.get(PAGE, {"export": "csv"}).streaming_content).decode()
    assert "fern@vale.example" in csv and "heron" not in csv


def test_who_may_not_know_whom_a_mail_is_to_is_not_told(officer, vale, settings):
    mail.waiting(vale, to="gone@vale.example")
    with Server(**{"gone@vale.example": "550 <gone@vale.example> unknown"}) as server:
        mail.use(settings, server.port)
        worker.drain()
    one = Mail.objects.get()
    for page in (shown(officer), shown(officer, f"{PAGE}{one.pk}/")):
        assert "gone@" not in page and "Failed for good" in page
    assert "gone@" not in shown(officer, q="gone")
    assert b"gone@" not in b"".join(officer.get(PAGE, {"export": "csv"}).streaming_content)


def test_it_is_filtered_by_state(desk, vale):
    for state in ("in-doubt", "failed", "sent", "handing"):
        mail.in_state(vale, state, to=f"{state}@vale.example")
    for state, address in (("in-doubt", "in-doubt@"), ("sending", "handing@"), ("sent", "sent@")):
        page = shown(desk, state=state)
        assert page.count("@vale.example") == 1 and address in page


def test_mail_that_is_no_partnerships_is_seen_where_its_person_is_known(desk, vale, moor):
    ours, theirs = (partnership.somebody(of) for of in (vale, moor))
    for person in (ours, theirs):
        account = foundation.account(of=person)
        mail.waiting(None, person=person, to=account.email)
    page = shown(desk)
    assert ours.account.email in page and theirs.account.email not in page


def test_a_doubt_is_settled_and_audited(desk, manager, vale):
    for act, state in (("arrived", "sent"), ("again", "waiting")):
        one = mail.in_state(vale, "in-doubt")
        assert "It arrived" in shown(desk, f"{PAGE}{one.pk}/")
        answer = desk.post(f"{PAGE}{one.pk}/{act}/", follow=True)
        assert answer.status_code == 200 and Mail.objects.get(pk=one.pk).state == state
        row = AuditRow.objects.get(subject=f"mail {one.pk}")
        assert row.by_id == manager.person_id and row.partnership == vale
        assert Mail.objects.get(pk=one.pk).message_id == one.message_id
        refused = desk.post(f"{PAGE}{one.pk}/arrived/")
        assert refused.status_code == 422 and "no longer as you saw it" in refused.content.decode()


def test_what_failed_is_tried_again_or_let_go(desk, vale):
    again, gone = mail.in_state(vale, "failed"), mail.in_state(vale, "failed")
    desk.post(f"{PAGE}{again.pk}/again/")
    desk.post(f"{PAGE}{gone.pk}/let-go/")
    states = dict(Mail.objects.values_list("pk", "state"))
    assert states == {again.pk: "waiting", gone.pk: "let-go"}
    assert "It leaves by itself" in shown(desk, f"{PAGE}{again.pk}/")
    assert desk.post(f"{PAGE}{gone.pk}/again/").status_code == 422
    Mail.objects.filter(pk=again.pk).update(state="failed", sealed=b"")
    answer = desk.post(f"{PAGE}{again.pk}/again/")
    assert answer.status_code == 422 and "no longer kept" in answer.content.decode()


def test_another_partnerships_mail_is_no_page(desk, moor):
    one = mail.in_state(moor, "in-doubt")
    assert desk.get(f"{PAGE}{one.pk}/").status_code == 404
    assert desk.post(f"{PAGE}{one.pk}/arrived/").status_code == 404
    assert Mail.objects.get().state == "in-doubt"


def test_home_says_what_only_a_person_can_settle(desk, officer, vale, moor):
    assert "Mail" not in shown(desk, "/vale/").split('id="home-needs_me"')[1]
    mail.in_state(vale, "in-doubt")
    mail.in_state(moor, "failed")
    for client in (desk, officer):
        home = shown(client, "/vale/")
        assert "1 mail in doubt" in home and "failed for good" not in home
    late = mail.waiting(vale)
    Mail.objects.filter(pk=late.pk).update(next_try=late.queued - outbox.GIVE_UP_AFTER)
    assert "1 mail that nobody sends" in shown(desk, "/vale/")
    lead = Client()
    lead.force_login(foundation.granted("coordinator", vale))
    assert "in doubt" not in shown(lead, "/vale/")


def test_without_a_mail_server_the_page_says_that_mail_waits(desk, vale, settings):
    settings.EMAIL_HOST = ""
    assert "No mail server is set" in shown(desk)
    settings.EMAIL_HOST = "mail.example"
    assert "No mail server is set" not in shown(desk)


def test_the_same_number_of_queries_for_any_number_of_rows(desk, vale):
    shown(desk)  # the count of what needs somebody is kept for a minute
    counts = []
    for many in (1, 3):
        for _ in range(many):
            one = mail.in_state(vale, "in-doubt")
        with CaptureQueriesContext(connection) as asked:
            shown(desk)
            shown(desk, f"{PAGE}{one.pk}/")
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_a_person_chooses_what_they_get(client, vale):
    account = foundation.granted("agency-lead", vale)
    client.force_login(account)
    page = client.get("/account/mail/").content.decode()
    assert account.email in page and "checked" in page
    assert "/account/mail/" in shown(client, "/vale/")
    client.post("/account/mail/", {})
    assert "checked" not in client.get("/account/mail/").content.decode()
    assert AuditRow.objects.filter(verb="mail.choose").count() == 1
    client.post("/account/mail/", {"digest": "on"})
    assert "checked" in client.get("/account/mail/").content.decode()
