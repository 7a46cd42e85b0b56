"""Two people at once: nothing is written twice, nothing is lost, and who comes second is told why.

SQLite has one writer at a time; PostgreSQL shows what is not held together.
"""

import threading
from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import connections

from safeloom.domain.indicators import commands, imports
from safeloom.domain.indicators.entries import entry_for
from safeloom.domain.indicators.models import Restatement, Return, Supply
from safeloom.domain.partnership.commands import people
from safeloom.foundation.access.commands import accounts, grants
from safeloom.foundation.access.models import Grant
from safeloom.foundation.audit import chain
from safeloom.foundation.audit import commands as audit
from safeloom.foundation.records.commands import Stale
from safeloom.foundation.today import today
from safeloom.kernel.period_reading import read_period
from safeloom.web.imports import accepting, held
from safeloom.web.uploads import RowsRefused, read_table
from tests.factories import foundation
from tests.factories import indicators as make
from tests.factories import partnership as structure

pytestmark = pytest.mark.django_db(transaction=True)
SPRING = read_period("Q1 2026-27")


@pytest.fixture
def vale(settings, tmp_path):
    """A partnership."""
    settings.AUDIT_HEADS = tmp_path / "heads"
    return foundation.partnership("vale")


def at_once(*tasks: Callable) -> list:
    """What each task gave or raised, all begun at the same moment."""
    gate, found = threading.Barrier(len(tasks)), [None] * len(tasks)

    def run(place: int, task: Callable) -> None:
        gate.wait()
        try:
            found[place] = task()
        except Exception as problem:
            found[place] = problem
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=each) for each in enumerate(tasks)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return found


def refused(found: list, *kinds: type[Exception]) -> int:
    """How many were refused; whatever else was raised fails the test."""
    problems = [one for one in found if isinstance(one, Exception)]
    assert all(isinstance(one, kinds) for one in problems), problems
    return len(problems)


def test_a_return_is_entered_once(vale):
    measure, area = make.measure(vale, "plans"), structure.an_area(vale)
    entries = [entry_for(measure, SPRING, area, value=Decimal(n), seen=0) for n in range(3)]
    found = at_once(
        *(
            lambda one=one: commands.enter_return(by=None, entry=one, day=make.LATER)
            for one in entries
        )
    )
    assert refused(found, Stale, RowsRefused) == 2
    assert Return.objects.count() == 1 and not Restatement.objects.exists()


def test_a_return_is_restated_by_one_who_saw_it(vale):
    measure, area = make.measure(vale, "plans"), structure.an_area(vale)
    make.returned(measure, "Q1 2026-27", area, 5)
    old = Return.objects.get()
    again = {"found": old, "seen": 1, "reason": "Counted again", "day": make.LATER}
    found = at_once(
        *(
            lambda n=n: commands.restate_return(by=None, value=Decimal(n), **again)
            for n in (10, 11, 12)
        )
    )
    assert refused(found, Stale) == 2
    old.refresh_from_db()
    assert old.revision == 2 and Restatement.objects.get().value == 5


def test_a_file_is_accepted_once(vale):
    make.measure(vale, "plans")
    structure.an_area(vale, "Ashby")
    account = foundation.account()
    sent = b"measure,area,period,value\nplans,Ashby,Q1 2026-27,7\n"
    held.hold(account=account, partnership=vale, kind="returns", name="returns.csv", data=sent)
    kept, data = held.held(account=account, partnership=vale, kind="returns")
    seen = imports.preview_table(vale, read_table(data), day=make.LATER)
    said = {"upload": kept, "preview": seen, "by": account.person}
    found = at_once(*(lambda: accepting.accept(**said),) * 3)
    assert refused(found, accepting.AlreadyAccepted) == 2
    assert Return.objects.count() == 1 and not Restatement.objects.exists()


def test_one_agency_is_asked(vale):
    measure, area = make.measure(vale, "plans"), structure.an_area(vale)
    asked = [structure.an_agency(vale) for _ in range(3)]
    found = at_once(
        *(
            lambda one=one: commands.ask_for(by=None, measure=measure, agency=one, area=area)
            for one in asked
        )
    )
    assert refused(found, ValidationError) == 2 and Supply.objects.count() == 1


def test_a_role_is_given_once_and_the_last_manager_stays(vale):
    scrutineer = structure.somebody(vale).principal
    give = {"partnership": vale, "principal": scrutineer, "role": "scrutineer"}
    found = at_once(*(lambda: grants.give_role(by=None, **give),) * 3)
    assert refused(found, ValidationError) == 2
    managers = [foundation.granted("business-manager", vale) for _ in range(2)]
    held_now = [manager.person.principal.grants.get() for manager in managers]
    yesterday = today() - timedelta(days=1)
    found = at_once(
        *(
            lambda one=one: grants.end_role(by=None, grant=one, last_day=yesterday)
            for one in held_now
        )
    )
    assert refused(found, ValidationError) == 1
    assert Grant.objects.as_at(today()).filter(role="business-manager").count() == 1


def test_one_address_is_one_persons(vale):
    new = people.NewPerson(name="Ash", work_email="ash@vale.example")
    found = at_once(*(lambda: people.add(by=None, partnership=vale, new=new),) * 3)
    assert refused(found, ValidationError) == 2


def test_a_link_is_used_once(vale):
    secret = accounts.make_link(by=None, partnership=None, account=foundation.account())
    words = "heron under nine lamps"
    found = at_once(*(lambda: accounts.use_link(secret=secret, password=words),) * 3)
    assert refused(found, accounts.LinkSpent) == 2


def test_sealers_and_writers_leave_one_whole_chain(vale):
    def write() -> None:
        for _ in range(20):
            audit.write(by=None, verb="test.write", subject="x", partnership=vale)

    assert not refused(at_once(write, chain.seal_rows, write, chain.seal_rows))
    chain.seal_rows()
    verdict = chain.verify()
    assert verdict.proven == 40 and not verdict.faults and not verdict.unsealed
