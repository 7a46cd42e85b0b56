"""The scorecard: what an executive reads, from what agencies returned."""

import csv
import io
from datetime import date

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from python_calamine import CalamineWorkbook

from safeloom.domain.indicators.commands import set_target
from tests.factories import foundation
from tests.factories import indicators as make
from tests.factories import partnership as places

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_on_the_day")]

QUARTERS = [f"Q{quarter} {year}" for year in ("2024-25", "2025-26") for quarter in (1, 2, 3, 4)]


@pytest.fixture
def _on_the_day():
    with time_machine.travel(date(2026, 5, 20), tick=False):
        yield


@pytest.fixture
def vale():
    return foundation.partnership("vale")


def signed_in(account) -> Client:
    client = Client()
    client.force_login(account)
    return client


def a_scored_measure(vale, key="children-on-a-plan", last=130):
    """Two areas over two years; the target is at most 100, tolerance 20."""
    plans = make.measure(vale, key, title=key.replace("-", " ").capitalize())
    areas = [places.an_area(vale, f"{key} {name}") for name in ("North", "South")]
    for number, quarter in enumerate(QUARTERS):
        for area in areas:
            value = last / 2 if quarter == QUARTERS[-1] else 40 + number
            make.returned(plans, quarter, area, int(value))
    set_target(by=None, measure=plans, value=100, tolerance=20)
    return plans


def page_text(response) -> str:
    return " ".join(response.content.decode().split())


def test_an_executive_reads_value_target_direction_and_rating(vale):
    a_scored_measure(vale)
    page = signed_in(foundation.granted("statutory-partner", vale)).get("/vale/performance/")
    assert page.status_code == 200
    text = page_text(page)
    for said in ("1 measure, January to March 2026: 1 off track.", "130", "At most 100", "Worse"):
        assert said in text
    assert "Off track" in text
    assert "Q4 2025-26" in text


def test_the_file_holds_the_rows_and_columns_of_the_page(vale):
    a_scored_measure(vale)
    a_scored_measure(vale, "contacts", last=90)
    client = signed_in(foundation.granted("business-manager", vale))
    taken = client.get("/vale/performance/?export=csv")
    lines = list(csv.reader(io.StringIO(b"".join(taken).decode("utf-8-sig"))))
    assert lines[0][:2] == ["Measure", "Q1 2025-26"]
    assert [line[0] for line in lines[1:]] == ["Children on a plan", "Contacts"]
    assert lines[2][4:] == ["90", "86", "Worse", "At most 100", "Improved", "On track"]
    book = client.get("/vale/performance/?export=xlsx")
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(b"".join(book))).get_sheet_by_index(0)
    assert [[str(cell) for cell in row] for row in sheet.to_python()] == lines


def test_another_quarter_and_one_area_can_be_asked_for(vale):
    plans = a_scored_measure(vale)
    agency = places.an_agency(vale)
    area = plans.returns.first().area
    make.supply(plans, agency, area)
    client = signed_in(foundation.granted("business-manager", vale))
    text = page_text(client.get("/vale/performance/", {"quarter": "Q1 2025-26"}))
    assert "April to June 2025" in text
    text = page_text(client.get("/vale/performance/", {"of": f"area-{area.pk}"}))
    assert f"1 measure of {area.record.title}, January to March 2026" in text
    assert "65" in text


@pytest.mark.parametrize(
    "asked",
    [{"quarter": "soon"}, {"quarter": "Q1 2030-31"}, {"theme": "None such"}, {"of": "area-1"}],
)
def test_what_cannot_be_shown_is_said(vale, asked):
    a_scored_measure(vale)
    client = signed_in(foundation.granted("business-manager", vale))
    answer = client.get("/vale/performance/", asked)
    assert answer.status_code == 400
    assert "cannot be shown as asked" in answer.content.decode()


def test_a_lead_sees_the_measures_of_the_own_agency_and_is_told_so(vale):
    plans = a_scored_measure(vale)
    a_scored_measure(vale, "contacts")
    agency = places.an_agency(vale)
    make.supply(plans, agency, plans.returns.first().area)
    lead = foundation.granted("agency-lead", vale, over=agency.principal)
    text = page_text(signed_in(lead).get("/vale/performance/"))
    assert "Children on a plan" in text
    assert "Contacts" not in text
    assert "Totals are of the returns that you may see." in text


def test_the_queries_are_as_many_for_three_measures_as_for_one(vale):
    client = signed_in(foundation.granted("business-manager", vale))

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get("/vale/performance/").status_code == 200
        return len(queries)

    a_scored_measure(vale)
    client.get("/vale/performance/")
    one = asked()
    a_scored_measure(vale, "contacts")
    a_scored_measure(vale, "referrals")
    assert asked() == one


def test_the_measures_of_a_theme_stand_together_under_it(vale) -> None:
    for order, (key, theme) in enumerate(
        [("a", "Front door"), ("b", "Health"), ("c", "Front door")]
    ):
        make.measure(vale, key, title=f"Measure {key}", theme=theme, order=order)
    page = signed_in(foundation.granted("scrutineer", vale)).get(f"/{vale.key}/performance/")
    table = page.content.decode().split("<tbody", 1)[1]
    places_of = [table.index(f">{words}<") for words in ("Measure a", "Measure c", "Measure b")]
    assert places_of == sorted(places_of)
    assert table.count("Front door") == 1
