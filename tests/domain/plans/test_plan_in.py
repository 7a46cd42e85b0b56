"""A plan brought in from a file; the one of a published report comes out as it was printed."""

import csv
from datetime import date

import pytest

from safeloom.demonstration.example_files import figures_file
from safeloom.domain.plans.models import LineDue, Plan, PlanLine, Priority
from safeloom.domain.plans.position import NO_DATE, position
from safeloom.domain.plans.queries.lines import of_plan, standings
from safeloom.foundation.audit.models import AuditRow
from safeloom.kernel.rag import Rag
from safeloom.systems.figure_check.reading import check_file
from safeloom.web.imports import accepting
from tests.factories import partnership as made
from tests.factories import plans as make
from tests.factories import sheets

END = date(2023, 3, 31)
HEAD = "Priority,Outcome,Action,Timescale,Responsible,Update,RAG"
# The published delivery plan, a line each: the rating and the timescale that are printed beside it.
PRINTED = (
    ("B", "January 2022"), ("G", "April 2022"), ("G", "April 2023"), ("A", "June 2022"),
    ("G", "September 2022"), ("", "Ongoing"), ("B", "March 2022"), ("B", "April 2022"),
    ("", "January 2023"), ("B", "March 2022"), ("B", "March 2022"), ("G", "March 2023"),
    ("G", "March 2022"), ("G", "April 2022"), ("B", "May 2022"), ("G", "June 2022"),
    ("G", "Annually"), ("G", "May 2022"), ("B", "March 2022"), ("G", "March 2023"),
)  # fmt: skip
# By due month as it follows from those: complete, on track, at risk, not known.
BY_MONTH = {
    "January 2022": (1, 0, 0, 0),
    "March 2022": (4, 1, 0, 0),
    "April 2022": (1, 2, 0, 0),
    "May 2022": (1, 1, 0, 0),
    "June 2022": (0, 1, 1, 0),
    "September 2022": (0, 1, 0, 0),
    "January 2023": (0, 0, 0, 1),
    "March 2023": (0, 2, 0, 0),
    "April 2023": (0, 1, 0, 0),
    NO_DATE: (0, 1, 0, 1),
}
RATINGS = (Rag.BLUE, Rag.GREEN, Rag.AMBER, Rag.NONE)


def accepted(vale, data: bytes):
    found = sheets.look("plan", vale, data)
    assert found.problems == []
    return accepting.accept(preview=found, by=None)


def test_the_position_of_a_published_plan_comes_out_as_printed(vale):
    lines = [
        f"{'Neglect' if number == 6 else ''}{'Exploitation' if number == 1 else ''},,"
        f"{number}. Task {number},{due},Business group,Said of {number},{rating},31/03/2023"
        for number, (rating, due) in enumerate(PRINTED, start=1)
    ]
    accepted(vale, sheets.csv(f"{HEAD},As at", *lines))
    found = position(standings(of_plan(Plan.objects.get()), vale, END), END)
    printed = [
        int(row["value"])
        for row in _rows("cumbria")
        if row["section"] == "Plan" and row["measure"] in ("actions", "actions by rating")
    ]
    by = found.counts.by
    assert [found.counts.total, by[Rag.NONE], by[Rag.AMBER], by[Rag.BLUE], by[Rag.GREEN]] == printed
    assert {
        month.label: tuple(month.counts.by[rating] for rating in RATINGS) for month in found.months
    } == BY_MONTH
    assert found.months[-1].words == ["Annually", "Ongoing"]
    assert found.sentence == (
        "Of 20 lines, 7 complete, 10 on track, 1 at risk and 2 not known. "
        "8 are past the due date and not complete."
    )
    wrong = {one.id for one in check_file(figures_file("cumbria")).wrong}
    assert not [one for one in wrong if one.startswith(("003.L6", "003.L608"))]


def _rows(key: str) -> list[dict[str, str]]:
    with figures_file(key).open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def test_a_table_that_names_its_priorities_once_is_read(vale, council):
    group = made.a_group(vale, "Learning Group")
    data = sheets.xlsx(
        [
            HEAD.split(","),
            ["Neglect", "Children are seen early", "1. Roll out", "March 2027", "Learning Group", "Two", "G"],
            [None, None, "2. Train leads", "Ongoing", "Vale Council", None, "amber"],
            [None, "Families are heard", "3. Ask families", "??", "Whoever can", None, None],
            ["Learning", "We change", "4. Brief after reviews", "March 2013?", None, "Done", "Completed"],
        ]
    )  # fmt: skip
    found = sheets.look("plan", vale, data)
    assert found.problems == []
    told = {(each.row, each.field) for each in found.notes}
    assert told == {(2, "plan"), (3, "due"), (4, "due"), (4, "lead"), (5, "due")}
    done = accepting.accept(preview=found, by=None)
    lines = PlanLine.objects.order_by("order")
    assert [(line.priority.title, line.objective.title, line.number) for line in lines] == [
        ("Neglect", "Children are seen early", "1"),
        ("Neglect", "Children are seen early", "2"),
        ("Neglect", "Families are heard", "3"),
        ("Learning", "We change", "4"),
    ]
    assert [row.words for row in LineDue.objects.order_by("line__order")] == [
        "", "Ongoing", "??", "March 2013?",
    ]  # fmt: skip
    assert [line.leads.get().called for line in lines[:3]] == [
        "Learning Group", "Vale Council", "Whoever can",
    ]  # fmt: skip
    assert lines[0].leads.get().group == group
    assert [row.verb for row in AuditRow.objects.filter(verb__startswith="plan")] == [
        "plan.bring_in"
    ]
    accepting.undo(by=None, found=done)
    assert not Plan.objects.exists() and not Priority.objects.exists()


def test_a_line_that_is_there_gets_the_update_and_the_new_date(vale):
    plan = make.a_plan(vale, "Business plan", start=None)
    line = make.a_line(plan, "Train leads", due="March 2026", added=date(2025, 4, 1))
    make.updated(line, "green", date(2026, 1, 1), "Begun")
    data = sheets.csv("Task,Due,RAG,Update", "Train leads,June 2027,A,It slips", "Meet,,,")
    found = sheets.look("plan", vale, data)
    assert (found.new, found.changed) == (1, 1)
    accepting.accept(preview=found, by=None)
    assert [row.text for row in line.updates.all()] == ["Begun", "It slips"]
    assert line.dues.last().reason == "As the file says."
    again = sheets.look("plan", vale, data)
    assert (again.new, again.changed, again.unchanged) == (0, 0, 2)


@pytest.mark.parametrize(
    ("line", "field"),
    [
        (",Train,,,purple", "rating"),
        (",,,,G", "wording"),
        ("Other plan,Train,,,", "plan"),
        (",Train,a date that nobody could ever mean and that runs on for more than sixty,,", "due"),
        (",Train,,1 January 2199,", "updated"),
    ],
)
def test_what_cannot_be_is_named_with_its_row(vale, line, field):
    make.a_plan(vale, "Other plans")
    found = sheets.look("plan", vale, sheets.csv("Plan,Task,Due,As at,RAG", line))
    assert field in {name for _, name in sheets.told(found.problems)}
    assert found.ready == 0


def test_of_several_plans_one_is_named(vale):
    make.a_plan(vale, "One")
    make.a_plan(vale, "Two")
    found = sheets.look("plan", vale, sheets.csv("Plan,Task", "One,Train", ",Meet"))
    assert sheets.told(found.problems) == [(3, "plan")]
