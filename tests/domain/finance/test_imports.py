"""Budget and account sheets: two published accounts come out as printed, or what is not right is named."""

import csv
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeloom.domain.finance.commands import years
from safeloom.domain.finance.definitions import Side
from safeloom.domain.finance.imports.amounts import amount_of, year_heading
from safeloom.domain.finance.imports.structure import LINE, Seen, place_rows
from safeloom.domain.finance.models import AgreementLine, Budget, Contribution, Head, Receipt, Spend
from safeloom.domain.finance.queries import contributions as queries
from safeloom.domain.finance.queries.account import read_account
from safeloom.foundation.audit.models import AuditRow
from safeloom.kernel.figures import check, from_cells
from safeloom.kernel.money import money_words
from safeloom.web.imports.accepting import accept, undo
from safeloom.web.uploads import Unreadable
from tests.factories import finance, partnership, sheets

PRINTED = Path(__file__).parent / "printed"


def printed(account: str) -> list[dict[str, str]]:
    """The figures of a published account, in the form that the figure check reads."""
    with (PRINTED / f"{account}.csv").open(encoding="utf-8") as opened:
        return list(csv.DictReader(opened))


def figures(account: str) -> dict[str, tuple[str, Decimal]]:
    """Whom each printed number is about, and the number, by its id."""
    return {row["id"]: (row["entity"], Decimal(row["value"])) for row in printed(account)}


def wrong(account: str) -> list[tuple[str, str]]:
    """What the figure check says is not right in a published account."""
    rows = enumerate(printed(account), start=2)
    outcome = check([from_cells(at, row) for at, row in rows])
    return [(each.id, each.worked_out) for each in outcome.wrong]


def look(vale, *lines: str):
    return sheets.look("budget", vale, sheets.csv(*lines))


def line(title, lines):
    return next(each for each in lines if each.title == title)


def amounts(lines) -> dict[str, Decimal]:
    return {each.title: each.sums.actual for each in lines}


PAYING = ("L915.1", "L916.1", "L917.1", "L918.1", "L919.1", "L920.1", "L921a.1")


@pytest.fixture
def account(vale):
    """The published statement of account as a sheet, its agencies, and the year it is of."""
    year = years.add_year(by=None, partnership=vale, start=date(2012, 4, 1), end=date(2013, 3, 31))
    said = figures("lancashire")

    def lines(*ids: str, name: str = "") -> list[str]:
        return [f'"{name or said[id][0]}","{said[id][1]:,}"' for id in ids]

    for id in PAYING:
        partnership.an_agency(vale, said[id][0])
    sheet = [
        "INCOME,Actual £",
        "Contributions,",
        *lines(*PAYING),
        # Moved to the reviews: less than nothing, in brackets.
        f'"{said["L921a.1"][0]}","({-said["L921b.1"][1]:,})"',
        *lines("L922.1", name="Total contributions"),
        *lines("L923.1", name="Child death panel"),
        *lines("L924.1", "L925.1", "L926.1", "L927.1", "L928.1"),
        *lines("L929.1", name=" "),
        "Reviews of serious cases,",
        *lines("L931.1", "L932.1", "L933.1", "L934.1"),
        *lines("L935.1", name=" "),
        *lines("L936.1", name="Other income"),
        *lines("L937.1", name="TOTAL INCOME"),
        "EXPENDITURE,£",
        *lines("L939.1", "L940.1", "L941.1", "L942.1"),
        *lines("L943.1", name="TOTAL EXPENDITURE"),
        f'Carry forward to 2013/14,"({said["L944.1"][1]:,})"',
    ]
    return year, sheet, {id: amount for id, (_, amount) in said.items()}


