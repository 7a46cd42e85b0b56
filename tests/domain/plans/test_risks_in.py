"""A risk register brought in from a file; the one of a published report comes out as it was printed."""

import csv
from datetime import date

import pytest

from safeloom.demonstration.example_files import figures_file
from safeloom.domain.plans.models import Risk, RiskScore
from safeloom.domain.plans.queries.risks import whole_register
from safeloom.foundation.audit.models import AuditRow
from safeloom.kernel.risk import Band
from safeloom.systems.figure_check.reading import check_file
from safeloom.web.imports import accepting
from tests.factories import partnership as made
from tests.factories import plans as make
from tests.factories import sheets

HEAD = "Ref,Description of Risk,Theme,Gross risk,Current Controls,Net risk,Further action,By whom,By when"
END = date(2013, 3, 31)


def accepted(vale, data: bytes):
    found = sheets.look("risks", vale, data)
    assert found.problems == []
    return accepting.accept(preview=found, by=None)


@pytest.fixture
def printed() -> dict[str, dict[str, str]]:
    """The scores of the published register by the risk's number and kind, as they were printed."""
    found: dict[str, dict[str, str]] = {}
    with figures_file("lancashire").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            if row["section"] == "Risks" and row["measure"].endswith("rating"):
                number, kind = row["entity"].removeprefix("Risk "), row["measure"].split()[0]
                found.setdefault(number, {})[kind] = row["value"]
    # What is no number is not in the file.
    found.setdefault("7c", {}).update(inherent="9?", residual="?", retained="?")
    return found


def test_the_register_of_a_published_report_comes_out_as_printed(vale, printed):
    assert len(printed) == 16
    themes = {"a": "Integrity and reputation", "b": "Partnership", "c": "Delivery"}
    lines = [
        f"{number},Risk {number},{themes[number[-1]]},{said['inherent']},Controls of {number},"
        f"{said['residual']},{said['retained']},31/03/2013,September 2013"
        for number, said in printed.items()
    ]
    head = "No,Risk,Theme,Inherent Risk Rating,Current Controls,Residual Risk Rating,Retained Risk"
    accepted(vale, sheets.csv(f"{head},As at,Review Date", *lines))
    found = whole_register(vale, END)
    told = {
        one.risk.number: {
            kind: str(score.value) if score.value else score.words
            for kind in ("inherent", "residual", "retained")
            if (score := getattr(one, kind))
        }
        for one in found
    }
    assert told == printed
    assert [one.risk.number for one in found] == [
        "1a", "2a", "3a", "4a", "1b", "2b", "3b", "4b", "1c", "2c", "3c", "4c", "5c", "6c", "7c", "8c",
    ]  # fmt: skip
    assert {one.next_review for one in found} == {date(2013, 9, 30)}
    # Its table of indicators says that none was felt to be high.
    assert not [one for one in found if one.residual.band is Band.HIGH]
    wrong = {one.id for one in check_file(figures_file("lancashire")).wrong}
    assert not [one for one in wrong if one.startswith("001.L13")]


def test_what_is_uncertain_is_kept_in_its_words(vale):
    line = "7c,Two boards compete,Delivery,9?,Being developed,?,Build capacity,Executive,September 2013?"
    found = sheets.look("risks", vale, sheets.csv(HEAD, line))
    assert {field for _, field in sheets.told(found.notes)} == {"theme", "inherent", "residual"}
    accepting.accept(preview=found, by=None)
    risk = Risk.objects.get()
    assert risk.further == "Build capacity (Executive, September 2013?)"
    assert [(row.kind, row.words, row.score.value) for row in risk.scores.order_by("kind")] == [
        ("inherent", "9?", None),
        ("residual", "?", None),
    ]
    assert [row.verb for row in AuditRow.objects.all()] == ["risk.bring_in"]


def test_parts_and_product_must_agree_and_stand_on_the_grid(vale):
    head = "Risk,Score,Likelihood,Impact"
    data = sheets.csv(head, "One,12,3,4", "Two,12,2,4", "Three,25,,", "Four,,5,5", "Five,,3,")
    found = sheets.look("risks", vale, data)
    assert sorted(sheets.told(found.problems)) == [
        (3, "residual"),
        (4, "residual"),
        (5, "impact"),
        (5, "likelihood"),
        (6, "impact"),
    ]
    assert found.ready == 1


def test_a_risk_that_is_there_is_scored_from_today(vale):
    make.a_risk(vale, "Data come late", number="1a", residual=(3, 3), controls="None yet")
    line = "1a,Data come late,,,A new system,16,,,"
    found = sheets.look("risks", vale, sheets.csv(HEAD, line))
    assert (found.new, found.changed) == (0, 1)
    done = accepting.accept(preview=found, by=None)
    risk = Risk.objects.get()
    assert risk.controls == "A new system" and risk.scores.last().product == 16
    again = sheets.look("risks", vale, sheets.csv(HEAD, line))
    assert (again.new, again.changed, again.unchanged) == (0, 0, 1)
    accepting.undo(by=None, found=done)
    risk.refresh_from_db()
    assert risk.controls == "None yet" and risk.scores.last().score.value == 9


def test_undoing_leaves_nothing(vale):
    made.an_agency(vale, "Vale Council")
    head = "Risk,Score,Owner"
    done = accepted(vale, sheets.csv(head, "One,12,Vale Council", "Two,?,Unit manager"))
    owners = [risk.owners.get().called for risk in Risk.objects.order_by("record__title")]
    assert owners == ["Vale Council", "Unit manager"]
    accepting.undo(by=None, found=done)
    assert not Risk.objects.exists() and not RiskScore.objects.exists()
    assert not vale.risk_themes.exists()


def test_a_person_stands_as_their_post(vale, council):
    ash, robin = made.somebody(vale, "Ash Fern"), made.somebody(vale, "Robin Moss")
    post = made.a_post(council, "Head of Safeguarding")
    made.in_post(post, ash)
    assert robin
    head = "Risk,Owner"
    found = sheets.look("risks", vale, sheets.csv(head, "One,Ash Fern", "Two,Robin Moss"))
    assert sheets.told(found.problems) == [(3, "owner")]
    (entry,) = found.entries
    assert found.kind.shown(entry)[-1] == "Head of Safeguarding, Vale Council"
