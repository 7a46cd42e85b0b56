"""The page of the figure check: what the command finds, on a screen, and nothing kept of it."""

import csv
import io
import time
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from hypothesis import given, settings
from hypothesis import strategies as st

from safeloom.systems.figure_check import bounds
from safeloom.systems.figure_check.reading import check_file, look_through
from safeloom.systems.figure_check.showing import lines, wrong_figures
from safeloom.systems.figure_check.wording import as_json
from tests.factories import foundation
from tests.systems.figure_check.test_command import HEADER, UNREADABLE, WRONG

pytestmark = pytest.mark.django_db
EXAMPLES = sorted((Path(__file__).parents[3] / "examples").glob("*/figures.csv"))
HERE = "/vale/reports/figure-check/"


@pytest.fixture
def manager() -> Client:
    client = Client()
    client.force_login(
        foundation.granted("business-manager", foundation.partnership("vale", "Vale"))
    )
    return client


def sent(client: Client, content: bytes | str, name: str = "figures.csv"):
    data = content.encode() if isinstance(content, str) else content
    return client.post(HERE, {"file": SimpleUploadedFile(name, data)})


def taken(client: Client, answer, kind: str) -> bytes:
    """The findings of a page as a file."""
    response = client.post(f"{HERE}findings/", {"found": answer.context["packed"], "kind": kind})
    assert "attachment" in response["Content-Disposition"]
    return b"".join(response) if response.streaming else response.content


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.parent.name)
def test_it_finds_in_each_example_what_the_command_finds(manager, example: Path) -> None:
    outcome = check_file(example)
    assert len(outcome.wrong) == 5
    answer = sent(manager, example.read_bytes())
    said = answer.content.decode()
    assert answer.status_code == 200
    for wrong in outcome.wrong:
        assert wrong.id in said and wrong.printed in said and wrong.worked_out in said
    assert taken(manager, answer, "json").decode() == as_json(outcome)
    rows = list(csv.DictReader(io.StringIO(taken(manager, answer, "csv").decode("utf-8-sig"))))
    found = [(row["Figure or field"], row["Printed"], row["Worked out"]) for row in rows]
    assert found == [(one.id, one.printed, one.worked_out) for one in outcome.wrong]


def test_it_says_from_what_a_figure_follows_and_what_was_not_checked(manager) -> None:
    said = " ".join(sent(manager, UNREADABLE + "v,,,,,1,,same,u\n").content.decode().split())
    assert "1 right, 1 wrong, 2 that could not be worked out" in said
    assert "100 times the first over the second: b = (200); a = 1,200" in said
    assert "“9?” is not a number" in said


def test_a_cell_that_would_be_a_formula_is_none_in_the_file(manager) -> None:
    answer = sent(manager, HEADER + "=1+1,,,,,5,,,\n@a,,,,,6,,same,=1+1\n")
    assert b'"=' not in taken(manager, answer, "csv") and b",@a" not in taken(
        manager, answer, "csv"
    )


def test_nothing_is_kept_and_what_a_page_carries_cannot_be_made_up(manager) -> None:
    answer = sent(manager, WRONG)
    forged = answer.context["packed"][:-2] + "xx"
    back = manager.post(f"{HERE}findings/", {"found": forged, "kind": "json"}, follow=True)
    assert "check the file again" in back.content.decode()
    assert manager.post(f"{HERE}findings/", follow=True).redirect_chain[0][0] == HERE


def test_the_empty_file_can_be_sent_back_as_it_is(manager) -> None:
    empty = b"".join(manager.get(f"{HERE}template.csv"))
    assert empty.decode("utf-8-sig").strip() + "\n" == HEADER
    assert "Nothing was checked" in sent(manager, empty).content.decode()


@pytest.mark.parametrize(
    ("content", "status", "words"),
    [
        (b"", 422, "empty"),
        (b"\xff\xfe\x00", 200, "is not UTF-8 text"),
        (b"PK\x03\x04" + b"\x00" * 99, 200, "columns named"),
        (HEADER.encode() + b'"open', 200, "quotation mark left open"),
        (b"\x00" * 1000, 200, "columns named"),
        (b"," * 1_000_000, 200, "columns named"),
        (HEADER.encode() + b"a,,,,,5,,sum," + b"a " * 1001, 413, "more than 1,000 terms"),
        (HEADER.encode() + b"a,,,,,5,,,\n" * 20_001, 413, "Check it in parts"),
        (b"x" * (bounds.MOST_BYTES + 1), 422, "smaller than 5 MB"),
    ],
)  # fmt: skip
def test_a_hostile_file_is_answered(manager, content: bytes, status: int, words: str) -> None:
    answer = sent(manager, content)
    assert (answer.status_code, words in answer.content.decode()) == (status, True)


def test_the_most_that_is_worked_out_takes_seconds_and_not_minutes(manager) -> None:
    rows = [f"a,,,,,{'9' * 28}.9,,,\n"]
    rows += [f"p{at},,,,,1,,product,{'a ' * 1000}\n" for at in range(49)]
    began = time.monotonic()
    answer = sent(manager, HEADER + "".join(rows))
    assert answer.status_code == 200 and time.monotonic() - began < 20
    assert "and 980 more" in answer.content.decode()
    assert len(answer.content) < 3_000_000


@given(st.one_of(st.binary(max_size=300), st.text(max_size=300).map(str.encode)), st.booleans())
@settings(max_examples=100, deadline=None)
def test_no_file_makes_it_fail(content: bytes, headed: bool) -> None:
    checked = look_through((HEADER.encode() if headed else b"") + content, bounded=True)
    wrong = wrong_figures(checked)
    assert len(list(lines(checked.outcome, wrong))) == len(wrong) + len(checked.outcome.unreadable)


@pytest.mark.parametrize(
    ("role", "may"), [("coordinator", True), ("scrutineer", True), ("statutory-partner", False)]
)
def test_the_part_of_reports_leads_there_whoever_may(role: str, may: bool) -> None:
    client = Client()
    client.force_login(foundation.granted(role, foundation.partnership("vale", "Vale")))
    assert (HERE in client.get("/vale/reports/").content.decode()) is may
    assert client.get(HERE).status_code == (200 if may else 404)
