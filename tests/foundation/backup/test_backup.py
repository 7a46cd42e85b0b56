"""A backup made beside whoever works, restored in an empty place: the same rows, files, heads and keys."""

import json
import os
import random
import shutil
import sqlite3
import threading
import time
from contextlib import closing
from datetime import timedelta
from io import StringIO
from pathlib import Path

import psycopg
import pytest
from django.apps import apps
from django.conf import settings as project
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.utils import timezone

from safeloom.foundation.audit.models import AuditRow
from safeloom.foundation.backup import last, restoring, tables
from safeloom.foundation.backup.envelope import NotWhole
from safeloom.foundation.backup.making import back_up
from safeloom.foundation.backup.restoring import CannotRestore, rehearse, restore
from safeloom.foundation.files.commands import keep_file
from safeloom.foundation.files.models import StoredFile
from safeloom.foundation.identity.models import Person
from safeloom.foundation.identity.private import PrivateContact
from safeloom.foundation.notices.commands import queue_mail
from safeloom.foundation.notices.models import Mail
from tests.architecture.each import of_each
from tests.factories import foundation
from tests.factories import partnership as made
from tests.processes import empty_database, manage, process_of

SECRET = "a secret that is long enough"
GIVEN = {"SAFELOOM_BACKUP_SECRET": SECRET}
# What the restored place says of itself.
ASK = """
import json
from safeloom.foundation.backup import tables
from safeloom.foundation.files.models import StoredFile
from safeloom.foundation.files.queries import opened
from safeloom.foundation.identity.models import Person, Principal
from safeloom.foundation.identity.private import PrivateContact
from safeloom.foundation.notices.models import Mail
told = {model._meta.db_table: tables.digest_of(model) for model in tables.kept()}
Principal.objects.create(kind="person", name="new")
print(json.dumps({
    "tables": told,
    "private": sorted(row.telephone for row in PrivateContact.objects.all()),
    "file": [opened(file).read().decode("latin-1") for file in StoredFile.objects.all()],
    "mail": list(Mail.objects.values_list("state", flat=True)),
}))
"""
PDF = b"%PDF-1.4\n%" + os.urandom(3000) + b"\n%%EOF\n"


@pytest.fixture
def var(tmp_path: Path, settings) -> Path:
    """A folder of its own for files and heads, with a copy of the tests' keys."""
    folder = tmp_path / "var"
    shutil.copytree(project.VAR / "keys", folder / "keys")
    settings.AUDIT_HEADS = folder / "audit-heads"
    settings.STORAGES = settings.STORAGES | {
        "files": settings.STORAGES["files"] | {"OPTIONS": {"location": str(folder / "files")}}
    }
    return folder


@pytest.fixture
def vale(transactional_db, var):
    """A partnership with something of everything: structure, sealed fields, a file, mail, audit."""
    vale = foundation.partnership("vale", "Vale Partnership")
    moor = foundation.partnership("moor", "Moor Partnership")
    agency = made.an_agency(vale, "Vale Council", gss_code="E10000017")
    group = made.a_group(vale)
    made.shared(group, moor)
    ada = made.somebody(vale, "Ada Invented – “é” 漢", work_email="ada@vale.example")
    made.seated(made.a_seat(group, agency=agency), ada)
    foundation.account(ada, password="a long password")
    PrivateContact(partnership=vale, person=ada, telephone="07700 900123").save()
    keep_file(
        by=None, record=agency.record, upload=SimpleUploadedFile("terms.pdf", PDF), title="Terms"
    )
    queue_mail(
        key="x", kind="x", to="a@vale.example", subject="x", text="x", partnership=vale, person=ada
    )
    call_command("tick")
    return vale


def a_backup(folder: Path) -> Path:
    return back_up(folder / "it.backup", SECRET.encode(), print).path


def rows_in(database: str) -> int:
    """How many people and audit rows there are; 0 where there are no tables yet."""
    count = "SELECT (SELECT COUNT(*) FROM foundation_person) + (SELECT COUNT(*) FROM foundation_auditrow)"
    if database.startswith("sqlite"):
        with closing(sqlite3.connect(database.removeprefix("sqlite:///"))) as opened:
            try:
                return opened.execute(count).fetchone()[0]
            except sqlite3.OperationalError:
                return 0
    with psycopg.connect(database.replace("postgres:", "postgresql:")) as opened:
        try:
            return opened.execute(count).fetchone()[0]
        except psycopg.errors.UndefinedTable:
            return 0


def next_number_is_free(database: str) -> bool:
    """Whether the next row of a table that counts its keys gets one that is not taken."""
    if database.startswith("sqlite"):
        return True  # SQLite counts on from the largest by itself
    with psycopg.connect(database.replace("postgres:", "postgresql:")) as opened:
        asked = (
            "SELECT nextval(pg_get_serial_sequence('foundation_membership', 'id')) >"
            " (SELECT max(id) FROM foundation_membership)"
        )
        return opened.execute(asked).fetchone()[0]


