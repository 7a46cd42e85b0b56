"""Anybody answers without a name: page by page, and nothing is left of them anywhere."""

import logging
import re
from datetime import UTC, datetime

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from safeloom.config.logs import LineFormatter
from safeloom.domain.questionnaires.models import Answer, Response
from safeloom.domain.questionnaires.views import anonymous
from safeloom.foundation.today import today
from tests.domain.actions.conftest import signed_in
from tests.domain.actions.said import text
from tests.domain.questionnaires.test_anonymous import WRITTEN, everything
from tests.factories import questionnaires as build

ADDRESS = "/survey/club/"


@pytest.fixture
def link(vale):
    """An address that hangs somewhere."""
    version = build.a_questionnaire(vale)
    campaign = build.a_campaign(vale, version, title="How safe do you feel?", anonymous=True)
    return build.an_open_link(campaign, code="club")


def form_of(page) -> dict[str, list[str]]:
    """What a page's form holds that is hidden."""
    found: dict[str, list[str]] = {}
    for name, value in re.findall(
        r'type="hidden" name="([^"]+)" value="([^"]*)"', page.content.decode()
    ):
        found.setdefault(name, []).append(value)
    return found


def sent(client: Client, page, go: str = "on", **said):
    """Send the form of a page."""
    typed = {name.replace("_", "-", 1): value for name, value in said.items()}
    return client.post(ADDRESS, {**form_of(page), "go": go, **typed})


def to_the_check(client: Client):
    """The page on which all is shown once more."""
    page = sent(client, client.get(ADDRESS))
    page = sent(client, page, q_led="no")
    assert "there is 1 more question" in text(page)
    page = sent(client, page, q_led="no", q_why="Nobody asks us.")
    return sent(client, page, q_staff="3", q_checks=["dbs", "right"])


def test_a_person_answers_and_nothing_is_left_of_them(vale, link, caplog) -> None:
    client = signed_in("business-manager", vale)
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    before = everything()
    start = client.get(ADDRESS)
    assert "How safe do you feel?" in text(start) and "Nobody can tell who you are" in text(start)
    caplog.set_level(logging.DEBUG)
    check = to_the_check(client)
    said = text(check)
    assert "Nobody asks us." in said and "Criminal records" in said
    assert "What shows it?" not in said  # no files
    assert everything() == before  # nothing until it is sent
    with CaptureQueriesContext(connection) as asked:
        done = client.post(ADDRESS, {**form_of(check), "go": "send"})
    assert not any(
        table in one["sql"]
        for one in asked.captured_queries
        for table in ("foundation_account", "foundation_session", "safeloom_cache")
    )
    after = everything()
    assert {table for table in after if after[table] != before[table]} == WRITTEN
    assert Response.objects.get().submitted_on == today()
    thanks = client.get(done.headers["Location"])
    assert "Thank you" in text(thanks)
    # Sent again by the browser: the same one.
    client.post(ADDRESS, {**form_of(check), "go": "send"})
    assert Response.objects.count() == 1 and Answer.objects.count() == 4
    for page in (start, check, done, thanks):
        assert not page.cookies
        assert page["Cache-Control"] == "no-store" and page["Referrer-Policy"] == "no-referrer"
        assert "csrf" not in page.content.decode()
    assert client.cookies[settings.SESSION_COOKIE_NAME].value == session
    assert not [
        one for one in caplog.records if one.name.startswith(("django.request", "safeloom"))
    ]


def test_without_answers_it_says_what_is_missing_and_logs_nothing(vale, link, caplog) -> None:
    client = Client()
    page = sent(client, sent(client, client.get(ADDRESS)))
    assert page.status_code == 422 and "Answer this question." in text(page)
    # Who jumps to the end is told there.
    end = client.post(ADDRESS, {"page": "-check", "go": "send", "q-led": "no", "q-why": "x " * 201})
    assert end.status_code == 422 and "201 words" in text(end)
    assert client.get("/survey/nowhere/").status_code == 404
    assert not Response.objects.exists() and not caplog.records


@pytest.mark.parametrize("how", ["thrown", "host", "fields"])
def test_what_goes_wrong_is_logged_by_day_without_what_was_answered(
    link, caplog, monkeypatch, how
) -> None:
    def thrown(**said):
        raise ValueError(f"DETAIL: {said['given']['why'].text}")

    client, said = Client(raise_request_exception=False), {"page": "-check", "go": "send"}
    said |= {"q-led": "no", "q-why": "Nobody asks us."}
    more = {}
    if how == "thrown":
        monkeypatch.setattr(anonymous, "submit_anonymous", thrown)
    elif how == "host":
        more = {"headers": {"host": "elsewhere.example"}}
    else:
        said |= {f"q-{at}": "1" for at in range(5001)}
    assert client.post(ADDRESS, said, **more).status_code == (500 if how == "thrown" else 400)
    lines = "\n".join(LineFormatter().format(one) for one in caplog.records)
    assert lines.startswith(datetime.now(UTC).strftime("%Y-%m-%d "))
    assert not re.search(r"\d\d:\d\d", lines) and "Nobody asks us" not in lines
    assert "club" not in lines
    assert how != "thrown" or ("ValueError" in lines and "anonymous.py" in lines)


def test_back_keeps_what_was_answered(link) -> None:
    client = Client()
    check = to_the_check(client)
    page = client.post(ADDRESS, {**form_of(check), "go": "back"})
    assert 'value="3"' in page.content.decode()
    page = sent(client, page, go="back", q_staff="4", q_checks=["dbs"])
    assert "Nobody asks us." in text(page)
    # An answer that takes a question away takes it from the check too.
    page = sent(client, page, q_led="yes", q_why="Nobody asks us.")
    assert 'value="4"' in page.content.decode()
    said = text(sent(client, page, q_staff="4", q_checks=["dbs"]))
    assert "Nobody asks us." not in said and "Right to work" not in said


def test_what_was_sent_by_one_link_is_not_taken_for_what_comes_by_another(link) -> None:
    other = build.an_open_link(link.campaign, "School", code="school")
    said = {"page": "-check", "go": "send", "once": "one", "q-led": "yes"}
    for code in ("club", "club", "school"):
        assert Client().post(f"/survey/{code}/", said).status_code == 302
    assert {one.through_id for one in Response.objects.all()} == {link.pk, other.pk}


def test_a_closed_one_and_a_stopped_link_say_so(link) -> None:
    client = Client()
    check = to_the_check(client)
    link.stopped = link.made
    link.save()
    late = client.post(ADDRESS, {**form_of(check), "go": "send"})
    assert late.status_code == 410 and "This survey is closed" in text(late)
    assert not Response.objects.exists()


def test_a_page_asks_as_much_whatever_it_holds(link) -> None:
    client = Client()
    counted = []
    page = sent(client, client.get(ADDRESS))
    for said in ({}, {"q_led": "yes"}):
        with CaptureQueriesContext(connection) as found:
            page = sent(client, page, **said)
        counted.append(len(found))
    assert counted == [1, 1]
