"""A session lasts from click to click, and most clicks write nothing."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from safeloom.foundation.identity.models import Session
from tests.factories import foundation

pytestmark = pytest.mark.django_db


@pytest.fixture
def inside() -> Client:
    client = Client()
    client.force_login(foundation.account())
    return client


def left(**since) -> None:
    """Let the last save of every session lie so far back."""
    hour = timedelta(minutes=60)
    Session.objects.update(expire_date=timezone.now() + hour - timedelta(**since))


def writes(client: Client) -> int:
    with CaptureQueriesContext(connection) as asked:
        assert client.get("/account/").status_code == 200
    return sum(
        query["sql"].startswith("UPDATE") and Session._meta.db_table in query["sql"]
        for query in asked
    )


def test_a_click_soon_after_another_writes_nothing(inside):
    left(seconds=20)
    assert writes(inside) == 0


def test_a_click_after_a_minute_begins_the_hour_anew(inside):
    left(seconds=70)
    assert writes(inside) == 1
    assert Session.objects.get().expire_date > timezone.now() + timedelta(minutes=59)
    assert writes(inside) == 0


def test_a_click_after_the_hour_is_a_strangers(inside):
    left(minutes=60, seconds=1)
    assert inside.get("/account/").status_code == 302


def test_short_sessions_in_use_last_as_well(inside, settings):
    settings.SESSION_COOKIE_AGE = 60
    Session.objects.update(expire_date=timezone.now() + timedelta(seconds=58))
    assert writes(inside) == 1