def is_as_it_was(var: Path, database: str, digests: dict) -> None:
    """The restored place has the same rows, files and keys, and goes on."""
    status, said = manage(var, "shell", "--no-imports", "-c", ASK, database=database)
    assert status == 0, said
    told = json.loads(said)
    mail = told["tables"].pop("foundation_mail")
    assert told["tables"] == {k: v for k, v in digests.items() if k != "foundation_mail"}
    # What waited may have been sent since: it is not sent again unseen.
    assert mail["rows"] == 1 and told["mail"] == ["in-doubt"]
    assert told["private"] == ["07700 900123"]
    assert told["file"] == [PDF.decode("latin-1")]
    assert (var / "keys" / "encryption").stat().st_mode & 0o777 == 0o600


@pytest.mark.once
def test_killed_anywhere_and_given_again_it_is_the_same_in_an_empty_place(vale, var, tmp_path):
    """From a database into another of its kind, by way of SQLite where that is PostgreSQL."""
    PrivateContact.objects.bulk_create(
        PrivateContact(partnership=vale, person=foundation.person(), address="x" * 200)
        for _ in range(500)
    )
    path, there, chance = a_backup(tmp_path), tmp_path / "there", random.Random()
    _, manifest = rehearse(path, SECRET.encode())
    PrivateContact.objects.filter(telephone_index="").delete()
    assert manifest.tables["foundation_privatecontact"]["rows"] == 501
    everything = sum(
        manifest.tables[f"foundation_{noun}"]["rows"] for noun in ("person", "auditrow")
    )
    with empty_database(tmp_path, "again") as database:
        for _ in range(2):
            process = process_of(there, "restore", str(path), database=database, **GIVEN)
            for line in process.stderr:
                if "is whole" in line:
                    break
            time.sleep(chance.uniform(0, 1))
            process.kill()
            process.wait()
            if rows_in(database):
                break
        if not rows_in(database):
            status, said = manage(there, "restore", str(path), database=database, **GIVEN)
            assert status == 0 and "audit rows proven" in said, said
        assert rows_in(database) == everything
        assert len(list((there / "files").glob("*/*"))) == 1
        assert next_number_is_free(database)
        status, said = manage(there, "restore", str(path), database=database, **GIVEN)
        assert status == 1 and "There are rows already" in said and "Traceback" not in said


def test_it_is_the_same_on_any_database(vale, var, tmp_path):
    path = a_backup(tmp_path)
    _, manifest = rehearse(path, SECRET.encode())
    assert manifest.tables == {
        model._meta.db_table: tables.digest_of(model) for model in tables.kept()
    }
    assert len(manifest.files) == 1 and "vale.jsonl" in manifest.heads
    assert path.stat().st_mode & 0o777 == 0o600 and b"vale" not in path.read_bytes()
    other = f"sqlite:///{tmp_path / 'other.sqlite3'}"
    status, said = manage(tmp_path / "there", "restore", str(path), database=other, **GIVEN)
    assert status == 0, said
    is_as_it_was(tmp_path / "there", other, manifest.tables)


def test_one_moment_while_others_write(vale, var, tmp_path):
    """A person is a principal and a person: in the backup there are as many of the one as of the other."""
    stop, before = threading.Event(), Person.objects.count()

    def work() -> None:
        while not stop.is_set():
            with transaction.atomic():
                foundation.person()
            time.sleep(0.001)
        connection.close()

    writer = threading.Thread(target=work)
    writer.start()
    try:
        while Person.objects.count() == before:
            time.sleep(0.01)
        path = a_backup(tmp_path)
        during = Person.objects.count()
        while Person.objects.count() == during:
            time.sleep(0.01)
    finally:
        stop.set()
        writer.join()
    _, manifest = rehearse(path, SECRET.encode())
    people = manifest.tables["foundation_person"]["rows"]
    principals = manifest.tables["foundation_principal"]["rows"]
    bodies = sum(manifest.tables[f"partnership_{noun}"]["rows"] for noun in ("agency", "group"))
    assert before < people < Person.objects.count()
    assert principals == people + bodies


