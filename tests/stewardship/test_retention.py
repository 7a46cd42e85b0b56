"""The steward looks at what is past its rule, confirms it, and holds what must stay."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from safeloom.foundation.identity.models import Person
from safeloom.foundation.retention.models import LegalHold, RetentionPeriod, RetentionRun
from tests.factories import foundation, retention
from tests.factories import partnership as made

ROOT = "/vale/stewardship/retention/"


@pytest.fixture
def steward(client, vale):
    """The information-governance officer, signed in."""
    client.force_login(foundation.granted("information-governance", vale))
    return client


def previewed(page) -> str:
    return re.search(r'name="previewed" value="([0-9a-f]{64})"', page.text)[1]


def test_every_personal_field_is_told_with_its_rule(steward, vale):
    text = steward.get(ROOT).text
    for words in ("People: work e-mail", "Not checked", "By a run, confirmed here", "left empty"):
        assert words in text
    said = {"years": "8", "source": "The county schedule", "checked": "on"}
    text = steward.post(f"{ROOT}period/", said, follow=True).text
    assert "8 years after the last post or seat ended" in text and "The county schedule" in text
    assert RetentionPeriod.objects.get().checked


def test_the_steward_previews_confirms_and_sees_what_was_done(steward, vale):
    ada = retention.left(vale, "Ada Long Gone")
    page = steward.get(f"{ROOT}due/")
    assert "Ada Long Gone" in page.text and "People: 1" in page.text
    digest = previewed(page)
    none = steward.post(f"{ROOT}due/", {"reason": "", "previewed": digest})
    assert none.status_code == 422 and not RetentionRun.objects.exists()
    done = steward.post(
        f"{ROOT}due/", {"reason": "Yearly review", "previewed": digest}, follow=True
    )
    assert "What was past its rule has ended." in done.text and "Ada" not in done.text
    assert Person.objects.get(pk=ada.pk).name.startswith("Former person")
    assert "Nothing is past its rule today" in steward.get(f"{ROOT}due/").text


def test_what_changed_meanwhile_is_shown_again(steward, vale):
    retention.left(vale, "Ada")
    digest = previewed(steward.get(f"{ROOT}due/"))
    retention.left(vale, "Bo")
    page = steward.post(f"{ROOT}due/", {"reason": "Review", "previewed": digest})
    assert page.status_code == 422 and "changed meanwhile" in page.text and "Bo" in page.text
    assert previewed(page) != digest


def test_a_hold_is_put_and_lifted(steward, vale):
    ada = retention.left(vale, "Ada")
    area = made.an_area(vale, "Eden")
    page = steward.post(
        f"{ROOT}hold/", {"person": str(ada.pk), "reason": "An inquiry"}, follow=True
    )
    assert "Ada" in page.text and "An inquiry" in page.text
    assert "a legal hold is on them" in steward.get(f"{ROOT}due/").text
    said = {"reference": area.record.reference.lower(), "reason": "A claim"}
    steward.post(f"{ROOT}hold/", said)
    assert LegalHold.objects.filter(record=area.record).exists()
    for wrong in ({"reference": "XX-1"}, {}, {"reference": "AR-0001", "person": str(ada.pk)}):
        answer = steward.post(f"{ROOT}hold/", wrong | {"reason": "A claim"})
        assert answer.status_code == 422
    found = LegalHold.objects.get(person=ada)
    steward.post(f"{ROOT}holds/{found.pk}/lift/")
    found.refresh_from_db()
    assert found.end is not None


def test_the_manager_sees_the_rules_and_ends_nothing(client, vale):
    retention.left(vale, "Ada")
    client.force_login(foundation.granted("business-manager", vale))
    assert "Look at what is past its rule" not in client.get(ROOT).text
    assert client.get(f"{ROOT}due/").status_code == 404
    assert client.post(f"{ROOT}hold/", {"reason": "x"}).status_code == 404


def test_more_people_ask_no_more_of_the_database(steward, vale):
    retention.left(vale)
    steward.get(f"{ROOT}due/")
    with CaptureQueriesContext(connection) as few:
        steward.get(f"{ROOT}due/")
    for _ in range(2):
        retention.left(vale)
    with CaptureQueriesContext(connection) as many:
        steward.get(f"{ROOT}due/")
    assert len(many) == len(few)
