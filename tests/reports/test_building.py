"""A built report: its figures are right, small numbers cannot be found out, sources lead somewhere."""

import csv
import io
import re
from fractions import Fraction

import pikepdf
import pytest
from django.urls import resolve

from safeloom.domain.indicators.definitions import Unit
from safeloom.kernel.printed import NotANumber, read
from safeloom.reports import commands
from safeloom.reports.building import build
from safeloom.reports.document.tree import ChartPart
from safeloom.reports.management.commands.report import check_figures
from safeloom.reports.material import NOT_SHOWN
from safeloom.reports.outputs import render
from tests.factories import indicators, reports
from tests.factories import partnership as structure
from tests.reports.solving import determined

pytestmark = pytest.mark.django_db
QUARTERS = ("Q1 2025-26", "Q2 2025-26", "Q3 2025-26", "Q4 2025-26")
SMALL = {(0, 1): 3, (1, 0): 2, (2, 2): 1}


@pytest.fixture
def areas(vale):
    return [structure.an_area(vale, name) for name in ("Ashdale", "Brook", "Cray")]


@pytest.fixture
def report(vale, areas):
    """A report with every live block on counts, percentages, rates and money, some of them small."""
    count = indicators.measure(vale, "missing", theme="Safety")
    share = indicators.percentage(vale, "in-time", theme="Safety")
    rate = indicators.measure(
        vale,
        "plans-rate",
        unit=Unit.RATE,
        numerator="Plans",
        denominator="Children",
        decimals=1,
    )
    money = indicators.measure(vale, "spent", unit=Unit.POUNDS, numerator="Pounds")
    for at, area in enumerate(areas):
        for quarter, when in enumerate(QUARTERS):
            number = SMALL.get((at, quarter), 11 + 7 * at + quarter)
            indicators.returned(count, when, area, number)
            indicators.returned(share, when, area, (number, number + 9))
            indicators.returned(rate, when, area, (number, 20_000 + 100 * at))
            indicators.returned(money, when, area, 1_250 * (at + quarter) - 1_000)
    found = reports.a_report(vale)
    section = reports.section(found, "impact")
    for measure in (count, share, rate, money):
        commands.add_block(by=None, section=section, block="measure_chart", about=[measure.record])
    reports.written(
        found,
        text="Children went missing [[missing/total/2025-26/value]] times, in Ashdale"
        " [[missing/ashdale/q2 2025-26/value]]; [[in-time/brook/2025-26/value]] were seen in time.",
    )
    return found


def rows_of(built) -> list[dict[str, str]]:
    content = render(built.document).figures_csv.decode()
    return list(csv.DictReader(io.StringIO(content)))


@pytest.mark.parametrize("public", [True, False])
def test_every_figure_that_follows_from_others_is_right(report, public) -> None:
    outcome = check_figures(render(build(report, public=public).document).figures_csv)
    assert outcome.wrong == () and outcome.unreadable == ()
    assert outcome.checked > 40


def test_small_numbers_are_shown_to_those_inside_only(report) -> None:
    inside = {row["value"] for row in rows_of(build(report, public=False))}
    assert {"1", "2", "3"} <= inside and NOT_SHOWN not in inside
    outside = rows_of(build(report))
    counts = [
        row for row in outside if row["id"].startswith("missing/") and row["id"].endswith("value")
    ]
    assert not {"1", "2", "3", "4"} & {row["value"] for row in counts}
    assert NOT_SHOWN in {row["value"] for row in counts}


def test_no_hidden_number_of_people_can_be_worked_out(report) -> None:
    whole, public = build(report, public=False), build(report)
    assert public.hidden
    people = {
        id: int(number.value)
        for id, number in whole.numbers.items()
        if number.value is not None and _counts_people(id)
    }
    hidden = {id for id in people if id in public.hidden}
    assert {id for id, value in people.items() if 1 <= value <= 4} <= hidden
    known = {}
    for row in rows_of(public):
        try:
            known[row["id"]] = Fraction(read(row["value"]).value)
        except NotANumber:
            continue
    relations = [
        (number.id, number.row.rule, number.row.terms)
        for number in whole.numbers.values()
        if number.row.rule
    ]
    assert determined(known, relations) & hidden == set()


