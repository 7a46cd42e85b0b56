"""Altering, deleting, reordering or cutting off audit rows is always noticed."""

import os
import subprocess
import sys
from contextlib import contextmanager

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction

from safeloom.foundation.audit import chain, commands, tick
from safeloom.foundation.audit.models import AuditRow, AuditSeal
from safeloom.foundation.records.commands import open_record
from tests.factories import foundation

pytestmark = pytest.mark.django_db


@pytest.fixture
def heads(settings, tmp_path):
    """A folder for the heads outside the database."""
    settings.AUDIT_HEADS = tmp_path / "heads"
    return settings.AUDIT_HEADS


@pytest.fixture
def vale(heads):
    """A partnership with twelve sealed rows, and three of the installation's."""
    vale = foundation.partnership("vale")
    clerk = foundation.person()
    for number in range(12):
        commands.write(
            by=clerk,
            verb="agency.change",
            subject=f"AG-{number:04d}",
            partnership=vale,
            before={"name": f"Old {number}"},
            after={"name": f"New {number}", "count": number, "gone": None},
        )
    for number in range(3):
        commands.write(by=None, verb="sign-in", subject=f"account {number}")
    chain.seal_rows()
    return vale


def test_of_a_record_the_reference_and_the_partnership_are_its_own(heads) -> None:
    vale = foundation.partnership("vale")
    record = open_record(partnership=vale, kind="agency", prefix="AG", title="An agency")
    row = commands.write(by=None, verb="agency.change", record=record)
    assert (row.subject, row.partnership) == (record.reference, vale)
    line = commands.write(by=None, verb="plan-line.add", subject="its third line", record=record)
    assert (line.subject, line.partnership) == ("its third line", vale)
    with pytest.raises(ValueError, match="what it is about"):
        commands.write(by=None, verb="agency.change")