@pytest.mark.parametrize("harm", ["cut", "altered", "secret"])
def test_what_is_not_whole_is_refused_before_anything_is_written(vale, var, tmp_path, harm):
    path, secret = a_backup(tmp_path), SECRET.encode()
    data = bytearray(path.read_bytes())
    if harm == "cut":
        data = data[:-20]
    elif harm == "altered":
        data[len(data) // 2] ^= 1
    else:
        secret = secret[::-1]
    path.write_bytes(data)
    call_command("flush", verbosity=0, interactive=False)
    with pytest.raises(NotWhole, match="The secret is not" if harm == "secret" else "not whole"):
        restore(path, secret, print)
    assert not Person.objects.exists() and not StoredFile.objects.exists()


@pytest.mark.once
def test_other_keys_or_another_version_are_said_and_nothing_is_written(
    vale, var, tmp_path, settings, monkeypatch
):
    keys = str(settings.ENCRYPTION_KEYS)
    path, secret = a_backup(tmp_path), SECRET.encode()
    heads = {head.name: head.read_bytes() for head in (var / "audit-heads").glob("*.jsonl")}
    call_command("flush", verbosity=0, interactive=False)
    settings.ENCRYPTION_KEYS = "k1:" + "A" * 43 + "="
    with pytest.raises(CannotRestore, match="SAFELOOM_ENCRYPTION_KEYS names other keys"):
        restore(path, secret, print)
    settings.ENCRYPTION_KEYS = f"k9:{'A' * 43}=,{keys}"
    state = restoring.migrations()
    for other, words in (
        (state | {"later": ["0001_initial"]}, "older"),
        (
            {app: names for app, names in state.items() if app != "reports"},
            "newer: it has reports.",
        ),
    ):
        with monkeypatch.context() as patch:
            patch.setattr(restoring, "migrations", lambda other=other: other)
            with pytest.raises(CannotRestore, match=words):
                restore(path, secret, print)
    with monkeypatch.context() as patch:
        patch.setattr(tables, "digest_of", lambda model: {})
        with pytest.raises(CannotRestore, match="Nothing was kept"):
            restore(path, secret, print)
    assert not Person.objects.exists()
    assert {head.name: head.read_bytes() for head in (var / "audit-heads").iterdir()} == heads
    said: list[str] = []
    restore(path, secret, said.append)
    assert PrivateContact.objects.get().telephone == "07700 900123"
    assert Mail.objects.get().state == Mail.State.IN_DOUBT
    assert any("is kept as vale.jsonl.before-" in line for line in said)


@pytest.mark.once
def test_killed_while_it_is_made_there_is_no_file_of_that_name(vale, var, tmp_path):
    PrivateContact.objects.bulk_create(
        PrivateContact(partnership=vale, person=foundation.person(), address="x" * 200)
        for _ in range(1500)
    )
    path, chance = tmp_path / "it.backup", random.Random()
    for _ in range(2):
        process = process_of(var, "backup", str(path), **GIVEN)
        while process.poll() is None and not list(tmp_path.glob("*.unfinished")):
            time.sleep(0.005)
        time.sleep(chance.uniform(0, 0.4))
        process.kill()
        process.wait()
        if path.exists():  # it was done before it was killed
            rehearse(path, SECRET.encode())
            path.unlink()
    rehearse(a_backup(tmp_path), SECRET.encode())
    assert not list(tmp_path.glob("*.unfinished"))


def test_what_stands_in_the_way_is_said(vale, var, tmp_path, settings):
    path = tmp_path / "it.backup"
    path.write_text("mine")
    settings.BACKUP_SECRET = SECRET
    for target, words in (
        (path, "is there already"),
        (tmp_path / "no" / "it", "cannot be written"),
    ):
        with pytest.raises(CommandError, match=words):
            call_command("backup", str(target))
    assert path.read_text() == "mine"
    with pytest.raises(CommandError, match="no archive of"):
        call_command("rehearse", str(path))
    for secret, words in (("", "openssl rand"), ("short", "16 characters")):
        settings.BACKUP_SECRET = secret
        with pytest.raises(CommandError, match=words):
            call_command("backup", str(tmp_path / "x"))
    assert not (tmp_path / "x").exists()


def test_the_commands_say_what_they_did_and_the_audit_that_they_did(vale, var, tmp_path, settings):
    (tmp_path / "secret").write_text(f"{SECRET}\n")
    (tmp_path / "backups").mkdir()
    given = ("--secret-file", str(tmp_path / "secret"))
    place = StoredFile.objects.get().place
    (var / "files" / place).unlink()
    settings.VAR, said = var, StringIO()
    call_command("backup", str(tmp_path / "backups"), *given, stdout=said, stderr=said)
    assert f"Not in the store, so not in the backup: {place}" in said.getvalue()
    (path,) = (tmp_path / "backups").glob("safeloom-*Z.backup")
    assert last.last().name == path.name
    row = AuditRow.objects.get(verb="backup.make")
    assert row.by is None and row.partnership is None
    said = StringIO()
    call_command("rehearse", str(path), *given, stdout=said)
    assert "foundation_mail: 1 rows" in said.getvalue() and "Whole. Made" in said.getvalue()


@pytest.mark.django_db
def test_the_last_one_is_told_and_when_it_is_late(settings, tmp_path):
    settings.VAR = tmp_path
    assert last.last() is None
    now = timezone.now()
    last.keep(now - timedelta(days=1), "it.backup", 12)
    assert (last.last().name, last.last().late) == ("it.backup", False)
    last.keep(now - timedelta(days=3), "it.backup", 12)
    assert last.last().late


@of_each(apps.get_models(include_auto_created=True))
def test_each_table_is_in_it_or_says_why_not(model):
    """A model that is neither managed nor said to pass would be lost unseen."""
    if model in tables.kept():
        assert not tables.why_left_out(model)
        return
    assert model._meta.proxy or len(tables.why_left_out(model)) > 10, model