def test_a_published_statement_of_account_comes_out_as_printed(vale, account) -> None:
    year, lines, said = account
    seen = look(vale, *lines)
    assert not seen.problems
    assert wrong("lancashire") == [("L923.1", "107861")]
    # The one amount of the page that does not follow from its parts is named, with the difference.
    notes = [each.problem for each in seen.notes if "It says" in each.problem]
    assert notes == [
        "It says £233,000; the lines come to £107,861, a difference of £125,139. The lines are taken."
    ]
    before = AuditRow.objects.count()
    accept(preview=seen, by=None)
    assert AuditRow.objects.count() == before + 1
    found = read_account(year, year.end)
    assert found.total_income.sums.actual == said["L937.1"]
    assert found.total_expenditure.sums.actual == said["L943.1"]
    assert found.closing == said["L944.1"] == 111_289
    assert amounts(found.income) == {
        "Contributions": said["L922.1"],
        "Child death panel": said["L929.1"],
        "Reviews of serious cases": said["L935.1"],
        "Other income": said["L936.1"],
    }
    assert sorted(amounts(found.expenditure).values()) == sorted(
        said[f"L{n}.1"] for n in (939, 940, 941, 942)
    )
    panel = line("Child death panel", found.income)
    assert sorted(part.sums.actual for part in panel.parts) == sorted(
        said[f"L{n}.1"] for n in range(924, 929)
    )
    costs = queries.cost_per_partner(year, year.end)
    assert sorted(each.received for each in costs) == sorted(
        [*(said[f"L{n}.1"] for n in range(915, 921)), said["L921a.1"] + said["L921b.1"]]
    )
    assert Spend.objects.filter(brought=True).count() == 4


def test_the_same_sheet_again_changes_nothing_and_can_be_undone(vale, account) -> None:
    year, lines, _ = account
    made = accept(preview=look(vale, *lines), by=None)
    again = look(vale, *lines)
    assert (again.new, again.changed) == (0, 0) and again.unchanged == again.read == again.ready
    undo(by=None, found=made)
    assert not (Head.objects.exists() or Contribution.objects.exists() or Receipt.objects.exists())
    assert not (Spend.objects.exists() or AgreementLine.objects.exists())
    assert read_account(year, year.end).closing == 0


def test_published_contributions_come_out_as_printed_or_named(vale) -> None:
    said = figures("cumbria")
    shares = {f"{id}.1": said[f"{id}.2"][1] for id in ("L597", "L598", "L599")}
    year = years.add_year(by=None, partnership=vale, start=date(2020, 4, 1), end=date(2021, 3, 31))
    paying = ("L597.1", "L598.1", "L600.1", "L602.1")
    for id in paying:
        partnership.an_agency(vale, said[id][0])
    words = {id: f" ({share}%)" for id, share in shares.items()}
    order = ("L597.1", "L598.1", "L599.1", "L600.1", "L602.1", "L604.1")
    seen = look(
        vale,
        "Agency,Budget Contribution",
        *(f'{said[id][0]}{words.get(id, "")},"£{said[id][1]:,}"' for id in order),
    )
    assert not seen.problems
    assert wrong("cumbria") == [("L599.3", "83809")]
    # Health's two parts come to a pound less than health, and all to a pound less than the total.
    notes = [each.problem.split(", a")[0] for each in seen.notes if "It says" in each.problem]
    assert notes == [
        "It says £83,810; the lines come to £83,809",
        "It says £186,244; the lines come to £186,243",
    ]
    accept(preview=seen, by=None)
    costs = {each.name: each for each in queries.cost_per_partner(year, year.end)}
    assert {name: each.agreed for name, each in costs.items()} == dict(said[id] for id in paying)
    total = queries.total(costs.values())
    share = {id: costs[said[id][0]].share(total) for id in paying}
    assert (share["L597.1"], share["L598.1"]) == (shares["L597.1"], shares["L598.1"])
    assert share["L600.1"] + share["L602.1"] == shares["L599.1"]


def test_years_stand_in_columns_and_titles_above_their_lines(vale, year, council) -> None:
    label, before = str(year), finance.a_year(vale, back=1)
    seen = look(
        vale,
        f"Budget head,{before},{label} budget,{before} actual,Notes",
        "INCOME,,,,",
        "Contributions of partners,,,,",
        "Vale Council,900,1000,,",
        "EXPENDITURE,,,,",
        "Training,,,,",
        "Venues,100,nil,80.50,",
        "Trainers,200,,5,",
        "Total,300,0,85.50,",
    )
    assert [(each.row, each.field) for each in seen.problems] == []
    accept(preview=seen, by=None)
    now = read_account(year, year.end)
    assert line("Contributions of partners", now.income).sums.budget == 1000
    venues = line("Venues", line("Training", now.expenditure).parts)
    assert venues.sums.budget == 0
    # A blank is not nothing: trainers have no budget this year, and so no line.
    assert "Trainers" not in [part.title for part in line("Training", now.expenditure).parts]
    assert read_account(before, before.end).total_expenditure.sums.actual == Decimal("85.50")


