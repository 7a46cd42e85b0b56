"""Rates that take their denominator from the area profile."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from safeloom.domain.area_profile import commands as profile
from safeloom.domain.indicators.commands import change_measure, enter_return
from safeloom.domain.indicators.definitions import Breakdown, Counted, Totals, Unit
from safeloom.domain.indicators.entries import entry_for
from safeloom.domain.indicators.queries import (
    area_comparison,
    disclosure,
    figure,
    measure_history,
    scorecard,
    with_terms,
)
from safeloom.domain.indicators.references import BadReference
from safeloom.kernel import figures as figure_check
from safeloom.web.uploads import RowsRefused
from tests.factories import area_profile as make
from tests.factories import indicators

Q3, Q4 = indicators.period("Q3 2024-25"), indicators.period("Q4 2024-25")


@pytest.fixture
def rate(vale):
    """Referrals per 10,000 children."""
    return a_rate(vale)


def a_rate(vale, key="rate", **said):
    said = {"unit": Unit.RATE, "denominator": "Children", "decimals": 1} | said
    return indicators.measure(vale, key, population_from=0, population_to=17, **said)


def counted(measure, when, about, number, **said):
    """A return of a numerator alone."""
    entry = entry_for(measure, when, about, numerator=Decimal(number), narrative="Said.", **said)
    return enter_return(by=None, entry=entry, day=indicators.LATER)


@pytest.fixture
def filled(vale, areas, rate):
    """Three areas with populations and two quarters of returns."""
    for area, people in zip(areas, (10_000, 20_000, 30_010), strict=True):
        make.population(vale, area, people)
        counted(rate, Q3, area, 30)
        counted(rate, Q4, area, 33)
    return vale


def words(vale, reference: str) -> str:
    return figure(vale, reference).words


def assert_right(found) -> None:
    """The very check that outsiders run finds nothing amiss."""
    rows = [
        figure_check.Figure(at, each.id, each.number, each.rule, each.terms)
        for at, each in enumerate(found, start=2)
    ]
    outcome = figure_check.check(rows)
    assert not outcome.wrong and not outcome.unreadable
    assert outcome.checked


def test_the_rate_is_out_of_the_population_of_the_area(filled):
    assert words(filled, "rate/eden/q4-2024-25/value") == "16.5 per 10,000"
    assert words(filled, "rate/eden/q4-2024-25/denominator") == "20,000"
    # 99 out of 60,010: the areas' numbers and populations are added, never their rates.
    assert words(filled, "rate/total/q4-2024-25/value") == "16.5 per 10,000"
    assert words(filled, "rate/total/q4-2024-25/denominator") == "60,010"


def test_a_year_adds_the_quarters_and_takes_the_population_once(filled):
    year = "2024-10-01--2025-03-31"
    assert words(filled, f"rate/eden/{year}/numerator") == "63"
    assert words(filled, f"rate/eden/{year}/denominator") == "20,000"
    assert words(filled, f"rate/total/{year}/value") == "31.5 per 10,000"
    assert_right(with_terms(filled, [f"rate/total/{year}/value", f"rate/eden/{year}/value"]))


def test_every_rate_traces_to_the_population_row(filled, areas):
    references = [
        f"rate/{place}/q4-2024-25/{what}"
        for place in ("total", "eden")
        for what in ("value", "denominator", "hundreds", "change", "difference")
    ]
    found = with_terms(filled, references)
    assert_right(found)
    by_id = {each.id: each for each in found}
    row = by_id["population:0-17/eden/2024-06-30--2024-06-30/hundreds"]
    assert row.number == "200" and not row.rule
    assert f"/{filled.key}/partnership/profile/population/" in row.source
    assert by_id["rate/eden/2025-01-01--2025-03-31/hundreds"].rule == "same"
    assert len(by_id["rate/total/2025-01-01--2025-03-31/hundreds"].terms) == 3


def test_a_population_is_a_figure_of_its_own(filled):
    found = with_terms(filled, ["population:0-17/total/2024-25/value"])
    assert found[-1].words == "60,010"
    assert_right(found)
    assert words(filled, "population:0-17/eden/2024-06-30--2024-06-30/value") == "20,000"
    assert words(filled, "population:5-10/eden/2024-25/value").startswith("Not known: no pop")
    for wrong in ("population:0-17/nowhere/2024-25/value", "population:x/eden/2024-25/value",
                  "population:0-17/eden/2024-25/change"):  # fmt: skip
        with pytest.raises(BadReference):
            figure(filled, wrong)


def test_without_a_population_it_says_which_is_missing(vale, areas, rate):
    make.population(vale, areas[0], 10_000)
    for area in areas:
        counted(rate, Q4, area, 30)
    assert words(vale, "rate/ashby/q4-2024-25/value") == "30.0 per 10,000"
    missing = "Not known: no population for Eden, 0-17, mid-2024"
    assert words(vale, "rate/eden/q4-2024-25/value") == missing
    total = words(vale, "rate/total/q4-2024-25/value")
    assert total == "Not known: no population for Eden and 1 more, 0-17, mid-2024"
    assert words(vale, "rate/eden/q4-2024-25/numerator") == "30"
    make.population(vale, areas[1], 20_000)
    make.population(vale, areas[2], 30_000)
    assert words(vale, "rate/total/q4-2024-25/value") == "15.0 per 10,000"


def test_a_corrected_population_changes_live_rates(filled, areas):
    (found,) = _rows(areas[1])
    profile.correct(by=None, found=found, seen=1, reason="Rebased", to={"number": 40_000})
    assert words(filled, "rate/eden/q4-2024-25/value") == "8.3 per 10,000"


def _rows(area):
    from safeloom.domain.area_profile.models import Population

    return Population.objects.filter(area=area)


def test_scorecard_history_and_comparison_tell_the_same(filled, rate, areas):
    card = scorecard(filled, Q4, day=indicators.LATER)
    (line,) = [each for each in card.lines if each.reading.measure.key == "rate"]
    assert line.reading.now.words == "16.5 per 10,000"
    history = measure_history(rate, day=indicators.LATER)
    assert history.periods[-1].cells[1].words == "16.5 per 10,000"
    assert "20,000" in history.periods[-1].cells[1].population.words
    (compared,) = area_comparison(filled, None, Q3, Q4, day=indicators.LATER)
    assert [each.closing.words for each in compared.areas] == [
        "33.0 per 10,000",
        "16.5 per 10,000",
        "11.0 per 10,000",
    ]


def test_a_denominator_of_its_own_is_refused_and_an_old_one_stays(vale, areas):
    old = indicators.measure(vale, "old", unit=Unit.RATE, denominator="Children", decimals=1)
    indicators.returned(old, Q3, areas[1], (30, 15_000))
    make.population(vale, areas[1], 20_000)
    change_measure(by=None, measure=old, seen=None, population_from=0, population_to=17)
    assert words(vale, "old/eden/q3-2024-25/value") == "20.0 per 10,000"
    indicators.returned(old, Q3, areas[1], (30, 15_000))  # the same again says nothing new
    with pytest.raises(RowsRefused) as refused:
        indicators.returned(old, Q4, areas[1], (30, 15_000))
    assert "takes its population from the area profile" in refused.value.problems[0].problem
    counted(old, Q4, areas[1], 30)
    assert words(vale, "old/eden/q4-2024-25/value") == "15.0 per 10,000"
    both = words(vale, "old/eden/2024-10-01--2025-03-31/value")
    assert both.startswith("Not worked out")


def test_some_with_their_own_population_add_up_with_the_others(vale, areas):
    rate = indicators.measure(vale, "mixed", unit=Unit.RATE, denominator="Children", decimals=1)
    indicators.returned(rate, Q4, areas[0], (30, 10_000))
    change_measure(by=None, measure=rate, seen=None, population_from=0, population_to=17)
    make.population(vale, areas[1], 20_000)
    counted(rate, Q4, areas[1], 30)
    assert words(vale, "mixed/total/q4-2024-25/value") == "20.0 per 10,000"
    assert_right(with_terms(vale, ["mixed/total/q4-2024-25/value"]))


def test_what_a_return_means_stays_once_it_is_counted(filled, rate):
    with pytest.raises(ValidationError, match="out of this population"):
        change_measure(by=None, measure=rate, seen=None, population_from=None, population_to=None)


@pytest.mark.parametrize(
    "said",
    [
        {"unit": Unit.PERCENT},
        {"population_to": None},
        {"population_from": 17, "population_to": 0},
        {"breakdown": Breakdown.AGENCY},
    ],
)
def test_only_a_rate_of_areas_or_the_whole_takes_a_population(vale, said):
    said = {
        "unit": Unit.RATE,
        "denominator": "Children",
        "population_from": 0,
        "population_to": 17,
    } | said
    with pytest.raises(ValidationError):
        indicators.measure(vale, "no", **said)


def test_the_whole_partnership_is_out_of_its_own_row_or_the_sum(vale, areas):
    rate = a_rate(
        vale, "whole", breakdown=Breakdown.WHOLE, totals=Totals.NONE, counted=Counted.AT_END
    )
    counted(rate, Q4, None, 60)
    for area in areas:
        make.population(vale, area, 10_000)
    assert words(vale, "whole/total/q4-2024-25/value") == "20.0 per 10,000"
    assert_right(with_terms(vale, ["whole/total/q4-2024-25/value"]))
    make.population(vale, None, 40_000)
    assert words(vale, "whole/total/q4-2024-25/value") == "15.0 per 10,000"
    assert_right(with_terms(vale, ["whole/total/q4-2024-25/value"]))


def test_small_numerators_are_still_counted_and_populations_are_not(filled):
    found = disclosure(filled, ["rate/eden/q4-2024-25/value", "population:0-17/eden/2024-25/value"])
    assert any(id.startswith("rate/eden/") and id.endswith("/numerator") for id in found.cells)
    assert not any(id.startswith("population:") for id in found.cells)


def test_an_agency_enters_the_number_alone(client, vale, areas, rate):
    from tests.factories import foundation
    from tests.factories import partnership as made

    council = made.an_agency(vale)
    indicators.supply(rate, council, areas[1])
    make.population(vale, areas[1], 20_000)
    client.force_login(foundation.granted("business-manager", vale))
    address = f"/vale/performance/returns/enter/{council.pk}/{Q4.key()}/"
    page = client.get(address).content.decode()
    assert "whose number is in the area profile" in page and "denominator" not in page
    prefix = f"rate.{Q4.end}.{areas[1].pk}"
    said = {f"{prefix}-numerator": "33", f"{prefix}-state": "supplied", f"{prefix}-seen": "0"}
    client.post(address, said)
    found = rate.returns.get()
    assert (found.numerator, found.denominator) == (33, None)
    page = client.get(f"/vale/performance/returns/{found.pk}/").content.decode()
    assert "16.5 per 10,000" in page and "20,000 people aged 0 to 17, 30 June 2024" in page
    assert make.ESTIMATES in client.get("/vale/performance/measures/rate/").content.decode()
