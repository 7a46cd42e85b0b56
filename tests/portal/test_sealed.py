"""Sealed material as people meet it: the reason first, each read logged, nothing there for others."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from safeloom.foundation.identity import drafts
from safeloom.foundation.sealed.models import Entitlement, Opening
from safeloom.foundation.today import today
from tests.factories import files, foundation, partnership
from tests.factories.sealed import entitled, sealed


@pytest.fixture
def group(vale):
    return partnership.a_group(vale, "Quality group")


@pytest.fixture
def reader(vale, group):
    """A co-ordinator who may open it."""
    account = foundation.granted("coordinator", vale)
    sealed(group.record, account.person.principal)
    return account


@pytest.fixture
def browser(reader) -> Client:
    return signed_in(reader)


def signed_in(account) -> Client:
    client = Client()
    client.force_login(account)
    return client


def text(answer) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def page_of(vale, group) -> str:
    return reverse("partnership:group", args=[vale.key, group.record.reference])


def ask_of(vale, group) -> str:
    return reverse("portal:sealed-open", args=[vale.key, group.record_id])


def logged(group) -> list[tuple[str, str]]:
    return list(Opening.objects.filter(record=group.record).values_list("how", "reason"))


def opened(browser: Client, vale, group, url: str = ""):
    """The page, after saying why."""
    asked = browser.get(url or page_of(vale, group), follow=True)
    assert "Why are you opening it?" in text(asked)
    return browser.post(asked.redirect_chain[-1][0], {"reason": "For the meeting"}, follow=True)


def test_the_reason_comes_first_once_a_visit_and_each_read_is_logged(vale, group, browser) -> None:
    asked = browser.get(page_of(vale, group), follow=True)
    assert group.record.reference in text(asked) and "Quality group" not in text(asked)
    url = asked.redirect_chain[-1][0]
    empty = browser.post(url, {"reason": " "})
    assert (empty.status_code, logged(group)) == (422, [])
    page = browser.post(url, {"reason": "For the meeting"}, follow=True)
    assert page.redirect_chain[-1][0] == page_of(vale, group)
    again = browser.get(page_of(vale, group))
    assert again.status_code == 200
    assert logged(group) == [("reason", "For the meeting"), ("page", ""), ("page", "")]
    for words in (
        "Sealed",
        "Who may open it",
        "Who has opened it",
        "Gave a reason: For the meeting",
    ):
        assert words in text(again), words
    assert "printed by" in text(again) and 'class="band-sealed"' in again.content.decode()


def test_a_reason_holds_for_a_time_and_for_one_record_and_one_session(
    vale, group, reader, browser, settings
) -> None:
    other = partnership.a_group(vale, "Panel")
    sealed(other.record, reader.person.principal)
    settings.SEALED_VISIT = timedelta(minutes=10)
    with time_machine.travel("2026-11-25T10:00:00Z", tick=False) as clock:
        browser.force_login(reader)
        opened(browser, vale, group)
        clock.shift(timedelta(minutes=9, seconds=59))
        assert browser.get(page_of(vale, group)).status_code == 200
        assert browser.get(page_of(vale, other)).status_code == 302
        assert signed_in(reader).get(page_of(vale, group)).status_code == 302
        clock.shift(timedelta(seconds=1))
        assert browser.get(page_of(vale, group)).status_code == 302


def test_a_file_is_part_of_it(vale, group, browser) -> None:
    file = files.kept(group.record)
    url = reverse("portal:file", args=[vale.key, file.pk])
    answer = opened(browser, vale, group, url)
    assert b"".join(answer.streaming_content) == files.PDF
    read = Opening.objects.get(record=group.record, how="file")
    assert (read.what, read.visit.reason) == (str(file.pk), "For the meeting")


def test_what_was_being_typed_is_there_after_the_reason(vale, group, reader, browser) -> None:
    url = reverse("portal:add-file", args=[vale.key, group.record_id])
    key = drafts.account_key(reader)
    asked = browser.post(url, {"title": "Notes of 3 May", drafts.FIELD: key}, follow=True)
    reason = browser.post(asked.redirect_chain[-1][0], {"reason": "For the meeting"}, follow=True)
    assert 'value="Notes of 3 May"' in reason.content.decode()
    assert logged(group)[-1][0] == "change"


def test_printing_is_logged_and_never_without_a_reason(vale, group, browser) -> None:
    url = reverse("portal:sealed-print", args=[vale.key, group.record_id])
    assert browser.post(url).status_code == 302 and logged(group) == []
    opened(browser, vale, group)
    assert browser.post(url).status_code == 200
    assert [how for how, _ in logged(group)] == ["reason", "page", "print"]


def test_the_whole_log_is_read_and_taken_away_by_who_may_open_it(vale, group, browser) -> None:
    url = reverse("portal:sealed-log", args=[vale.key, group.record_id])
    page = opened(browser, vale, group, url)
    assert "For the meeting" in text(page)
    exported = browser.get(url + "?export=csv")
    assert b"For the meeting" in exported.getvalue()
    assert [how for how, _ in logged(group)] == ["reason", "page", "export"]


def test_for_anybody_else_nothing_is_there(vale, group, reader) -> None:
    file = files.kept(group.record)
    held = Entitlement.objects.get(record=group.record)
    stranger = signed_in(foundation.granted("business-manager", vale))
    missing = stranger.get(reverse("partnership:group", args=[vale.key, "GR-9999"]))
    record = [vale.key, group.record_id]
    for name, args in [
        ("partnership:group", [vale.key, group.record.reference]),
        ("portal:sealed-open", record),
        ("portal:sealed-log", record),
        ("portal:sealed-entitle", record),
        ("portal:sealed-print", record),
        ("portal:sealed-end", [vale.key, held.pk]),
        ("portal:file", [vale.key, file.pk]),
        ("portal:file-record", [vale.key, file.pk]),
        ("portal:add-file", record),
        ("portal:remove-file", [vale.key, file.pk]),
    ]:
        url = reverse(name, args=args)
        for answer in (stranger.get(url), stranger.post(url, {"reason": "x", "end": "x"})):
            assert answer.status_code in (404, 405), name
            if answer.status_code == 404:
                assert text(answer) == text(missing)
    assert logged(group) == []
    found = text(stranger.get(f"/vale/search/?q={group.record.reference}"))
    assert "Nothing that you may see" in found and "Quality group" not in found
    for page in ("", "stewardship/audit/", "stewardship/files/", "partnership/groups/"):
        answer = stranger.get(f"/vale/{page}")
        shown = text(answer)
        assert answer.status_code == 200
        assert group.record.reference not in shown and "Quality group" not in shown, page


def test_somebody_else_is_let_in_and_out(vale, group, browser) -> None:
    opened(browser, vale, group)
    other = foundation.granted("scrutineer", vale)
    url = reverse("portal:sealed-entitle", args=[vale.key, group.record_id])
    assert "Select who may open it" in text(browser.post(url, {}))
    answer = browser.post(url, {"principal": other.person.pk}, follow=True)
    assert f"{other.person.name} may open it." in text(answer)
    theirs = signed_in(other)
    shown = opened(theirs, vale, group)
    assert "Let somebody else open it" not in text(shown)
    assert theirs.get(url).status_code == 404
    held = Entitlement.objects.get(principal=other.person.principal)
    day = today() - timedelta(days=1)
    Entitlement.objects.filter(pk=held.pk).update(start=day)
    end = reverse("portal:sealed-end", args=[vale.key, held.pk])
    parts = {"end-day": day.day, "end-month": day.month, "end-year": day.year}
    ended = browser.post(end, parts, follow=True)
    assert "may open it up to" in text(ended)
    assert theirs.get(page_of(vale, group)).status_code == 404


def test_the_last_one_stays(vale, group, browser, reader) -> None:
    held = Entitlement.objects.get(record=group.record)
    end = reverse("portal:sealed-end", args=[vale.key, held.pk])
    day = today()
    parts = {"end-day": day.day, "end-month": day.month, "end-year": day.year}
    answer = browser.post(end, parts)
    assert answer.status_code == 422 and "Somebody must stay who may open it" in text(answer)


def test_the_page_asks_as_often_with_three_as_with_one(vale, group, browser) -> None:
    opened(browser, vale, group)
    asked = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as queries:
            browser.get(page_of(vale, group))
        asked.append(len(queries))
        for _ in range(2):
            entitled(group.record, foundation.person().principal)
    assert asked[0] == asked[1]