def test_a_further_row_of_headings_begins_the_other_side(vale, year) -> None:
    seen = look(
        vale,
        "Income,Budget",
        "Grants,500",
        "Total income,500",
        "Expenditure,Budget",
        "Website,400",
        "Total expenditure,401",
    )
    assert [each.said.side for each in seen.entries] == [Side.INCOME, Side.EXPENDITURE]
    assert any("It says £401; the lines come to £400" in each.problem for each in seen.notes)


@pytest.mark.parametrize(
    ("lines", "field", "words"),
    [
        (["Head,Amount", "Website,100"], "side", "Put a row INCOME or EXPENDITURE above it"),
        (
            ["Income,Budget", "Contributions,", "Vale Counsel,5"],
            "line",
            "Did you mean Vale Council?",
        ),
        (["Expenditure,Budget", "Website,1.2.3"], "budget", "Write it as 1,234.50"),
        (["Expenditure,Actual", "Website,50"], "actual", "Leave the actual amount out"),
        (["Expenditure,Budget", "Website,soon"], "budget", "Write it as 1,234.50"),
        (["Expenditure,Budget,Year", "Website,5,1999-00"], "year", "Add it first"),
        (["Expenditure,Budget", "Website,5", "Website,6"], "line", "Keep one of the two"),
    ],
)
def test_what_cannot_be_taken_names_row_field_and_mend(
    vale, year, council, lines, field, words
) -> None:
    seen = look(vale, *lines)
    assert [each.field for each in seen.problems] == [field]
    assert words in seen.problems[0].mend


def test_a_budget_sheet_keeps_what_it_does_not_name(vale, year, training) -> None:
    accept(preview=look(vale, "Expenditure,Budget", "Training,100", "Website,50"), by=None)
    accept(preview=look(vale, "Expenditure,Budget", "Website,60"), by=None)
    found = read_account(year, year.end)
    assert {each.title: each.sums.budget for each in found.expenditure} == {
        "Training": 100,
        "Website": 60,
    }
    assert Budget.objects.count() == 2


def test_an_empty_sheet_is_refused(vale, year) -> None:
    with pytest.raises(Unreadable):
        look(vale, "Expenditure,Budget")


@given(st.decimals(-(10**8), 10**8, places=2, allow_nan=False))
def test_amounts_are_read_as_accounts_write_them(amount) -> None:
    assert amount_of(money_words(amount)).value == amount
    assert amount_of(amount).value == amount


@pytest.mark.parametrize("blank", [None, "", "-", "–", "£ -", "n/a", "tbc", "£"])
def test_blank_is_not_nothing(blank) -> None:
    assert amount_of(blank).value is None and not amount_of(blank).problem


@pytest.mark.parametrize(
    ("heading", "found"),
    [
        ("2023/24", ("2023/24", "budget")),
        ("Budget 2023-24 £", ("2023-24", "budget")),
        ("2022-2023 Actual", ("2022-2023", "actual")),
        ("Change since 2021/22", None),
        ("Budget", None),
    ],
)
def test_headings_name_years(heading, found) -> None:
    assert year_heading(heading) == found


@given(
    st.lists(
        st.lists(st.decimals(-1000, 1000, places=2), min_size=1, max_size=5), min_size=1, max_size=4
    )
)
def test_right_totals_are_never_doubted(blocks) -> None:
    """Blocks with titles and right subtotals, and a right total of all: no line is lost, nothing is noted."""
    rows, lines = [], []

    def add(text: str, amount: Decimal | None) -> int:
        said = {} if amount is None else {"actual": amount}
        rows.append(Seen(len(rows) + 1, text, "", "", said))
        return len(rows)

    add("INCOME", None)
    for number, block in enumerate(blocks):
        add(f"Title {number}", None)
        lines += [add(f"Line {place}", amount) for place, amount in enumerate(block)]
        add("", sum(block))
    add("Total income", sum(map(sum, blocks)))
    placed = place_rows(rows)
    assert [number for number, each in placed.items() if each.what == LINE] == lines
    assert not any(each.notes for each in placed.values())
