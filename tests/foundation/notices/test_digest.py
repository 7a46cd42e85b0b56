"""The digest: one mail a person and working day, of what needs them, and none when nothing does."""

import re
from datetime import UTC, date, datetime, time, timedelta

import pytest
import time_machine
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from safeloom.foundation.encryption.box import unseal
from safeloom.foundation.notices import commands, digest, worker
from safeloom.foundation.notices.models import DigestDay, Mail
from safeloom.foundation.today import ENGLAND
from tests.domain.test_at_once import at_once
from tests.factories import foundation, indicators, partnership
from tests.factories import mail as make

pytestmark = pytest.mark.django_db
FRIDAY = "2026-11-27 07:00:00+00:00"


@pytest.fixture
def asked(vale, settings):
    """The lead of an agency that is asked for two measures, both late."""
    make.use(settings, 9)
    council, area = partnership.an_agency(vale, "Vale Council"), partnership.an_area(vale)
    for key in ("plans", "visits"):
        measure = indicators.measure(vale, key)
        indicators.supply(measure, council, area, start=date(2026, 7, 1))
    return foundation.granted("agency-lead", vale, over=council.principal)


def text_of(mail: Mail) -> str:
    """What stands in a mail."""
    return unseal(mail.sealed, mail.bound_to).decode()


def test_it_says_what_and_how_many_and_where(asked, vale):
    with time_machine.travel(FRIDAY):
        call_command("tick")
    mail = Mail.objects.get()
    assert mail.to == asked.email and mail.subject == "One thing needs you in Safeloom"
    assert mail.partnership == vale and mail.person == asked.person
    told = text_of(mail)
    assert "Returns due\n\n- Vale Council: 2 returns to come (2 late, due 30 October 2026)" in told
    links = re.findall(r"http\S+", told)
    assert links[0].startswith("http://localhost:8000/vale/") and len(links) == 2
    assert links[1] == "http://localhost:8000/account/mail/"


@pytest.mark.parametrize(
    "moment",
    [
        "2026-11-27 06:59:00+00:00",  # too early
        "2026-11-28 09:00:00+00:00",  # Saturday
        "2026-12-28 09:00:00+00:00",  # the holiday for Boxing Day
        "2026-06-26 05:59:00+00:00",  # too early in summer time, too
    ],
)
def test_there_is_none_too_early_or_on_a_day_off(asked, moment):
    with time_machine.travel(moment):
        call_command("tick")
    assert not Mail.objects.exists() and not DigestDay.objects.exists()


def test_the_hour_is_that_of_england_and_of_the_settings(asked, settings):
    settings.DIGEST_HOUR = 8
    with time_machine.travel("2026-11-27 07:30:00+00:00"):
        assert not digest.queue_digests()
    with time_machine.travel("2026-08-28 07:00:00+00:00"):
        assert digest.queue_digests() == ""  # the hour has come, and nothing is due yet
        assert DigestDay.objects.get().finished


@pytest.mark.parametrize("hour", [1, 7])
@pytest.mark.parametrize(
    "change", [date(2026, 3, 29), date(2026, 10, 25), date(2028, 2, 29)], ids=["23h", "25h", "leap"]
)
def test_there_is_one_a_london_day_whatever_the_clocks_do(
    asked, settings, monkeypatch, change, hour
):
    """With Sundays counted as working days, for clocks change on one; and at the hour that is not there in
    March and twice there in October."""
    monkeypatch.setattr(digest, "is_working_day", lambda day: True)
    monkeypatch.setattr(digest, "queue_digest", lambda account, day: days.append((day, now())))
    settings.DIGEST_HOUR, days = hour, []

    def now() -> datetime:
        return datetime.now(ENGLAND)

    instant = datetime.combine(change, time(), ENGLAND).astimezone(UTC) - timedelta(days=1)
    end = instant + timedelta(days=3)
    while instant < end:
        with time_machine.travel(instant, tick=False):
            digest.queue_digests()
        instant += timedelta(minutes=20)
    assert [day for day, _ in days] == [change + timedelta(days=each) for each in (-1, 0, 1)]
    for day, at in days:
        first = 2 if (change.month, day, hour) == (3, change, 1) else hour
        assert (at.date(), at.hour, at.minute, at.fold) == (day, first, 0, 0)


