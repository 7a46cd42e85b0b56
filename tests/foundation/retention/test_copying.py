"""A person's copy: every row about them, nobody else's name, nothing that opens anything."""

import csv
import io
import re
import zipfile

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from safeloom.foundation.audit.models import AuditRow
from safeloom.foundation.retention import commands
from safeloom.foundation.retention.copying import tables
from safeloom.foundation.retention.relations import NOT_COPIED, pointings
from tests.architecture.each import of_each
from tests.factories import foundation, indicators
from tests.factories import partnership as made


@of_each(pointings(), ids=lambda each: each.name)
def test_every_field_that_points_to_a_person_says_what_a_copy_makes_of_it(pointing):
    assert pointing.part is not None, (
        f"{pointing.name} points to a person: call it person, by or …_by, or say in its model's COPIED "
        "or in NOT_COPIED what a copy of somebody's data makes of it"
    )


def test_what_is_not_copied_says_why_and_is_there():
    names = {each.name for each in pointings()}
    assert set(NOT_COPIED) <= names
    assert all(why.endswith(".") for why in NOT_COPIED.values())


@pytest.fixture
def vale(db):
    """A partnership."""
    return foundation.partnership("vale", "Vale Partnership")


@pytest.fixture
def ada(vale):
    """Somebody with a post, a seat, a chair, an account, a role and something entered, beside another."""
    council, board = made.an_agency(vale, "Vale Council"), made.a_group(vale, "Vale Board")
    ada = made.somebody(vale, "Ada Penhallow", work_email="ada@vale.example")
    bo = made.somebody(vale, "Bo Carrick")
    for person in (ada, bo):
        made.in_post(made.a_post(council, f"Director {person.name[:3]}"), person)
    made.seated(made.a_seat(board, "Lead"), ada)
    made.chairing(board, ada, start=None)
    account = foundation.account(ada, "ada@vale.example", "a long password indeed")
    foundation.grant(ada.principal, "business-manager", vale)
    measure = indicators.measure(vale, "plans", breakdown="whole", totals="none")
    found = indicators.returned(measure, "Q1 2025-26", None, 3)
    type(found).objects.filter(pk=found.pk).update(entered_by=ada, narrative="Bo Carrick was away")
    return account.person


def words(found) -> str:
    return " ".join(" ".join(row) for table in found for row in table.rows)


def test_it_holds_each_kind_of_row_in_plain_words(vale, ada):
    found = {table.title: table for table in tables(ada, vale)}
    said = words(found.values())
    for wanted in ("Ada Penhallow", "ada@vale.example", "Director", "Lead", "Vale Board"):
        assert wanted in said
    done = found["What they did, entered or answer for"]
    assert any(row[:2] == ("Return", "Entered by") for row in done.rows)
    headings = {heading for table in found.values() for heading in table.headings}
    assert {"Name", "Work e-mail", "From", "To"} <= headings
    assert not any("_" in heading for heading in headings)


def test_it_names_nobody_else_and_holds_nothing_that_opens_the_account(vale, ada):
    said = words(tables(ada))
    assert "Bo Carrick" not in said
    assert ada.account.password not in said and "pbkdf2" not in said and "md5$" not in said


def test_a_partnership_gives_only_its_own(vale, ada):
    moor = foundation.partnership("moor", "Moor Partnership")
    foundation.grant(ada.principal, "scrutineer", moor)
    assert "Moor" not in words(tables(ada, vale))
    assert "Moor" in words(tables(ada))


def test_the_copy_is_a_page_and_tables_and_its_making_is_audited(vale, ada):
    made.somebody(vale, "=cmd")
    made_copy = commands.copy_for(by=ada, person=ada, partnership=vale, reference="SAR-12")
    with zipfile.ZipFile(io.BytesIO(made_copy)) as archive:
        names = archive.namelist()
        page = archive.read("copy.html").decode()
        rows = list(csv.reader(io.StringIO(archive.read(names[1]).decode("utf-8-sig"))))
    assert names[0] == "copy.html" and all(re.fullmatch(r"[\w.-]+", name) for name in names)
    assert "<h1>What is kept of Ada Penhallow</h1>" in page and "<script" not in page
    assert rows[0][0] == "Name" and rows[1][0] == "Ada Penhallow"
    row = AuditRow.objects.get(verb="person.copy")
    assert row.reason == "SAR-12" and row.after["rows"] and "Ada" not in str(row.after)
    assert row.subject == f"person {ada.pk}"


def test_more_rows_ask_no_more_of_the_database(vale, ada):
    council = made.an_agency(vale)
    with CaptureQueriesContext(connection) as few:
        tables(ada, vale)
    for _ in range(2):
        made.in_post(made.a_post(council), ada)
        made.seated(made.a_seat(made.a_group(vale)), ada)
    with CaptureQueriesContext(connection) as many:
        tables(ada, vale)
    assert len(many) == len(few)
