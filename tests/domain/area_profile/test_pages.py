"""The pages of the area profile, as the unit and the others meet them."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from safeloom.domain.area_profile.models import Deprivation, Population, Schools
from tests.factories import area_profile as make
from tests.factories import foundation
from tests.factories import partnership as made

DAY = {"day-day": "30", "day-month": "6", "day-year": "2024"}
SOURCED = {**DAY, "source": "Mid-year estimates of an invented office"}
ROOT = "/vale/partnership/profile/"


def named(name: str, page) -> dict[str, str]:
    """The day's inputs as the form calls them."""
    found = re.findall(rf'name="({name}[-_.][a-z0-9]+)"', page.content.decode())
    assert len(found) == 3, found
    return dict(zip(found, ("30", "6", "2024"), strict=True))


@pytest.fixture
def eden(areas) -> str:
    return f"{ROOT}{areas[1].record.reference}/"


def test_a_population_is_added_and_stands_with_its_source(manager, areas, eden):
    page = manager.get(f"{eden}population/add/")
    said = {"from_age": "0", "to_age": "17", "number": "41200", "source": make.ESTIMATES}
    answer = manager.post(f"{eden}population/add/", said | named("day", page), follow=True)
    text = answer.content.decode()
    assert "41,200" in text and make.ESTIMATES in text and "30 June 2024" in text
    again = manager.post(f"{eden}population/add/", said | named("day", page))
    assert again.status_code == 422 and "is there already" in again.content.decode()
    assert Population.objects.count() == 1


def test_many_are_pasted_or_none(manager, areas):
    page = manager.get(f"{ROOT}populations/add/")
    said = {"source": make.ESTIMATES} | named("day", page)
    lines = "Area\tAges\tNumber\nAshby\t0-17\t20,100\nEden\t0 to 17\t41200\n\nTotal\t0-17\t99000"
    wrong = manager.post(f"{ROOT}populations/add/", said | {"lines": f"{lines}\nEdne\t5\t3"})
    assert wrong.status_code == 422 and "no area “Edne”" in wrong.content.decode()
    assert not Population.objects.exists()
    right = manager.post(f"{ROOT}populations/add/", said | {"lines": lines}, follow=True)
    assert "20,100" in right.content.decode()
    assert {row.where: row.number for row in Population.objects.all()} == {
        "Ashby": 20_100,
        "Eden": 41_200,
        "Vale Partnership": 99_000,
    }
    again = manager.post(f"{ROOT}populations/add/", said | {"lines": "Eden, 0-17, 41,300"})
    assert again.status_code == 422 and "41,200" in again.content.decode()


def test_schools_and_deprivation_are_added(manager, areas, eden):
    page = manager.get(f"{eden}schools/add/")
    said = {"kind": "academy", "primary": "12", "secondary": "0", "source": "A register"}
    manager.post(f"{eden}schools/add/", said | named("day", page))
    assert {row.phase: row.number for row in Schools.objects.all()} == {
        "primary": 12,
        "secondary": 0,
    }
    none = manager.post(
        f"{eden}schools/add/", {"kind": "any", "source": "A register"} | named("day", page)
    )
    assert none.status_code == 422 and "at least one phase" in none.content.decode()
    said = {"index": "imd", "edition": "2025", "told_as": "rank", "value": "12", "out_of": "153"}
    manager.post(f"{eden}deprivation/add/", said | {"source": "A ministry"} | named("day", page))
    assert Deprivation.objects.get().said == "Rank 12 of 153"
    text = manager.get(eden).content.decode()
    assert "Rank 12 of 153" in text and "Academy" in text and "A ministry" in text


def test_a_figure_is_corrected_and_says_what_it_said(manager, vale, areas):
    found = make.population(vale, areas[1], 41_200)
    address = f"{ROOT}population/{found.pk}/"
    page = manager.get(f"{address}correct/")
    said = {
        "from_age": "0",
        "to_age": "17",
        "number": "42100",
        "source": make.ESTIMATES,
        "revision": "1",
    } | named("day", page)
    assert manager.post(f"{address}correct/", said).status_code == 422
    said["reason"] = "Two digits were changed over."
    text = manager.post(f"{address}correct/", said, follow=True).content.decode()
    assert "42,100" in text and "41,200" in text and "Two digits were changed over." in text
    stale = manager.post(f"{address}correct/", said | {"number": "5"})
    assert stale.status_code == 409 and "42,100" in stale.content.decode()


def test_the_page_says_where_the_total_is_from(manager, vale, areas):
    for area, number in zip(areas, (100, 200, 300), strict=True):
        make.population(vale, area, number)
    text = manager.get(ROOT).content.decode()
    assert re.search(r">\s*600\s*<", text) and "The sum of its areas" in text
    make.population(vale, None, 650)
    text = manager.get(ROOT).content.decode()
    assert (
        re.search(r">\s*650\s*<", text)
        and "Its own figure; its areas add up to 600: look at both" in text
    )


def test_every_role_reads_and_only_the_unit_writes(client, vale, areas):
    found = make.population(vale, areas[1], 41_200)
    council, board = made.an_agency(vale), made.a_group(vale)
    for role, over in (("agency-lead", council), ("group-member", board), ("scrutineer", None)):
        client.force_login(foundation.granted(role, vale, over=over and over.principal))
        assert "41,200" in client.get(f"{ROOT}{areas[1].record.reference}/").content.decode()
        address = f"{ROOT}population/{found.pk}/"
        assert "Correct this figure" not in client.get(address).content.decode()
        assert client.get(f"{address}correct/").status_code == 404
        assert client.get(f"{ROOT}populations/add/").status_code == 404


@pytest.mark.parametrize("where", ["whole", "area"])
def test_more_figures_ask_no_more_of_the_database(manager, vale, areas, where):
    address = ROOT if where == "whole" else f"{ROOT}{areas[0].record.reference}/"

    def fill(year: int, area) -> None:
        day = make.MID_2024.replace(year=year)
        for at in (area, None):
            make.population(vale, at, 100, day=day)
            make.schools(vale, at, day=day)
            make.deprivation(vale, at, day=day)

    fill(2024, areas[0])
    manager.get(address)
    with CaptureQueriesContext(connection) as few:
        manager.get(address)
    fill(2023, areas[0])
    fill(2022, areas[0])
    with CaptureQueriesContext(connection) as many:
        manager.get(address)
    assert len(many) == len(few)
