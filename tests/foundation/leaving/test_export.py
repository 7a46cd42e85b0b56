"""Everything of a partnership, nothing of another, exactly, and harmless where it is opened."""

import csv
import hashlib
from collections.abc import Iterator
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from safeloom.domain.partnership.commands import lines, people, private
from safeloom.domain.partnership.models import Group
from safeloom.foundation.audit.models import AuditRow
from safeloom.foundation.files.models import StoredFile
from safeloom.foundation.identity.models import Partnership, Person, Principal
from safeloom.foundation.leaving.cells import why_empty
from safeloom.foundation.leaving.rows import exported, rows_of
from safeloom.kernel.cells import guarded
from tests.factories import foundation
from tests.factories import partnership as made
from tests.factories.files import PDF, upload

pytestmark = pytest.mark.django_db
NUMBER, ADDRESS = "07700 900123", "7 Invented Row\nVale"


@pytest.fixture
def folder(tmp_path: Path, settings) -> Path:
    settings.STORAGES = settings.STORAGES | {
        "files": settings.STORAGES["files"] | {"OPTIONS": {"location": str(tmp_path / "kept")}}
    }
    return tmp_path / "out"


@pytest.fixture
def vale(folder: Path) -> Partnership:
    """A partnership that shares a person and a group with another."""
    from safeloom.foundation.files.commands import keep_file

    vale = foundation.partnership("vale", "Vale Partnership")
    moor = foundation.partnership("moor", "Moor Partnership")
    agency = made.an_agency(vale, "=Vale & “Partners”", start=None)
    theirs = made.an_agency(moor, "Moor Council")
    group, panel = made.a_group(vale, "Vale Board"), made.a_group(moor, "Moor Panel")
    made.shared(panel, vale)
    ada = made.somebody(vale, "Ada\tInvented", work_email="ada@vale.example")
    people.enter(by=None, partnership=moor, person=ada, start=None)
    bob = made.somebody(moor, "Bob Elsewhere")
    made.in_post(made.a_post(theirs, "Clerk of Moor"), bob)
    made.seated(made.a_seat(group, "Seat of Vale", agency=agency), ada)
    made.seated(made.a_seat(panel, "Seat of Moor", agency=theirs), ada)
    said = {"person": ada, "seen": None, "address": ADDRESS}
    private.keep(by=None, partnership=vale, telephone=NUMBER, **said)
    private.keep(by=None, partnership=moor, telephone="07700 900999", **said)
    keep_file(by=None, record=agency.record, upload=upload())
    keep_file(by=None, record=theirs.record, upload=upload("Theirs.pdf"))
    foundation.account(ada, email="ada@vale.example", password="a long password")
    return vale


def written(folder: Path, *options: str) -> str:
    said = StringIO()
    call_command("export", "vale", str(folder), *options, stdout=said, stderr=said)
    return said.getvalue()


def table(folder: Path, name: str) -> list[dict[str, str]]:
    with (folder / f"{name}.csv").open(encoding="utf-8-sig", newline="") as opened:
        return [
            {key: value.removeprefix("'") for key, value in row.items()}
            for row in csv.DictReader(opened)
        ]


def everything(folder: Path) -> str:
    return "".join(
        path.read_text(encoding="utf-8", errors="replace")
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    )


def test_it_is_all_there_exactly_and_of_this_partnership_alone(vale, folder):
    said = written(folder, "--with-private")
    assert ", 1 files" in said
    tables = folder / "tables"
    names = {row["name"] for row in table(tables, "foundation_principal")}
    assert {"=Vale & “Partners”", "Ada Invented", "Vale Board"} <= names
    assert ",'=Vale" in (tables / "foundation_principal.csv").read_text()
    (contact,) = table(tables, "foundation_privatecontact")
    assert (contact["telephone"], contact["address"]) == (NUMBER, ADDRESS)
    assert "telephone_index" not in contact
    (account,) = table(tables, "foundation_account")
    assert account["email"] == "ada@vale.example" and "password" not in account
    whole = everything(folder)
    for theirs in ("Moor Council", "Moor Panel", "Bob", "Clerk of Moor", "Seat of Moor", "900999"):
        assert theirs not in whole, theirs
    assert "pbkdf2" not in whole and "md5$" not in whole
    (file,) = table(folder, "files")
    path = folder / "files" / file["path in files/"]
    assert path.read_bytes() == PDF and file["SHA-256"] == hashlib.sha256(PDF).hexdigest()
    assert "Vale Partnership: everything, as it was on" in (folder / "README.txt").read_text()
    row = AuditRow.objects.get(verb="partnership.export")
    assert row.partnership == vale and row.after == {"with_private": True}


def test_without_the_flag_what_is_sealed_stays_sealed(vale, folder):
    said = written(folder)
    assert "--with-private" in said
    assert NUMBER not in everything(folder) and "Invented Row" not in everything(folder)
    assert list(table(folder / "tables", "foundation_privatecontact")[0]) == [
        "id",
        "partnership_id",
        "person_id",
        "revision",
    ]
    told = {(row["table"], row["column"]): row for row in table(folder, "dictionary")}
    told = told["foundation_privatecontact", "telephone"]
    assert told["content"] == "left out: sealed, and written only with --with-private"
    assert told["personal"] == "yes" and told["kept"] and told["then"] == "left empty"


