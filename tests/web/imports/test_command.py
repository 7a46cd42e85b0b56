"""`./run import`: what it prints, its exit codes, and when it writes."""

import json
from io import StringIO

import pytest
from django.core.management import call_command

from safeloom.foundation.identity.models import Person
from tests.factories import foundation, sheets
from tests.factories import partnership as structure

LINES = sheets.csv(
    "Contacts",
    "",
    "Name,Agency,E-mail",
    "Ash Fern,Vale Council,ash@vale.example",
    "Jo Reed,Vale Councl,",
)


@pytest.fixture
def vale(db):
    here = foundation.partnership("vale")
    structure.an_agency(here, "Vale Council")
    return here


def run(*given, kind: str = "people") -> tuple[int, str]:
    """The exit code and what was printed."""
    out = StringIO()
    with pytest.raises(SystemExit) as ended:
        call_command(
            "import", kind, *map(str, given), "--partnership", "vale", stdout=out, stderr=StringIO()
        )
    return ended.value.code, out.getvalue()


def test_problems_and_notes_in_json_and_nothing_written(vale, tmp_path):
    path = tmp_path / "people.csv"
    path.write_bytes(LINES)
    code, printed = run(path, "--accept", "--json")
    found = json.loads(printed)
    assert code == 1 and set(found) == {"read", "ready", "problems", "notes"}
    assert (found["read"], found["ready"]) == (2, 1)
    (problem,) = found["problems"]
    assert set(problem) == {"row", "field", "value", "problem", "mend"}
    assert (problem["row"], problem["field"], problem["value"]) == (5, "agency", "Vale Councl")
    assert problem["mend"] == "Did you mean Vale Council?"
    assert [(note["row"], note["field"]) for note in found["notes"]] == [(4, "post")]
    assert not Person.objects.exists()


def test_the_ready_rows_are_written_where_problems_are_to_be_skipped(vale, tmp_path):
    path = tmp_path / "people.csv"
    path.write_bytes(LINES)
    code, _ = run(path, "--accept", "--skip-problems", "--json", tmp_path / "told.json")
    assert code == 1 and Person.objects.get().name == "Ash Fern"
    assert json.loads((tmp_path / "told.json").read_text())["ready"] == 1
    path.write_bytes(LINES.replace(b"Councl", b"Council"))
    assert run(path, "--accept")[0] == 0 and Person.objects.count() == 2
    assert run(path, "--accept")[0] == 0 and Person.objects.count() == 2


@pytest.mark.parametrize(
    "data", [b"", b"\xd0\xcf\x11\xe0", b"<html>", b"Name,Agency\n", b"A,B\n1,2\n"]
)
@pytest.mark.parametrize("kind", ["agencies", "people", "seats", "measures", "returns"])
def test_what_cannot_be_read_says_why_in_json(vale, tmp_path, data, kind):
    path = tmp_path / "sent.xls"
    path.write_bytes(data)
    code, printed = run(path, "--json", kind=kind)
    found = json.loads(printed)
    assert (code, found["read"], found["ready"], found["notes"]) == (2, 0, 0, [])
    (problem,) = found["problems"]
    assert problem["field"] == "file" and problem["problem"].endswith(".")


def test_a_file_or_a_kind_that_is_not_there(vale, tmp_path):
    assert run(tmp_path / "none.csv", "--json")[0] == 2
    assert run(tmp_path / "none.csv", kind="dogs")[0] == 2