@contextmanager
def an_intruder():
    """Somebody with the database's own rights, who first takes the triggers away."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL session_replication_role = replica")
        else:
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
            for (name,) in cursor.fetchall():
                cursor.execute(f"DROP TRIGGER {name}")
        yield cursor
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL session_replication_role = origin")


def seals(partnership):
    return list(AuditSeal.objects.filter(chain=partnership.pk).order_by("position"))


def stored(value):
    return AuditRow._meta.pk.get_db_prep_value(value, connection)


def test_untouched_chains_hold(vale):
    verdict = chain.verify()
    assert (verdict.proven, verdict.unsealed, verdict.faults) == (15, 0, ())


def test_rows_not_yet_sealed_are_counted_apart(vale):
    commands.write(by=None, verb="agency.add", subject="AG-0099", partnership=vale)
    verdict = chain.verify()
    assert (verdict.proven, verdict.unsealed, verdict.faults) == (15, 1, ())
    assert chain.seal_rows() == 1
    assert chain.seal_rows() == 0
    assert chain.verify().proven == 16


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("verb", "agency.look"),
        ("subject", "AG-9999"),
        ("reason", "because"),
        ("at", "2020-01-01 00:00:00+00:00"),
        ("after", '{"name": "Forged"}'),
    ],
)
def test_an_altered_row_is_named(vale, column, value):
    victim = seals(vale)[4]
    with an_intruder() as cursor:
        cursor.execute(
            f"UPDATE foundation_auditrow SET {column} = %s WHERE id = %s",
            [value, stored(victim.row_id)],
        )
    (fault,) = chain.verify().faults
    assert (fault.chain, fault.position) == ("vale", 5)
    assert "altered" in fault.problem


def test_a_row_moved_to_another_chain_is_named(vale):
    victim = seals(vale)[4]
    with an_intruder() as cursor:
        cursor.execute(
            "UPDATE foundation_auditrow SET partnership_id = NULL WHERE id = %s",
            [stored(victim.row_id)],
        )
    (fault,) = chain.verify().faults
    assert (fault.chain, fault.position) == ("vale", 5)


def test_a_deleted_row_is_named(vale):
    victim = seals(vale)[6]
    with an_intruder() as cursor:
        key = [stored(victim.row_id)]
        cursor.execute("DELETE FROM foundation_auditseal WHERE row_id = %s", key)
        cursor.execute("DELETE FROM foundation_auditrow WHERE id = %s", key)
    (fault,) = chain.verify().faults
    assert (fault.chain, fault.position, fault.problem) == ("vale", 7, "the row is missing")


def test_a_deleted_row_whose_place_was_closed_up_is_named(vale):
    places = seals(vale)
    with an_intruder() as cursor:
        key = [stored(places[6].row_id)]
        cursor.execute("DELETE FROM foundation_auditseal WHERE row_id = %s", key)
        cursor.execute("DELETE FROM foundation_auditrow WHERE id = %s", key)
        for seal in places[7:]:
            cursor.execute(
                "UPDATE foundation_auditseal SET position = %s WHERE row_id = %s",
                [seal.position - 1, stored(seal.row_id)],
            )
    (fault,) = chain.verify().faults
    assert (fault.chain, fault.position) == ("vale", 7)


def test_reordered_rows_are_named(vale):
    first, second = seals(vale)[2:4]
    with an_intruder() as cursor:
        for position, seal in ((99, first), (3, second), (4, first)):
            cursor.execute(
                "UPDATE foundation_auditseal SET position = %s WHERE row_id = %s",
                [position, stored(seal.row_id)],
            )
    (fault,) = chain.verify().faults
    assert (fault.chain, fault.position) == ("vale", 3)


def cut_off(vale, keep):
    with an_intruder() as cursor:
        for seal in seals(vale)[keep:]:
            key = [stored(seal.row_id)]
            cursor.execute("DELETE FROM foundation_auditseal WHERE row_id = %s", key)
            cursor.execute("DELETE FROM foundation_auditrow WHERE id = %s", key)


def test_cut_off_rows_are_noticed_by_the_head_outside(vale, heads):
    chain.write_heads("daily")
    cut_off(vale, keep=9)
    (fault,) = chain.verify().faults
    assert (fault.chain, fault.position) == ("vale", 10)
    assert "cut off: 12 were there" in fault.problem


def test_the_daily_head_is_written_once_also_where_the_installation_wrote_nothing(heads):
    vale = foundation.partnership("vale")
    commands.write(by=None, verb="agency.change", subject="AG-0001", partnership=vale)
    chain.seal_rows()
    assert tick.daily_head() == "audit heads written: 1"
    assert tick.daily_head() == ""
    assert len(chain.heads_written("vale")) == 1


def test_a_tail_rewritten_from_the_start_is_noticed_by_the_head_outside(vale, heads):
    chain.write_heads("sign-off")
    cut_off(vale, keep=9)
    for _ in range(3):
        commands.write(by=None, verb="agency.change", subject="forged", partnership=vale)
    chain.seal_rows()
    (fault,) = chain.verify().faults
    assert (fault.chain, fault.position) == ("vale", 12)
    assert "written outside" in fault.problem


def test_a_row_whose_seal_was_taken_and_given_anew_is_noticed(vale):
    victim = seals(vale)[3]
    with an_intruder() as cursor:
        cursor.execute(
            "DELETE FROM foundation_auditseal WHERE row_id = %s", [stored(victim.row_id)]
        )
    chain.seal_rows()
    (fault,) = chain.verify().faults
    assert (fault.chain, fault.position) == ("vale", 4)


def test_the_database_refuses_to_alter_or_remove(vale):
    row = AuditRow.objects.filter(partnership=vale).first()
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        AuditRow.objects.filter(pk=row.pk).update(verb="agency.look")
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        AuditSeal.objects.filter(pk=row.pk).delete()
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        AuditSeal.objects.filter(pk=row.pk).update(position=77)


def test_the_tick_seals_and_writes_the_head_once_a_day(vale, heads, capsys):
    commands.write(by=None, verb="agency.add", subject="AG-0099", partnership=vale)
    call_command("tick")
    call_command("tick")
    assert chain.verify().unsealed == 0
    assert [entry["count"] for entry in chain.heads_written("vale")] == [13]
    assert [entry["count"] for entry in chain.heads_written("installation")] == [3]


def test_the_command_names_the_fault_and_fails(vale, capsys):
    call_command("verify_audit")
    assert "15 audit rows proven, 0 not yet sealed." in capsys.readouterr().out
    victim = seals(vale)[4]
    with an_intruder() as cursor:
        cursor.execute(
            "UPDATE foundation_auditrow SET verb = 'x' WHERE id = %s", [stored(victim.row_id)]
        )
    with pytest.raises(SystemExit) as ended:
        call_command("verify_audit")
    assert ended.value.code == 1
    assert "vale, row 5: the row was altered or moved." in capsys.readouterr().out


def test_nothing_changed_writes_nothing_and_a_change_writes_before_and_after(vale):
    many = AuditRow.objects.count()
    with commands.changing(vale, by=None, verb="partnership.change", subject="vale"):
        pass
    assert AuditRow.objects.count() == many
    with commands.changing(
        vale, by=None, verb="partnership.change", subject="vale", partnership=vale
    ):
        vale.name = "Vale and Down"
        vale.save()
    row = AuditRow.objects.get(verb="partnership.change")
    assert row.before == {"name": "Vale Partnership"}
    assert row.after == {"name": "Vale and Down"}


@pytest.mark.django_db(transaction=True)
def test_writers_do_not_wait_for_the_sealer_nor_for_each_other(heads, tmp_path):
    """Eight processes write to their own partnerships while a sealer runs: nothing is lost, nothing
    is locked out, and every chain holds."""
    keys = [foundation.partnership().key for _ in range(4)]
    writer = (
        "import django; django.setup();"
        "from safeloom.foundation.audit import commands, chain;"
        "from safeloom.foundation.identity.models import Partnership;"
        "import sys; p = Partnership.objects.get(key=sys.argv[1]);"
        "[(commands.write(by=None, verb='x.y', subject=str(n), partnership=p),"
        "  n % 10 or chain.seal_rows()) for n in range(30)]"
    )
    name = connection.settings_dict["NAME"]
    server = os.environ.get("DATABASE_URL", "sqlite:///x").rpartition("/")[0]
    url = f"{server}/{name}" if connection.vendor == "postgresql" else f"sqlite:///{name}"
    started = [
        subprocess.Popen(
            [sys.executable, "-c", writer, key],
            env={
                **os.environ,
                "DATABASE_URL": url,
                "DJANGO_SETTINGS_MODULE": "safeloom.config.settings",
            },
        )
        for key in keys
    ]
    assert [process.wait(timeout=120) for process in started] == [0, 0, 0, 0]
    chain.seal_rows()
    verdict = chain.verify()
    assert (verdict.proven, verdict.unsealed, verdict.faults) == (120, 0, ())
