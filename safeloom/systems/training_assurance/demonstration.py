"""One small round of the invented county: handed in, reviewed by peers, one review still to come."""

import tomllib
from datetime import datetime, time, timedelta
from importlib.resources import files
from random import Random
from typing import Any

from safeloom.domain.partnership.models import Agency
from safeloom.domain.questionnaires.commands.authoring import begin_questionnaire
from safeloom.domain.questionnaires.commands.campaigns import ask, open_campaign
from safeloom.domain.questionnaires.commands.held_elsewhere import Brought, bring_responses
from safeloom.domain.questionnaires.commands.publishing import publish
from safeloom.domain.questionnaires.demonstration import Likely, drawn_answers
from safeloom.domain.questionnaires.models import Campaign, Version
from safeloom.domain.questionnaires.queries.facts import facts_of
from safeloom.domain.questionnaires.queries.loading import questionnaire_of
from safeloom.foundation.today import ENGLAND
from safeloom.systems.training_assurance.commands.assigning import assign_by_lot
from safeloom.systems.training_assurance.commands.reviewing import do_review
from safeloom.systems.training_assurance.content import USE, ready
from safeloom.systems.training_assurance.queries.peers import answers_in, graded

ASKED = 5


def content() -> dict[str, Any]:
    """What invented agencies say."""
    text = files("safeloom.systems.training_assurance.content") / "demonstration.toml"
    return tomllib.loads(text.read_text(encoding="utf-8"))


def make(county: Any) -> None:
    """Five agencies are asked and four hand in; of these all but one are reviewed."""
    # The same county each time is what its number is for.
    said, chance, today = content(), Random(county.number), county.today  # noqa: S311
    opens = today - timedelta(days=90)
    campaign = _round(county, _version(county, opens - timedelta(days=20)), opens)
    there = Agency.objects.as_at(today).filter(record__partnership=county.partnership)
    there = there.exclude(kind=Agency.Kind.SCHOOL).select_related("principal", "record")
    agencies = sorted(there, key=lambda one: one.record.reference)[:ASKED]
    returned = ask(by=None, campaign=campaign, agencies=agencies)[:-1]
    questionnaire, facts = questionnaire_of(campaign.version), facts_of(returned)
    likely = Likely(0.6, said["sentences"], opens)
    brought = [
        Brought(
            one,
            drawn_answers(questionnaire, facts[one.pk], chance, likely),
            _moment(opens + timedelta(days=chance.randrange(5, 30)), 11),
        )
        for one in returned
    ]
    bring_responses(by=None, campaign=campaign, brought=brought)
    made = assign_by_lot(
        by=None, campaign=campaign, due=today + timedelta(days=14), number=county.number
    )
    for review in made[:-1]:
        do_review(
            by=None,
            review=review,
            done=today - timedelta(days=chance.randrange(1, 20)),
            grades=_grades(review, said, chance),
            words=said["words"],
        )


def _grades(review: Any, said: dict, chance: Random) -> dict[str, tuple[str, str]]:
    """The peer agrees with most grades, and finds one in four a step too high."""
    grades = {}
    for _, line in graded(answers_in(review.response)):
        own = next(one for one in line.question.options if one.title == line.words)
        lower = bool(own.value) and chance.random() < 1 / 4
        key = {2: "amber", 1: "red"}[int(own.value or 0)] if lower else own.key
        grades[line.question.key] = (key, said["comment"] if lower else "")
    return grades


def _version(county: Any, day: Any) -> Version:
    made = begin_questionnaire(
        by=None,
        partnership=county.partnership,
        use=USE,
        title=ready()[USE].title,
        content=ready()[USE],
        source="Four sections in our own words",
    )
    return publish(by=None, version=made.versions.get(), at=_moment(day, 9))


def _round(county: Any, version: Version, opens: Any) -> Campaign:
    return open_campaign(
        by=None,
        partnership=county.partnership,
        title=f"Training assurance {opens.year}",
        version=version,
        use=USE,
        opens=opens,
        due=opens + timedelta(days=45),
        closes=opens + timedelta(days=60),
    )


def _moment(day: Any, hour: int) -> datetime:
    return datetime.combine(day, time(hour), ENGLAND)
