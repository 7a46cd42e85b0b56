"""An action from a sealed record tells its reference and due date, and nothing else, to whoever may not
open that record."""

from datetime import timedelta

import pytest

from safeloom.domain.actions.definitions import SEALED_TITLE
from safeloom.foundation.records.models import Record
from safeloom.foundation.sealed.models import Opening
from safeloom.foundation.today import today
from tests.domain.actions.conftest import signed_in
from tests.domain.actions.said import text
from tests.factories import actions, files, partnership
from tests.factories.sealed import sealed as make_sealed

ROOT = "/vale/actions/"
WORDS = "Tell Hollow School"


@pytest.fixture
def sealed(vale, council, manager) -> Record:
    """A record that who may not see groups may not open."""
    record = partnership.a_group(vale, "Closed panel").record
    return make_sealed(record, manager.account.person.principal)


@pytest.fixture
def action(council, sealed):
    """An action from it, overdue."""
    late = today() - timedelta(days=3)
    found = actions.an_action(council, WORDS, due=late, ago=20, source=sealed)
    actions.an_update(found, "at-risk", "Hollow School says no", evidence="A letter")
    return found


def test_its_record_says_nothing_to_anybody(action) -> None:
    assert action.record.title == SEALED_TITLE


def test_who_may_not_open_the_record_sees_reference_and_due_date(vale, council, action) -> None:
    lead = signed_in("agency-lead", vale, council)
    table = lead.get(ROOT).content.decode().partition("<tbody")[2]
    for said in (
        table,
        text(lead.get(f"{ROOT}AC-0001/")),
        text(lead.get(f"{ROOT}?export=csv")),
    ):
        assert "AC-0001" in said
        for secret in ("Hollow", "A letter", "Overdue", "Closed panel", "At risk"):
            assert secret not in said
    assert "Vale Council" not in text(lead.get(f"{ROOT}?export=csv"))
    for narrowed in ("q=Hollow", "status=overdue", "status=at-risk"):
        assert "Nothing here matches" in text(lead.get(f"{ROOT}?{narrowed}"))
    assert "AC-0001" in text(lead.get(f"{ROOT}?q=AC-0001"))
    assert lead.get(f"{ROOT}AC-0001/update/").status_code == 404


def test_its_files_are_as_closed_as_it_is(vale, council, action, manager) -> None:
    from safeloom.foundation.files.commands import keep_file

    file = keep_file(by=None, record=action.record, upload=files.upload())
    assert manager.get(f"/vale/files/{file.pk}/").status_code == 200
    lead = signed_in("agency-lead", vale, council)
    assert lead.get(f"/vale/files/{file.pk}/").status_code == 404


def test_who_may_open_the_record_reads_it_once_they_said_why(vale, action, manager, sealed) -> None:
    listed = text(manager.get(f"{ROOT}?status=overdue"))
    assert "AC-0001" in listed and "Vale Council" in listed and "Hollow" not in listed
    assert "Nothing here matches" in text(manager.get(f"{ROOT}?q=Hollow"))
    asked = manager.get(f"{ROOT}AC-0001/", follow=True)
    assert "Hollow" not in text(asked)
    manager.post(asked.redirect_chain[-1][0], {"reason": "To close the action"})
    shown = text(manager.get(f"{ROOT}AC-0001/"))
    assert WORDS in shown and sealed.reference in shown and "A letter" in shown
    assert Opening.objects.filter(record=sealed, what="AC-0001", how=Opening.How.PAGE).exists()
