"""Two surveys of the invented county: one of practitioners that is over, one of pupils that stands open."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any

from safeloom.domain.partnership.models import Agency
from safeloom.domain.questionnaires.commands.anonymous import submit_anonymous
from safeloom.domain.questionnaires.commands.authoring import begin_questionnaire
from safeloom.domain.questionnaires.commands.campaigns import (
    open_campaign,
    open_link_for,
    send_campaign,
)
from safeloom.domain.questionnaires.commands.open_links import open_links_for
from safeloom.domain.questionnaires.commands.publishing import publish
from safeloom.domain.questionnaires.commands.themes import add_theme, code_answers
from safeloom.domain.questionnaires.definitions import Facts, Given, Questionnaire
from safeloom.domain.questionnaires.demonstration import Likely, drawn_answers
from safeloom.domain.questionnaires.models import Answer, Campaign, OpenLink, Version
from safeloom.domain.questionnaires.queries.loading import questionnaire_of
from safeloom.foundation.today import ENGLAND
from safeloom.systems.surveys.content import USE, demonstration, ready

# How many answer each survey, by the county's size.
MANY = {"small": (12, 12), "county": (70, 90)}
SCHOOLS = 6


def make(county: Any) -> None:
    """Practitioners answered in spring, at three places; pupils of a few schools are answering now."""
    # The same county each time is what its number is for.
    said, chance = demonstration(), Random(county.number)  # noqa: S311
    practitioners, pupils = MANY[county.size]
    _practitioners(county, said, chance, practitioners)
    _pupils(county, said, chance, pupils)


def _practitioners(county: Any, said: dict[str, Any], chance: Random, many: int) -> None:
    campaign = _opened(county, "practitioners", "Practitioners’ survey", 200, 28)
    areas = list(county.areas.values())[:2]
    links = [
        open_link_for(by=None, campaign=campaign, label="Newsletter"),
        *(
            open_link_for(by=None, campaign=campaign, label=f"Briefing, {one.name}", area=one)
            for one in areas
        ),
    ]
    _sent(campaign)
    _answer(campaign, links, said["practitioners"], chance, many, 28)
    themes = {title: add_theme(by=None, campaign=campaign, title=title) for title in said["themes"]}
    coded = {}
    for answer in Answer.objects.filter(response__campaign=campaign).exclude(text=""):
        keys = [themes[theme].pk for words, theme in said["coded"].items() if words in answer.text]
        if keys:
            coded[answer.pk] = keys
    code_answers(by=None, campaign=campaign, coded=coded)


def _pupils(county: Any, said: dict[str, Any], chance: Random, many: int) -> None:
    campaign = _opened(county, "pupils", "Pupils’ survey", 9, 27)
    there = Agency.objects.as_at(county.today).filter(
        record__partnership=county.partnership, kind=Agency.Kind.SCHOOL
    )
    schools = there.select_related("principal", "record").order_by("record__reference")[:SCHOOLS]
    links = open_links_for(by=None, campaign=campaign, agencies=schools)
    links.append(open_link_for(by=None, campaign=campaign, label="Youth council"))
    _sent(campaign)
    _answer(campaign, links, said["pupils"], chance, many, 9)


def _opened(county: Any, key: str, title: str, back: int, days: int) -> Campaign:
    opens = county.today - timedelta(days=back)
    return open_campaign(
        by=None,
        partnership=county.partnership,
        title=f"{title} {opens.year}",
        version=_version(county, key, opens - timedelta(days=20)),
        use=USE,
        opens=opens,
        due=opens + timedelta(days=days),
        closes=opens + timedelta(days=days),
        anonymous=True,
    )


def _version(county: Any, key: str, day: date) -> Version:
    made = begin_questionnaire(
        by=None,
        partnership=county.partnership,
        use=USE,
        title=ready()[key].title,
        content=ready()[key],
        source="Our own words",
    )
    at = datetime.combine(day, time(9), ENGLAND)
    return publish(by=None, version=made.versions.get(), at=at)


def _sent(campaign: Campaign) -> None:
    """Sent off on the morning of the day it opened, which may be long ago."""
    send_campaign(by=None, campaign=campaign, at=datetime.combine(campaign.opens, time(8), ENGLAND))


def _answer(
    campaign: Campaign,
    links: list[OpenLink],
    sentences: list[str],
    chance: Random,
    many: int,
    days: int,
) -> None:
    questionnaire = questionnaire_of(campaign.version)
    likely = Likely(0.7, sentences, campaign.opens)
    # Some places are livelier than others; the last one tells next to nothing.
    weights = [*range(len(links) + 1, 1, -1)]
    for _ in range(many):
        given = drawn_answers(questionnaire, Facts(), chance, likely)
        submit_anonymous(
            campaign=campaign,
            link=chance.choices(links, weights)[0],
            given=_moved(questionnaire, given, chance),
            day=campaign.opens + timedelta(days=min(days, int(chance.expovariate(0.25)))),
        )


def _moved(
    questionnaire: Questionnaire, given: dict[str, Given], chance: Random
) -> Mapping[str, Given]:
    """Most who answered before and after are a step surer than before, some no more, a few less."""
    for question in questionnaire.questions():
        before = given.get(question.after)
        if not question.after or before is None or question.key not in given:
            continue
        keys = [one.key for one in question.options]
        step = chance.choice((-1, 0, 1, 1, 1))
        place = min(len(keys) - 1, max(0, keys.index(before.options[0]) + step))
        given[question.key] = Given(options=(keys[place],))
    return given
