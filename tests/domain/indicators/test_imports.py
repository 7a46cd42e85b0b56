"""Files of returns: looked through, accepted, hostile."""

import io
import json
import os
import signal
import subprocess
import sys
import time
import zipfile
from decimal import Decimal

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from safeloom.domain.indicators.commands import set_target
from safeloom.domain.indicators.definitions import Breakdown, State, Totals
from safeloom.domain.indicators.imports import accept, preview_table
from safeloom.domain.indicators.models import Measure, Return
from safeloom.web.uploads import Bounds, RowsRefused, Unreadable, read_table
from tests.factories import indicators as make

HEAD = [
    "Measure",
    "Area or agency",
    "Period",
    "Numerator",
    "Denominator",
    "Value",
    "State",
    "Narrative",
]
HEAD_LINE = "measure,area,period,numerator,denominator,value,state,narrative,reason"


def table(*lines: str) -> list:
    return read_table("\n".join([HEAD_LINE, *lines]).encode())


def looked(vale, *lines: str, **said):
    return preview_table(vale, table(*lines), day=make.LATER, **said)


def problems(vale, *lines: str, **said) -> list[tuple]:
    return [(each.row, each.field, each.mend) for each in looked(vale, *lines, **said).problems]


@pytest.fixture
def measures(vale, areas):
    make.percentage(vale, "reviews-in-time")
    make.measure(vale, "plans")
    make.measure(vale, "meetings", breakdown=Breakdown.WHOLE, totals=Totals.NONE)


def test_a_file_is_looked_through_and_then_written(vale, measures):
    seen = looked(
        vale,
        "reviews-in-time,Ashby,Q1 2026-27,9,10,,,",
        'Plans,BIRCH,April to June 2026,,,"1,234",provisional,',
        ",,,,,,,",
        "plans,Calder,30/06/2026,,,n/a,,",
        "meetings,,2026-27 Q1,,,0,,",
    )
    assert (seen.read, seen.ready, seen.new, seen.problems) == (4, 4, 4, [])
    assert not Return.objects.exists()
    accept(seen)
    found = {(row.measure.key, str(row.area)): row for row in Return.objects.all()}
    assert found["plans", "Birch"].value == 1234
    assert found["plans", "Birch"].state == State.PROVISIONAL
    assert found["plans", "Calder"].state == State.NOT_APPLICABLE
    assert found["meetings", "None"].value == 0
    again = looked(vale, "reviews-in-time,Ashby,Q1 2026-27,9,10,,,")
    assert (again.new, again.changed, again.unchanged) == (0, 0, 1)


def test_every_problem_is_named_by_row_and_field(vale, measures, areas):
    measure = make.percentage(vale, "red")
    set_target(by=None, measure=measure, value=Decimal(90))
    make.returned(measure, "Q1 2026-27", areas[0], (9, 10))
    found = problems(
        vale,
        "reviews-in-tim,Ashby,Q1 2026-27,9,10,,,",
        "plans,Ashbey,Q1 2026-27,,,1,,",
        "plans,Ashby,2026-27,,,1,,",
        "plans,Ashby,Q1 2026-27,,,lots,,",
        "plans,Ashby,Q1 2026-27,,,,,",
        "reviews-in-time,Ashby,Q1 2026-27,11,10,,,",
        "red,Birch,Q1 2026-27,1,10,,,",
        "red,Ashby,Q1 2026-27,10,10,,,",
        "plans,Birch,Q1 2026-27,,,1,,",
        "plans,Birch,Q1 2026-27,,,1,,",
        "plans,Calder,Q1 2035-36,,,1,,",
        "plans,Calder,Q1 2026-27,,,1,perhaps,",
    )
    assert [(row, field) for row, field, _ in found] == [
        (2, "measure"),
        (3, "about"),
        (4, "period"),
        (5, "value"),
        (6, "value"),
        (7, "numerator"),
        (8, "narrative"),
        (9, "reason"),
        (11, "measure"),
        (12, "period"),
        (13, "state"),
    ]
    assert "reviews-in-time" in found[0][2]
    assert "Ashby" in found[1][2]
    assert Return.objects.count() == 1


def test_one_problem_keeps_the_whole_file_out(vale, measures):
    seen = looked(vale, "plans,Ashby,Q1 2026-27,,,1,,", "plans,Birch,Q1 2026-27,,,-1,,")
    assert (seen.read, seen.ready) == (2, 1)


def test_an_agency_leads_file_holds_that_agencys_returns_only(vale, measures, council):
    found = problems(vale, "plans,Ashby,Q1 2026-27,,,1,,", own={council.pk})
    assert [(row, field) for row, field, _ in found] == [(2, "about")]


