"""Steps of records: one at a time, each once in the audit, the state worked out from the last."""

import threading
from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from safeloom.foundation.audit.models import AuditRow
from safeloom.foundation.records.commands import Stale, open_record
from safeloom.foundation.records.models import Record
from safeloom.foundation.workflow.commands import take_step
from safeloom.foundation.workflow.models import Move
from safeloom.foundation.workflow.queries import moves_of, state_after, stays, with_state
from tests.factories import foundation
from tests.kernel.test_workflow import FLOW


def a_record() -> Record:
    here = foundation.partnership("vale")
    return open_record(partnership=here, kind="thing", prefix="TH", title="A thing")


def step(record: Record, key: str, **said) -> Move:
    said = {"by": None, "verb": f"thing.{key}"} | said
    return take_step(record=record, workflow=FLOW, step=key, **said)


@pytest.mark.django_db
def test_the_state_is_worked_out_from_the_last_step() -> None:
    record, person = a_record(), foundation.person()
    began = datetime.now(UTC) - timedelta(days=2)
    assert state_after(moves_of(record), "open") == "open"
    step(record, "hold", by=person, at=began + timedelta(days=1))
    with pytest.raises(ValidationError, match="On hold"):
        step(record, "hold")
    with pytest.raises(ValidationError, match="Say why"):
        step(record, "close", reason=" ")
    with pytest.raises(ValidationError, match="after the last step"):
        step(record, "go-on", at=began)
    step(record, "close", reason="It is done", seen=1)
    moves = moves_of(record)
    assert state_after(moves, "open") == "done"
    assert [each.state for each in stays(moves, "open", began)] == ["open", "held", "done"]
    assert stays(moves, "open", began)[0].end == began + timedelta(days=1)
    row = with_state(Record.objects.filter(pk=record.pk), "open", "pk").get()
    assert (row.state, row.state_since) == ("done", moves[-1].at)
    written = AuditRow.objects.filter(record=record).values_list("verb", "by")
    assert set(written) == {("thing.hold", person.pk), ("thing.close", None)}
    with pytest.raises(Stale):
        step(record, "hold", seen=1)


@pytest.mark.django_db(transaction=True)
def test_of_two_at_once_one_goes_and_the_other_is_told() -> None:
    record = a_record()
    told: list[str] = []
    ready = threading.Barrier(2)

    def close() -> None:
        ready.wait()
        try:
            step(record, "close", reason="Mine", seen=0)
            told.append("went")
        except Stale:
            told.append("stale")
        finally:
            connection.close()

    both = [threading.Thread(target=close) for _ in range(2)]
    for each in both:
        each.start()
    for each in both:
        each.join()
    assert sorted(told) == ["stale", "went"] and Move.objects.count() == 1
