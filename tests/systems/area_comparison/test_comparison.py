"""The area comparison: opening, closing, change and arrow, worked out and never typed."""

import csv
import io
from datetime import date

import pytest
import time_machine
from django.test import Client

from tests.factories import foundation
from tests.factories import indicators as make
from tests.factories import partnership as places

pytestmark = pytest.mark.django_db


@pytest.fixture
def vale():
    with time_machine.travel(date(2026, 5, 20), tick=False):
        yield foundation.partnership("vale")


def client_of(role, vale) -> Client:
    client = Client()
    client.force_login(foundation.granted(role, vale))
    return client


def compared(client, **asked):
    taken = client.get("/vale/performance/areas/", {"export": "csv", **asked})
    return list(csv.reader(io.StringIO(b"".join(taken).decode("utf-8-sig"))))[1:]


def test_each_area_and_all_of_them_with_change_and_direction(vale):
    plans = make.measure(vale, "plans", title="Children on a plan")
    for name, opening, closing in (("Ash", 155, 139), ("Birch", 310, 356), ("Cedar", 0, 4)):
        area = places.an_area(vale, name)
        make.returned(plans, "Q4 2024-25", area, opening)
        make.returned(plans, "Q4 2025-26", area, closing)
    client = client_of("scrutineer", vale)
    assert compared(client) == [
        ["Children on a plan", "Ash", "155", "139", "-10.3", "Improved"],
        ["Children on a plan", "Birch", "310", "356", "14.8", "Worse"],
        ["Children on a plan", "Cedar", "0", "4", "From zero", "Worse"],
        ["Children on a plan", "All areas", "465", "499", "7.3", "Worse"],
    ]
    page = client.get("/vale/performance/areas/").content.decode()
    assert all(said in page for said in ("All areas", "-10.3%", "+14.8%"))


def test_an_area_without_a_number_is_not_compared(vale):
    plans = make.measure(vale, "plans", title="Children on a plan")
    area = places.an_area(vale, "Ash")
    make.returned(plans, "Q4 2024-25", area)
    make.returned(plans, "Q4 2025-26", area, 139)
    rows = compared(client_of("scrutineer", vale))
    assert rows[0] == ["Children on a plan", "Ash", "Not supplied", "139", "Not comparable", ""]


def test_one_theme_at_a_time_unless_all_are_asked_for(vale):
    for theme, key in (("Front door", "contacts"), ("Protection", "plans")):
        measure = make.measure(vale, key, title=key.title(), theme=theme)
        make.returned(measure, "Q4 2025-26", places.an_area(vale, f"{key} area"), 5)
    client = client_of("scrutineer", vale)

    def measures(**asked):
        return {row[0] for row in compared(client, **asked)}

    assert measures() == {"Contacts"}
    assert measures(theme="Protection") == {"Plans"}
    assert measures(theme="all") == {"Contacts", "Plans"}
    assert client.get("/vale/performance/areas/", {"theme": "None such"}).status_code == 400


@pytest.mark.parametrize(
    "asked", [{"opening": "Q4 2025-26", "closing": "Q4 2024-25"}, {"closing": "x"}]
)
def test_what_cannot_be_compared_is_said(vale, asked):
    answer = client_of("scrutineer", vale).get("/vale/performance/areas/", asked)
    assert answer.status_code == 400
    assert "cannot be compared as asked" in answer.content.decode()
