"""Stewards follow every file: what the scanner said, and what was removed."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from safeloom.foundation.files.commands import remove_file
from safeloom.foundation.files.models import StoredFile
from tests.factories import files, foundation, partnership
from tests.factories.sealed import entitled, sealed


@pytest.fixture
def vale(db):
    """A partnership."""
    return foundation.partnership("vale")


@pytest.fixture
def group(vale):
    """A group with files."""
    return partnership.a_group(vale)


@pytest.fixture
def steward(vale) -> Client:
    """The business manager, signed in."""
    client = Client()
    client.force_login(foundation.granted("business-manager", vale))
    return client


def text(answer) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def test_an_infected_file_is_told_at_home_until_it_is_removed(group, steward) -> None:
    file = files.kept(group.record, title="Odd letter")
    assert "infected" not in text(steward.get("/vale/"))
    StoredFile.objects.update(scan="infected", found="Eicar-Test")
    assert "1 file is infected" in text(steward.get("/vale/"))
    listed = steward.get("/vale/stewardship/files/?scan=infected")
    assert "Odd letter" in text(listed) and "Infected Eicar-Test" in text(listed)
    link = re.search(r'href="(/vale/files/[^"]+/record/)"', listed.content.decode())[1]
    assert steward.get(link)["Location"].endswith(f"/groups/{group.record.reference}/#files")
    remove_file(by=None, file=file, reason="Infected")
    assert "infected" not in text(steward.get("/vale/"))
    assert "Removed, deleted on" in text(steward.get("/vale/stewardship/files/?state=removed"))


def test_a_scanner_that_does_not_answer_is_told_after_an_hour(group, steward) -> None:
    files.kept(group.record)
    StoredFile.objects.update(scan="waiting")
    assert "waiting" not in text(steward.get("/vale/"))
    StoredFile.objects.update(kept=datetime.now(UTC) - timedelta(minutes=61))
    assert "1 file is waiting" in text(steward.get("/vale/"))


def test_what_hangs_on_a_sealed_record_is_not_named(vale, group) -> None:
    files.kept(group.record, title="Letter of Jo Nettlefold")
    account = foundation.granted("business-manager", vale)
    steward = Client()
    steward.force_login(account)
    sealed(group.record)
    assert group.record.reference not in text(steward.get("/vale/stewardship/files/"))
    entitled(group.record, account.person.principal)
    assert group.record.reference in text(steward.get("/vale/stewardship/files/"))
    assert "Nettlefold" not in text(steward.get("/vale/stewardship/files/"))
    exported = steward.get("/vale/stewardship/files/?export=csv")
    assert b"Nettlefold" not in exported.getvalue()


def test_the_list_asks_as_often_with_three_files_as_with_one(group, steward) -> None:
    asked = []
    for _ in range(2):
        files.kept(group.record)
        steward.get("/vale/stewardship/files/")
        with CaptureQueriesContext(connection) as queries:
            steward.get("/vale/stewardship/files/")
        asked.append(len(queries))
        files.kept(group.record)
    assert asked[0] == asked[1]
