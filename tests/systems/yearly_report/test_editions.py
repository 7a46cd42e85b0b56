"""The guidance editions that are shipped."""

from datetime import date

import pytest

from safeloom.kernel.registry import ReportBlock, offered
from safeloom.reports.definitions import Edition
from safeloom.reports.rules import due_days
from safeloom.systems.yearly_report.definition import yearly_report

EDITIONS = yearly_report().editions


@pytest.mark.parametrize("edition", EDITIONS, ids=lambda edition: edition.key)
def test_each_item_is_answered_by_a_section(edition: Edition) -> None:
    answered = {item for section in edition.sections for item in section.items}
    assert answered == {item.key for item in edition.items}


@pytest.mark.parametrize("edition", EDITIONS, ids=lambda edition: edition.key)
def test_no_list_is_called_complete_and_each_item_names_its_source(edition: Edition) -> None:
    assert "may have gaps" in edition.note
    assert all(item.source for item in (*edition.items, *edition.deadlines))


@pytest.mark.parametrize("edition", EDITIONS, ids=lambda edition: edition.key)
def test_keys_stand_once(edition: Edition) -> None:
    for rows in (edition.items, edition.sections, edition.deadlines):
        assert len({row.key for row in rows}) == len(rows)


def test_nothing_of_2013_and_little_of_2026_was_checked() -> None:
    checked = {
        edition.key: {item.key for item in edition.items if item.checked} for edition in EDITIONS
    }
    assert checked["2013"] == set()
    assert checked["2026"] == {"impact", "fairness"}
    assert not {"costs", "education", "updates", "data"} & checked["2023"]


@pytest.mark.parametrize(
    ("day", "edition"),
    [
        (date(2013, 3, 31), "2013"),
        (date(2018, 7, 3), "2013"),
        (date(2018, 7, 4), "2018"),
        (date(2023, 12, 14), "2018"),
        (date(2023, 12, 15), "2023"),
        (date(2027, 3, 31), "2026"),
    ],
)
def test_a_report_begins_under_the_edition_in_force(day: date, edition: str) -> None:
    assert yearly_report().in_force(day).key == edition


@pytest.mark.parametrize(
    ("end", "due"),
    [
        (date(2026, 3, 31), date(2026, 9, 30)),
        (date(2025, 8, 31), date(2025, 9, 30)),
        (date(2025, 9, 29), date(2025, 9, 30)),
        (date(2025, 9, 30), date(2026, 9, 30)),
    ],
)
def test_the_end_of_september_is_the_next_one(end: date, due: date) -> None:
    found = due_days(yearly_report().edition("2023"), end, None, None)
    assert [(one.deadline.key, one.day) for one in found] == [("end-of-september", due)]


def test_days_counted_from_publications_are_told_once_they_are_known() -> None:
    found = due_days(
        yearly_report().edition("2023"), date(2026, 3, 31), date(2025, 2, 28), date(2026, 9, 1)
    )
    assert {one.deadline.key: one.day for one in found} == {
        "once-a-year": date(2026, 2, 28),
        "sent-to-panel": date(2026, 9, 8),
        "end-of-september": date(2026, 9, 30),
    }


def test_live_blocks_of_sections_are_ones_that_exist() -> None:
    known = {block.key for block in offered(ReportBlock)}
    used = {
        block for edition in EDITIONS for section in edition.sections for block in section.blocks
    }
    assert used <= known