def test_each_row_and_column_is_there_once_and_explained(vale, folder):
    written(folder, "--with-private")
    counts = {row["table"]: int(row["rows"]) for row in table(folder, "tables")}
    told = {(row["table"], row["column"]): row for row in table(folder, "dictionary")}
    for model in exported():
        name = model._meta.db_table
        rows = table(folder / "tables", name)
        expected = rows_of(model, vale)
        assert len(rows) == counts[name] == expected.count(), name
        key = model._meta.pk.column
        assert {row[key] for row in rows} == {
            str(pk) for pk in expected.values_list("pk", flat=True)
        }
        columns = {f.column for f in model._meta.local_concrete_fields if not why_empty(f, True)}
        with (folder / "tables" / f"{name}.csv").open(encoding="utf-8-sig", newline="") as opened:
            assert set(next(csv.reader(opened))) == columns
        for column in columns:
            line = told[name, column]
            assert line["meaning"] and line["form"] and line["content"] == ""
    assert told["partnership_seat", "group_id"]["points at"] == "partnership_group.principal_id"
    assert "board = Board" in told["partnership_group", "kind"]["form"]
    assert counts["foundation_auditrow"] > 5


def test_what_cannot_be_opened_is_said(vale, folder):
    with connection.cursor() as cursor:
        cursor.execute("UPDATE foundation_privatecontact SET telephone = address")
    assert "Cells that cannot be opened: 1" in written(folder, "--with-private")
    assert (
        table(folder / "tables", "foundation_privatecontact")[0]["telephone"] == "Cannot be opened"
    )


def test_it_takes_an_empty_place_and_leaves_nothing_half_done(vale, folder, monkeypatch):
    folder.mkdir()
    (folder / "mine").write_text("mine")
    with pytest.raises(CommandError, match="is there already"):
        written(folder)
    (folder / "mine").unlink()
    with pytest.raises(CommandError, match="There is no partnership “dale”"):
        call_command("export", "dale", str(folder))
    from safeloom.foundation.leaving import writing

    def full(*args: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(writing, "_files", full)
    with pytest.raises(CommandError, match="The disk is full"):
        written(folder)
    assert list(folder.parent.glob("*out*")) == [folder] and not any(folder.iterdir())
    monkeypatch.undo()


def test_bytes_of_a_file_that_are_gone_are_said(vale, folder):
    file = StoredFile.objects.get(record__partnership=vale)
    (folder.parent / "kept" / file.place).unlink()
    assert "may not leave, or whose bytes are gone: 1" in written(folder)


@given(st.text(max_size=40))
@example(" \n")
def test_a_cell_is_no_formula_and_gives_the_text_back(text):
    cell = guarded(text)
    assert (cell[1:] if cell.startswith("'") else cell) == text
    assert not cell.lstrip(" \u00a0").startswith(("=", "+", "-", "@", "\t", "\r", "\n"))
    line = StringIO()
    csv.writer(line).writerow([cell, "x"])
    assert next(csv.reader(StringIO(line.getvalue(), newline="")))[0] == cell


@st.composite
def doings(draw) -> list[tuple[str, int, int]]:
    """What two partnerships do with each other, in some order."""
    kinds = st.sampled_from(["agency", "group", "person", "enter", "share", "seat", "line", "post"])
    return draw(st.lists(st.tuples(kinds, st.integers(0, 1), st.integers(0, 5)), max_size=14))


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(doings())
@pytest.mark.once
def test_whatever_two_share_no_row_is_in_both_but_people(db, said):
    both = [foundation.partnership(), foundation.partnership()]
    has: list[dict[str, list]] = [
        {
            "agency": [made.an_agency(one)],
            "group": [made.a_group(one)],
            "person": [made.somebody(one)],
        }
        for one in both
    ]
    for what, who, pick in said:
        for _ in _done(what, who, pick, both, has):
            pass
    for model in exported():
        ours, theirs = (set(rows_of(model, one).values_list("pk", flat=True)) for one in both)
        shared = ours & theirs
        if model in (Person, Principal):
            assert shared <= {person.pk for one in has for person in one["person"]}
        else:
            assert not shared, model
        if model is Group:
            assert ours == {group.pk for group in has[0]["group"]}


def _done(what: str, who: int, pick: int, both: list, has: list) -> Iterator[object]:
    """Do one thing, as far as it can be done."""
    from django.core.exceptions import ValidationError

    here, mine, theirs = both[who], has[who], has[1 - who]
    chosen = theirs["person"][pick % len(theirs["person"])]
    group = mine["group"][pick % len(mine["group"])]
    try:
        if what == "agency":
            mine["agency"].append(made.an_agency(here))
        elif what == "group":
            mine["group"].append(made.a_group(here))
        elif what == "person":
            mine["person"].append(made.somebody(here))
        elif what == "enter":
            yield people.enter(by=None, partnership=here, person=chosen, start=None)
        elif what == "share":
            yield made.shared(group, both[1 - who])
        elif what == "seat":
            agency = theirs["agency"][0] if pick % 2 else mine["agency"][0]
            yield made.seated(made.a_seat(group, agency=agency), mine["person"][0])
        elif what == "line":
            parent = theirs["group"][pick % len(theirs["group"])]
            yield lines.place(by=None, group=group, parent=parent, start=None)
        else:
            yield made.in_post(made.a_post(mine["agency"][0]), mine["person"][0])
    except ValidationError:
        return
