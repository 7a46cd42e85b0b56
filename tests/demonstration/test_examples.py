"""The published examples: figures as in their files, wrong ones named, nobody in them."""

import csv
import re
from collections.abc import Iterator
from decimal import Decimal

import pytest

from safeloom.demonstration import examples
from safeloom.demonstration.example_files import (
    FOLDER,
    example_keys,
    figures_file,
    printed_figures,
    said_of,
)
from safeloom.domain.indicators.models import Return
from safeloom.foundation.identity.models import Person
from safeloom.kernel import printed
from safeloom.reports.building import build
from safeloom.reports.models import Report, ReportSection
from safeloom.systems.figure_check.reading import check_file

KEYS = ["csap", "cumbria", "lancashire"]
WRONG = {
    "csap": "000.L162.1c 000.L163.3c 000.L227.t 000.L271.2 000.L271.s",
    "cumbria": "003.L150.1 003.L150.2 003.L316.4 003.L401.2 003.L599.3",
    "lancashire": "001.L862.7 001.L897.1 001.L923.1 001.L1028.1 001.L1029.1",
}


def test_there_are_three() -> None:
    assert example_keys() == KEYS


@pytest.mark.parametrize("key", KEYS)
def test_the_figures_printed_wrong_are_found_and_no_other(key: str) -> None:
    found = check_file(figures_file(key))
    assert {wrong.id for wrong in found.wrong} == set(WRONG[key].split())
    assert not found.unreadable


@pytest.mark.parametrize("key", KEYS)
def test_every_row_is_a_number_or_a_direction(key: str) -> None:
    for row in rows(key):
        if row["rule"] != "direction":
            printed.read(row["value"])


@pytest.mark.parametrize("key", KEYS)
def test_nobody_and_no_day_of_a_death_is_in_it(key: str) -> None:
    titled = re.compile(r"\b(Mr|Mrs|Ms|Miss|Dr|Prof|Sir|Dame|Cllr|Rev)\b|Child [A-Z]\b|@")
    day = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}|[0-9]{1,2} [A-Z][a-z]+ [0-9]{4}")
    for row in rows(key):
        words = f"{row['section']} {row['entity']} {row['measure']}"
        assert not titled.search(words), words
        assert len(words) < 120, words
        if "death" in words.casefold() or "died" in words.casefold():
            assert not day.search(f"{row['value']} {row['measure']}")
            # No count of deaths so small that one of them could be known.
            if row["unit"] == "deaths":
                assert printed.read(row["value"]).value >= 5
    text = (FOLDER / key / "partnership.toml").read_text(encoding="utf-8")
    assert not titled.search(text)
    assert not re.search(r"= [0-9.]+$", text.replace("decimals = 1", ""), re.M)


@pytest.mark.django_db
@pytest.mark.parametrize("key", KEYS)
def test_its_numbers_are_those_of_its_file_and_its_report_can_be_built(key: str) -> None:
    report = examples.load(key)
    figures, entered = printed_figures(key), Decimal(0)
    for measure in said_of(key)["measure"]:
        for value in measure["values"]:
            for name in ("figure", "numerator", "denominator"):
                several = value.get(name, [])
                wanted = [several] if isinstance(several, str) else several
                entered += sum(figures[one] for one in wanted)
    stored = Decimal(0)
    for row in Return.objects.filter(measure__partnership__key=key):
        stored += sum(filter(None, (row.value, row.numerator, row.denominator)))
    assert stored == entered
    built = build(report)
    for part in built.sections:
        assert not part.unknown and not part.problems and not part.unsourced, part.row.key
    assert not Person.objects.exists()


@pytest.mark.django_db
def test_the_reports_show_what_is_worked_out_not_what_was_printed_wrong() -> None:
    shown = {key: values(examples.load(key)) for key in KEYS}
    assert "76%" in shown["lancashire"] and "£107,861" in shown["lancashire"]
    assert "£186,243" in shown["cumbria"] and "9,548" in shown["cumbria"]
    assert "1,233" in shown["csap"] and "13" in shown["csap"]
    states = Report.objects.get(record__partnership__key="csap").sections
    assert states.filter(state=ReportSection.State.READY).count() == 5


def values(report: Report) -> set[str]:
    """Every number of a built report as it is printed."""
    return {number.row.value for number in build(report).numbers.values()}


def rows(key: str) -> Iterator[dict[str, str]]:
    """The rows of an example's file."""
    with figures_file(key).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)
