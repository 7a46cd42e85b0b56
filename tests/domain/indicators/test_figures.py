"""Figures by reference, checked by the figure check itself, and what must be hidden of them."""

from decimal import Decimal

import pytest

from safeloom.domain.indicators.commands import set_target
from safeloom.domain.indicators.definitions import Frequency, Polarity, Totals, Unit
from safeloom.domain.indicators.queries import disclosure, figure, figures, with_terms
from safeloom.domain.indicators.references import BadReference
from safeloom.kernel.figure_rules import RULES
from safeloom.kernel.printed import read
from safeloom.kernel.suppression import suppress
from tests.factories import indicators as make

Q4, Q1 = make.period("Q4 2025-26"), make.period("Q1 2026-27")


def assert_right(found) -> None:
    """Each figure that follows from others does, by the rules every published figure is held to."""
    by_id = {each.id: each for each in found}
    for each in found:
        if not each.rule:
            continue
        rule, terms = RULES[each.rule], [read(by_id[term].number).value for term in each.terms]
        if rule.is_word:
            assert each.number == rule.word(terms), each
        else:
            shown = read(each.number)
            assert shown.value == rule.number(terms, shown.decimals), each


@pytest.fixture
def filled(vale, areas):
    percent = make.percentage(vale, "reviews")
    rate = make.measure(
        vale, "rate", unit=Unit.RATE, denominator="Children", decimals=1, polarity=Polarity.LOWER
    )
    count = make.measure(vale, "plans", frequency=Frequency.MONTH)
    set_target(by=None, measure=percent, value=Decimal(80), tolerance=Decimal(5))
    for area, size in zip(areas, (3, 17, 6), strict=True):
        for quarter, extra in ((Q4, 0), (Q1, 1)):
            make.returned(percent, quarter, area, (size + extra, 20))
            make.returned(rate, quarter, area, (size + extra, 31_457))
        for month in ("April 2026", "May 2026", "June 2026"):
            make.returned(count, month, area, size)
    return vale


def test_every_figure_that_follows_from_others_passes_the_figure_check(filled):
    whats = (
        "value",
        "numerator",
        "denominator",
        "change",
        "difference",
        "direction",
        "rag",
        "target",
    )
    references = [
        f"{key}/{place}/q1-2026-27/{what}"
        for key in ("reviews", "rate", "plans")
        for place in ("total", "ashby")
        for what in whats
    ]
    found = with_terms(filled, references)
    assert_right(found)
    rules = {each.rule for each in found}
    assert {"sum", "share", "change", "difference", "direction"} <= rules
    assert len({each.id for each in found}) == len(found)


def test_a_figure_carries_its_words_and_where_it_came_from(filled):
    one = figure(filled, "reviews/ashby/Q1 2026-27/value")
    assert (one.words, one.number, one.unit, one.place) == ("20.0%", "20.0", "%", "Ashby")
    assert f"/{filled.key}/performance/returns/" in one.source
    total = figure(filled, "reviews/total/2026-04-01--2026-06-30/value")
    assert total.words == "48.3%"
    assert total.source.endswith("/performance/measures/reviews/")
    assert figure(filled, "reviews/total/q1-2026-27/rag").words == "Off track"
    assert figure(filled, "reviews/total/q1-2026-27/change").words == "11.5%"
    assert figure(filled, "plans/total/q1-2026-27/value").words == "78"


def test_what_is_not_known_is_words(filled):
    gone = figure(filled, "reviews/total/q1-2020-21/value")
    assert (gone.words, gone.value, gone.rule) == ("Not expected", None, "")


@pytest.mark.parametrize(
    ("reference", "said"),
    [
        ("reviews/total/q1-2026-27", "is no reference"),
        ("reviews/total/q1-2026-27/size", "is not known"),
        ("reviews/total/sometime/value", "is not a period"),
        ("review/total/q1-2026-27/value", "no measure"),
        ("reviews/ashbury/q1-2026-27/value", "ashby, birch, calder"),
    ],
)
def test_a_bad_reference_says_what_to_write(filled, reference, said):
    with pytest.raises(BadReference, match=said):
        figure(filled, reference)


def test_many_figures_take_as_many_queries_as_one(filled, django_assert_max_num_queries):
    references = [f"reviews/{place}/q1-2026-27/value" for place in ("total", "ashby", "birch")]
    with django_assert_max_num_queries(7):
        assert len(figures(filled, references)) == 3


def test_no_small_count_is_left_open_by_totals_shares_or_the_rest(filled):
    references = [
        f"reviews/{place}/{period.key()}/{what}"
        for place in ("total", "ashby", "birch", "calder")
        for period in (Q4, Q1)
        for what in ("value", "numerator", "denominator", "change")
    ]
    found = disclosure(filled, references)
    hidden = suppress(found.cells.values(), found.sums.values(), found.derived.values())
    small = f"reviews/ashby/{Q4.key()}/numerator"
    assert found.cells[small].value == 3
    assert small in hidden.primary
    # Birch 17 of 20 leaves 3, which the share and the count would both tell.
    assert f"reviews/birch/{Q4.key()}/rest" in hidden.primary
    for place in ("ashby", "birch"):
        assert f"reviews/{place}/{Q4.key()}/value" in hidden
        assert f"reviews/{place}/{Q1.key()}/change" in hidden
    shown = {
        place
        for place in ("total", "ashby", "birch", "calder")
        if f"reviews/{place}/{Q4.key()}/numerator" not in hidden
    }
    assert len(shown) <= 2


def test_money_and_days_count_nobody(vale, areas):
    spent = make.measure(vale, "spent", unit=Unit.POUNDS, totals=Totals.SUM)
    make.returned(spent, Q1, areas[0], 3)
    assert not disclosure(vale, [f"spent/total/{Q1.key()}/value"]).cells