def test_what_changed_between_preview_and_acceptance_is_noticed(vale, measures, areas):
    from safeloom.domain.indicators.models import Measure

    seen = looked(vale, "plans,Ashby,Q1 2026-27,,,1,,")
    make.returned(Measure.objects.get(key="plans"), "Q1 2026-27", areas[0], 5)
    with pytest.raises(RowsRefused):
        accept(seen)
    assert Return.objects.get().value == 5


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_a_csv_is_read_whoever_wrote_it(encoding, separator):
    lines = [separator.join(["measure", "narrative"]), separator.join(["plans", "Café – £5"])]
    found = read_table("\r\n".join(lines).encode(encoding))
    assert found == [["measure", "narrative"], ["plans", "Café – £5"]]


def workbook(rows) -> bytes:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    sheet = book.add_worksheet()
    for number, row in enumerate(rows):
        for place, value in enumerate(row):
            sheet.write(number, place, value)
    book.close()
    return out.getvalue()


def test_a_spreadsheet_is_read_with_its_numbers_exact(vale, measures):
    data = workbook(
        [
            HEAD,
            ["plans", "Ashby", "Q1 2026-27", "", "", 12, "", ""],
            ["reviews-in-time", "Ashby", "Q1 2026-27", "", "", 0.85, "", ""],
        ]
    )
    seen = preview_table(vale, read_table(data), day=make.LATER)
    assert seen.entries[0].value == 12
    (problem,) = seen.problems
    assert (problem.row, problem.field) == (3, "value")
    assert "85" in problem.problem


