"""How many answers came where and when: small numbers are not told, nor do they follow from others."""

from datetime import timedelta

import pytest
from django.conf import settings as ours
from django.core.exceptions import ValidationError
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from safeloom.domain.questionnaires.commands.campaigns import stop_open_link
from safeloom.domain.questionnaires.commands.open_links import open_links_for
from safeloom.domain.questionnaires.models import Response
from safeloom.domain.questionnaires.queries.arrivals import by_link, over_time
from safeloom.domain.questionnaires.queries.results_found import results_of
from safeloom.foundation.today import today
from tests.domain.actions.conftest import signed_in
from tests.domain.actions.said import text
from tests.factories import foundation, partnership
from tests.factories import questionnaires as made

COUNTS = st.lists(st.integers(0, 12), min_size=4, max_size=4)


@pytest.fixture
def here(db):
    """A partnership."""
    return foundation.partnership("vale", "Vale")


@pytest.fixture
def survey(here):
    """A survey that hangs at four places, two of them in one area, open for twenty days."""
    due = today() + timedelta(days=9)
    survey = made.a_campaign(here, anonymous=True, due=due, ended=today())
    areas = [partnership.an_area(here) for _ in range(2)]
    for label, area in zip("abcd", (areas[0], areas[0], areas[1], None), strict=True):
        made.an_open_link(survey, label, area=area)
    return survey


def put(survey, counts: list[int], backs: list[int] | None = None) -> None:
    """Answers by link, or so many days ago."""
    Response.objects.filter(campaign=survey).delete()
    links = list(survey.open_links.order_by("label"))
    for place, many in enumerate(counts):
        day = today() - timedelta(days=place if backs is not None else 0)
        Response.objects.bulk_create(
            Response(campaign=survey, through=links[place], submitted_on=day) for _ in range(many)
        )


def follows(told: list[int | None], total: int) -> bool:
    """Whether a number that is not told follows from the others and all of them together."""
    hidden = [one for one in told if one is None]
    left = total - sum(one for one in told if one is not None)
    return len(hidden) == 1 or (bool(hidden) and left == 0)


@settings(max_examples=6, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(COUNTS)
def test_what_is_told_by_link_is_what_results_tell_and_hides_the_small(survey, counts) -> None:
    put(survey, counts)
    links = list(survey.open_links.order_by("label"))
    told = by_link(survey, today())
    said = [told[one.pk] for one in links]
    for many, one in zip(counts, said, strict=True):
        assert one is None or (one == many and not 0 < many < ours.HIDE_BELOW)
    total = sum(counts)
    if total >= ours.HIDE_BELOW:
        assert not follows(said, total)
        parts = results_of(survey, None, today(), by="link").parts
        found = {one.key: one.results.submitted for one in parts}
        assert [found[one.code] for one in links] == said
        areas = results_of(survey, None, today(), by="area").parts
        first = next(one.results.submitted for one in areas if one.key == _area(links[0]))
        if first is not None:
            assert not follows(said[:2], first)


def _area(link) -> str:
    return link.area.record.reference


@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(COUNTS)
def test_a_day_of_few_answers_is_not_told_nor_follows_from_all(survey, counts) -> None:
    put(survey, counts, [0, 1, 2, 3])
    told = over_time(survey, today())
    assert (told[0].start, told[-1].end) == (survey.opens, today())
    said = [one.many for one in told]
    real = [0] * (len(told) - 4) + counts[::-1]
    for many, one in zip(real, said, strict=True):
        assert one is None or (one == many and not 0 < many < ours.HIDE_BELOW)
    assert not follows(said, sum(counts)) or sum(counts) < ours.HIDE_BELOW


def test_a_long_survey_is_told_by_weeks(here) -> None:
    survey = made.a_campaign(here, anonymous=True, due=today() + timedelta(days=50))
    spans = over_time(survey, today())
    assert [(one.end - one.start).days for one in spans] == [6, 6]
    assert spans[0].start == survey.opens


def test_each_agency_gets_one_link_and_a_new_one_where_it_was_stopped(here, survey) -> None:
    survey.ended = None
    survey.save()
    agencies = [partnership.an_agency(here, name) for name in ("Hill School", "Marsh School")]
    made_now = open_links_for(by=None, campaign=survey, agencies=agencies)
    assert [one.label for one in made_now] == ["Hill School", "Marsh School"]
    assert open_links_for(by=None, campaign=survey, agencies=agencies) == []
    stop_open_link(by=None, link=made_now[0])
    (again,) = open_links_for(by=None, campaign=survey, agencies=agencies)
    assert again.agency == agencies[0] and again.label.startswith("Hill School (")
    elsewhere = partnership.an_agency(foundation.partnership("dale", "Dale"), "Dale School")
    with pytest.raises(ValidationError):
        open_links_for(by=None, campaign=survey, agencies=[elsewhere])
    with pytest.raises(ValidationError):
        open_links_for(by=None, campaign=made.a_campaign(here), agencies=agencies)


def test_the_unit_s_pages_do_not_tell_few_answers(here, survey) -> None:
    manager = signed_in("business-manager", here)
    put(survey, [3, 0, 0, 0])
    assert "Fewer than 5 answers" in text(manager.get("/vale/assurance/"))
    page = text(manager.get(f"/vale/assurance/campaigns/{survey.record.reference}/"))
    assert "Not shown" in page