def test_it_is_silent_when_nothing_needs_somebody(asked, vale):
    foundation.granted("scrutineer", vale)
    foundation.granted("agency-lead", vale, over=partnership.an_agency(vale).principal)
    foundation.account()
    with time_machine.travel(FRIDAY):
        assert digest.queue_digests() == "digests queued: 1"


def test_who_does_not_want_it_or_may_not_come_in_gets_none(asked, vale):
    commands.choose_mail(by=asked.person, person=asked.person, digest=False)
    other = foundation.granted("agency-lead", vale, principal=asked.person.principal)
    foundation.grant(other.person.principal, "business-manager", vale)
    other.is_active = False
    other.save()
    with time_machine.travel(FRIDAY):
        assert digest.queue_digests() == ""
    commands.choose_mail(by=asked.person, person=asked.person, digest=True)
    with time_machine.travel("2026-11-30 09:00:00+00:00"):
        assert digest.queue_digests() == "digests queued: 1"


def test_one_a_day_and_none_while_the_last_one_waits(asked):
    for moment, mails in ((FRIDAY, 1), ("2026-11-27 15:00:00+00:00", 1)):
        with time_machine.travel(moment):
            digest.queue_digests()
        assert Mail.objects.count() == mails
    with time_machine.travel("2026-11-30 09:00:00+00:00"):
        digest.queue_digests()
    assert Mail.objects.count() == 1
    Mail.objects.update(state="sent")
    with time_machine.travel("2026-12-01 09:00:00+00:00"):
        digest.queue_digests()
    assert Mail.objects.count() == 2


def test_without_a_mail_server_none_pile_up(asked, settings):
    settings.EMAIL_HOST = ""
    with time_machine.travel(FRIDAY):
        assert digest.queue_digests() == ""
    assert not Mail.objects.exists()


def test_it_goes_on_where_it_was_ended(asked, vale, monkeypatch):
    monkeypatch.setattr(digest, "BATCH", 2)
    monkeypatch.setattr(digest, "MOST_SECONDS", -1)
    council = asked.person.principal.grants.get().over
    for _ in range(4):
        foundation.granted("agency-lead", vale, over=council)
    with time_machine.travel(FRIDAY):
        assert digest.queue_digests() == ""  # no time at all: nothing is begun, nothing is lost
        monkeypatch.setattr(digest, "MOST_SECONDS", 20)
        run = DigestDay.objects.get()
        digest._batch(run)
        assert Mail.objects.count() == 2 and not DigestDay.objects.get().finished
        assert digest.queue_digests() == "digests queued: 3"
    assert DigestDay.objects.get().finished and Mail.objects.count() == 5


def test_a_finished_day_costs_one_query(asked):
    with time_machine.travel(FRIDAY, tick=False):
        digest.queue_digests()
        with CaptureQueriesContext(connection) as queries:
            digest.queue_digests()
    assert len(queries) == 1


def test_two_partnerships_one_mail(asked, vale):
    moor = foundation.partnership("moor", "Moor Partnership")
    agency, area = partnership.an_agency(moor, "Moor Health"), partnership.an_area(moor)
    measure = indicators.measure(moor, "plans")
    indicators.supply(measure, agency, area, start=date(2026, 7, 1))
    foundation.grant(asked.person.principal, "agency-lead", moor, over=agency.principal)
    with time_machine.travel(FRIDAY):
        assert digest.queue_digests() == "digests queued: 1"
    mail = Mail.objects.get()
    assert mail.subject == "2 things need you in Safeloom" and mail.partnership is None
    assert "- Moor Partnership: Moor Health: 1 return to come" in text_of(mail)


@pytest.mark.django_db(transaction=True)
def test_of_two_ticks_at_once_each_person_gets_one(asked, vale):
    council = asked.person.principal.grants.get().over
    for _ in range(5):
        foundation.granted("agency-lead", vale, over=council)
    with time_machine.travel(FRIDAY):
        found = at_once(digest.queue_digests, digest.queue_digests, digest.queue_digests)
    assert not [one for one in found if isinstance(one, Exception)], found
    assert Mail.objects.count() == 6 and Mail.objects.values("person").distinct().count() == 6


def test_it_arrives(asked, vale, server):
    with time_machine.travel(FRIDAY):
        call_command("tick")
        worker.drain()
    (got,) = server.took
    assert got["To"] == asked.email and "Vale Council: 2 returns" in got.get_content()
