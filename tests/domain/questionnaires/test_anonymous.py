"""Of an anonymous answer nothing is kept but what was answered, where, and on which day."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from uuid import UUID

import pytest
import time_machine
from django.apps import apps
from django.db import connection

from safeloom.domain.questionnaires.commands.anonymous import submit_anonymous
from safeloom.domain.questionnaires.commands.answering import Closed
from safeloom.domain.questionnaires.commands.losing_order import mix_yesterday
from safeloom.domain.questionnaires.commands.submitting import NotReady
from safeloom.domain.questionnaires.definitions import Given
from safeloom.domain.questionnaires.models import Answer, Response
from safeloom.foundation.today import today
from tests.factories import questionnaires as build

SAID = {
    "led": Given(options=("no",)),
    "why": Given(text="Nobody asks us."),
    "staff": Given(number=Decimal(3)),
    "checks": Given(options=("dbs", "right")),
    "reviewed": Given(day=date(2026, 3, 4)),
}
WRITTEN = {
    "questionnaires_response",
    "questionnaires_answer",
    "questionnaires_answeroption",
}


@pytest.fixture
def link(vale):
    """An address that hangs somewhere."""
    return build.an_open_link(build.a_campaign(vale, anonymous=True))


def everything() -> dict[str, list]:
    """Every row of every table, of Django's and ours."""
    found = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            if table.startswith(("sqlite_", "django_migrations")):
                continue
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            found[table] = sorted(map(repr, cursor.fetchall()))
    return found


def test_only_the_answers_and_their_day_are_written(link) -> None:
    before = everything()
    assert len(before) >= len(apps.get_models())
    response = submit_anonymous(campaign=link.campaign, link=link, given=SAID)
    after = everything()
    assert {table for table in after if after[table] != before[table]} == WRITTEN
    row = Response.objects.values().get(pk=response.pk)
    assert row == {
        "id": response.pk,
        "campaign_id": link.campaign_id,
        "through_id": link.pk,
        "submitted_on": today(),
        **dict.fromkeys(("record_id", "agency_id", "person_id", "about_id")),
    }
    answers = Answer.objects.all()
    assert {one.question.key for one in answers} == set(SAID)
    assert {(one.by_id, one.at, one.counts, one.revision) for one in answers} == {
        (None, None, True, 1)
    }
    # Keys by lot: those made from the time are of version 7.
    assert {row.pk.version for row in (response, *answers)} == {4}


def test_neither_file_nor_database_tells_in_which_order_answers_came(link) -> None:
    arrived = [submit_anonymous(campaign=link.campaign, link=link, given=SAID).pk for _ in range(8)]
    place, moved = "rowid", True
    if connection.vendor == "postgresql":
        place, moved = "ctid", False
        assert mix_yesterday() == "", "not before the day is over"
        with time_machine.travel(datetime.now(UTC) + timedelta(days=1)):
            assert mix_yesterday() == "anonymous responses mixed: 8"
            assert mix_yesterday() == ""
    for table, whose in (("response", "id"), ("answer", "response_id")):
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT {whose} FROM questionnaires_{table} ORDER BY {place}")
            lie = list(dict.fromkeys(UUID(str(key)) for (key,) in cursor.fetchall()))
            if not moved:
                cursor.execute(f"SELECT count(DISTINCT xmin::text) FROM questionnaires_{table}")
                assert cursor.fetchone() == (1,), "the number of the transaction tells the time"
        assert set(lie) == set(arrived) and lie != arrived, table


def test_what_is_missing_is_told_and_nothing_written(link) -> None:
    with pytest.raises(NotReady) as refused:
        submit_anonymous(campaign=link.campaign, link=link, given={})
    assert [one.question.key for one in refused.value.evaluation.in_the_way] == ["led"]
    assert not Response.objects.exists()


def test_what_does_not_apply_is_not_kept(link) -> None:
    said = {"led": Given(options=("yes",)), "why": Given(text="Secret")}
    submit_anonymous(campaign=link.campaign, link=link, given=said)
    assert [one.question.key for one in Answer.objects.all()] == ["led"]


def test_where_and_when_nothing_is_taken(vale, link) -> None:
    other = build.an_open_link(build.a_campaign(vale, anonymous=True))
    named = build.a_campaign(vale)
    over = build.a_campaign(
        vale, anonymous=True, opens=today() - timedelta(9), due=today() - timedelta(1)
    )
    stopped = build.an_open_link(link.campaign, stopped=link.made)
    for campaign, through in (
        (link.campaign, other),
        (named, build.an_open_link(named)),
        (over, build.an_open_link(over)),
        (link.campaign, stopped),
    ):
        with pytest.raises(Closed):
            submit_anonymous(campaign=campaign, link=through, given=SAID)
    assert not Response.objects.exists()