def zipped(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, data in parts.items():
            packed.writestr(name, data)
    return out.getvalue()


FAR = (
    b'<worksheet><sheetData><row r="1"><c r="XFD1048576"><v>1</v></c></row></sheetData></worksheet>'
)
HOSTILE = {
    "nothing": (b"", 422, "empty"),
    "a web page": (b"<html><table><tr><td>1</td></tr></table></html>", 422, "web page"),
    "an old Excel file": (b"\xd0\xcf\x11\xe0" + b"0" * 600, 422, "old Excel"),
    "a picture": (b"\x89PNG\r\n\x1a\n\x00\x00", 422, "neither"),
    "broken": (b"PK\x03\x04 and no more", 422, "damaged"),
    "another archive": (zipped({"readme.txt": b"hello"}), 422, "ZIP archive"),
    "macros": (zipped({"xl/workbook.xml": b"<x/>", "xl/vbaProject.bin": b"1"}), 422, "macros"),
    "a bomb": (zipped({"xl/workbook.xml": b"0" * 200_000_000}), 413, "unpacks"),
    "a far cell": (
        zipped({"xl/workbook.xml": b"<x/>", "xl/worksheets/sheet1.xml": FAR}),
        413,
        "rows",
    ),
    "too many columns": (b",".join([b"x"] * 500) + b"\n", 413, "columns"),
    "too large": (b"x" * 10_000_001, 413, "larger"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_gets_one_clear_message(name):
    data, status, said = HOSTILE[name]
    with pytest.raises(Unreadable, match=said) as caught:
        read_table(data)
    assert caught.value.status == status


@given(st.binary(max_size=400))
def test_no_bytes_break_the_reader(data):
    try:
        read_table(data, Bounds(rows=50, columns=10))
    except Unreadable as problem:
        assert str(problem).endswith(".")


CELL = st.one_of(
    st.text(max_size=12),
    st.sampled_from(["plans", "Ashby", "Q1 2026-27", "12", "n/a", "-3", "1e9", "٣", "9" * 40]),
)


@given(st.lists(st.lists(CELL, min_size=9, max_size=9), min_size=1, max_size=4))
def test_no_row_breaks_the_preview_or_slips_through(rows):
    from safeloom.domain.indicators.imports.columns import COLUMNS
    from safeloom.domain.indicators.imports.rows import Reader
    from safeloom.domain.indicators.models import Measure

    class Lookup:
        def measure(self, text):
            return Measure(key="plans", unit="count", breakdown="whole", frequency="quarter")

        nearest_measure = area = agency = nearest_area = nearest_agency = lambda self, text: ""

    for number, row in enumerate(rows, start=2):
        cells = {name: cell.strip() or None for name, cell in zip(COLUMNS, row, strict=True)}
        entry, found = Reader(Lookup()).read(number, cells)
        assert (entry is None) == bool(found)
        assert all(each.row == number and each.problem and each.mend for each in found)


def run_import(*arguments: str, **said) -> subprocess.CompletedProcess:
    return subprocess.run(
        [sys.executable, "-m", "safeloom.config.manage", "import", *arguments],
        capture_output=True,
        text=True,
        timeout=120,
        **said,
    )


@pytest.fixture
def committed(transactional_db, tmp_path):
    """A partnership that other processes see, and their environment."""
    from django.db import connection

    from tests.factories import foundation, partnership

    vale = foundation.partnership("killed")
    areas = [partnership.an_area(vale, name) for name in ("Ashby", "Birch", "Calder")]
    for number in range(20):
        make.measure(vale, f"m{number}", frequency="month")
    settings = connection.settings_dict
    if connection.vendor == "sqlite":
        url = f"sqlite:///{settings['NAME']}"
    else:
        user, host, port = settings["USER"], settings["HOST"], settings["PORT"]
        url = f"postgres://{user}:{settings['PASSWORD']}@{host}:{port}/{settings['NAME']}"
    if "memory" in str(settings["NAME"]):
        pytest.skip("this database lives in one process")
    return vale, areas, {**os.environ, "DATABASE_URL": url}


def months(count: int) -> list[str]:
    names = ["January", "February", "March", "April", "May", "June", "July", "August"]
    names += ["September", "October", "November", "December"]
    return [f"{names[number % 12]} {2010 + number // 12}" for number in range(count)]


def big_file(path, rows_a_place: int) -> int:
    lines = [
        f"m{number},{area},{month},,,{number},,,"
        for number in range(20)
        for area in ("Ashby", "Birch", "Calder")
        for month in months(rows_a_place)
    ]
    path.write_text("\n".join([HEAD_LINE, *lines]))
    return len(lines)


@pytest.mark.once  # on PostgreSQL an import of people is killed (tests/web/imports)
def test_an_import_that_is_killed_leaves_nothing(committed, tmp_path):
    vale, _, environment = committed
    path = tmp_path / "returns.csv"
    many = big_file(path, 150)
    command = [sys.executable, "-m", "safeloom.config.manage", "import", "returns", str(path)]
    for delay in (0.0, 0.15, 0.4):
        process = subprocess.Popen(
            [*command, "--partnership", vale.key, "--accept"],
            env=environment,
            stderr=subprocess.PIPE,
            text=True,
        )
        for line in process.stderr:
            if line.startswith("Writing"):
                break
        time.sleep(delay)
        process.send_signal(signal.SIGKILL)
        process.wait()
        process.stderr.close()
        assert Return.objects.count() in (0, many)
    done = run_import("returns", str(path), "--partnership", vale.key, "--accept", env=environment)
    assert done.returncode == 0, done.stderr
    assert Return.objects.count() == many


def test_the_command_says_it_in_json_and_by_its_exit_code(committed, tmp_path):
    vale, _, environment = committed
    path = tmp_path / "returns.csv"
    path.write_text(f"{HEAD_LINE}\nm0,Ashby,June 2020,,,1,,,\nm0,Birch,June 2020,,,x,,,\n")
    told = run_import(
        "returns", str(path), "--partnership", vale.key, "--accept", "--json", env=environment
    )
    assert told.returncode == 1
    found = json.loads(told.stdout)
    assert (found["read"], found["ready"]) == (2, 1)
    assert [(each["row"], each["field"], each["value"]) for each in found["problems"]] == [
        (3, "value", "x")
    ]
    assert not Return.objects.exists()
    path.write_bytes(b"\x89PNG\x00")
    assert (
        run_import("returns", str(path), "--partnership", vale.key, env=environment).returncode == 2
    )


@pytest.mark.parametrize("cell", ["1e308", "1e27", "NaN", "1e999", "-1e308", "1e-300", "1" * 30])
@pytest.mark.parametrize("place", ["value", "numerator", "denominator"])
def test_absurd_numbers_are_problems_and_never_an_error(vale, measures, cell, place):
    set_target(by=None, measure=Measure.objects.get(key="plans"), value=Decimal(90))
    set_target(by=None, measure=Measure.objects.get(key="reviews-in-time"), value=Decimal(90))
    number = str(float(cell)) if len(cell) == 30 or "a" in cell else Decimal(cell)
    for found in (number, cell):
        said = dict.fromkeys(("numerator", "denominator"), Decimal(5)) | {place: found}
        row = [said.get(name) for name in ("numerator", "denominator", "value")]
        plain = ["plans", "Ashby", "Q1 2026-27", None, None, found, None, None]
        parts = ["reviews-in-time", "Ashby", "Q1 2026-27", *row, None, None]
        assert preview_table(vale, [HEAD, plain, parts], day=make.LATER).problems