def _counts_people(id: str) -> bool:
    measure, what = id.split("/")[0], id.split("/")[-1]
    if measure == "missing":
        return what == "value"
    return measure in ("in-time", "plans-rate") and what == "numerator"


def test_nothing_hidden_stands_in_any_output(report) -> None:
    built = build(report)
    id = "missing/ashdale/2025-07-01--2025-09-30/value"
    assert id in built.hidden
    row = next(row for row in rows_of(built) if row["id"] == id)
    assert (row["value"], row["rule"], row["terms"]) == (NOT_SHOWN, "", "")
    html = render(built.document).html.decode()
    assert f"in Ashdale {NOT_SHOWN}" in _words(html)


def _words(html: str) -> str:

    return " ".join(re.sub(r"<[^>]+>", " ", html).replace("\n", " ").split()).replace(" ;", ";")


def test_each_number_leads_to_its_record(report) -> None:
    led = 0
    for row in rows_of(build(report)):
        if row["source_url"]:
            assert resolve(row["source_url"])
            led += 1
    assert led > 60


def test_the_same_state_gives_the_same_hash_and_another_number_another(report, areas) -> None:
    from safeloom.domain.indicators.models import Measure
    from safeloom.reports.building import content_hash

    first = content_hash(build(report))
    assert content_hash(build(report)) == first
    count = Measure.objects.get(key="missing")
    indicators.returned(count, "Q4 2025-26", areas[2], 99, reason="Counted again.")
    assert content_hash(build(report)) != first


def test_a_section_left_out_is_not_printed(report) -> None:
    section = reports.section(report, "restraint")
    assert section.title in _words(render(build(report).document).html.decode())
    commands.mark_section(by=None, section=section, state="left-out")
    headings = [part.text for part in build(report).document.parts if hasattr(part, "anchor")]
    assert section.title not in headings


def test_building_asks_the_same_number_of_questions_at_any_size(
    report, vale, areas, django_assert_max_num_queries
) -> None:
    with django_assert_max_num_queries(400) as first:
        build(report)
    for number in range(3):
        more = indicators.measure(vale, f"more-{number}", theme="More")
        for area in areas:
            indicators.returned(more, "Q4 2025-26", area, 30)
    with django_assert_max_num_queries(400) as second:
        build(report)
    assert len(second) == len(first)


def test_a_built_report_read_back_is_tagged_and_told(report) -> None:
    built = build(report)
    pdf = pikepdf.open(io.BytesIO(render(built.document).pdf))
    found = _tags(pdf.Root.StructTreeRoot.K)
    kinds = [str(node.S) for node in found]
    charts = [part.chart for part in built.document.parts if isinstance(part, ChartPart)]
    assert str(pdf.Root.Lang) == "en-GB" and pdf.Root.MarkInfo.Marked
    with pdf.open_metadata() as about:
        assert about["dc:title"] == f"{report.record.title}, {report.record.partnership.name}"
    assert {"/H1", "/Table", "/TH", "/TD", "/Figure", "/Caption", "/Link"} <= set(kinds)
    told = {str(node.Alt) for node in found if str(node.S) == "/Figure"}
    assert {f"{chart.title}. {chart.sentence}" for chart in charts} <= told
    for node in (node for node in found if str(node.S) == "/TH"):
        about = node.A if isinstance(node.A, pikepdf.Array) else [node.A]
        assert any("/Scope" in one for one in about)


def _tags(node) -> list:
    if isinstance(node, pikepdf.Array):
        return [one for inner in node for one in _tags(inner)]
    if not isinstance(node, pikepdf.Dictionary):
        return []
    return [*([node] if "/S" in node else []), *(_tags(node.K) if "/K" in node else [])]


def test_each_printed_number_leads_to_a_note_and_the_note_to_the_measure(report) -> None:
    html = render(build(report, site="https://p.example").document).html.decode()
    led = set(re.findall(r'class="figure" href="#(source-\d+)"', html))
    noted = dict(re.findall(r'<span id="(source-\d+)"></span>.*?href="([^"]+)"', html))
    assert led and led <= noted.keys()
    measures = len(set(noted.values()))
    assert len(noted) == measures  # one note a measure
    assert all(resolve(url.removeprefix("https://p.example")) for url in noted.values())
