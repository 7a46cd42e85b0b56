"""Last year's return of the invented county and this year's, of which most are handed in."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any

from safeloom.domain.partnership.models import Agency
from safeloom.domain.partnership.queries.schools import facts_on
from safeloom.domain.questionnaires.commands import campaigns, moderating, moving, reminding
from safeloom.domain.questionnaires.commands.authoring import begin_questionnaire
from safeloom.domain.questionnaires.commands.held_elsewhere import Brought, bring_responses
from safeloom.domain.questionnaires.commands.publishing import publish
from safeloom.domain.questionnaires.definitions import Facts, Given
from safeloom.domain.questionnaires.demonstration import Likely, drawn_answers
from safeloom.domain.questionnaires.models import Campaign, Response, Version
from safeloom.domain.questionnaires.queries.facts import facts_of
from safeloom.domain.questionnaires.queries.loading import questionnaire_of
from safeloom.domain.questionnaires.workflows import COUNTED
from safeloom.foundation.today import ENGLAND
from safeloom.systems.school_return import demonstration_schools
from safeloom.systems.school_return.content import NEEDS, USE, ready
from safeloom.systems.school_return.demonstration_schools import said

# Answers are drawn so many times for each phase; schools share them, as a draw takes a while.
_DRAWN = 8
_SIGNS = ("Chair of governors", "Safeguarding governor", "Trustee", "Proprietor")


def make(county: Any) -> None:
    """The register of schools, last year's round, which is done with, and this year's; a few returns are
    sent back, some moderated, the schools that are late reminded."""
    demonstration_schools.make(county)
    chance = Random(county.number)  # noqa: S311 - the same county each time is what it is for
    version = _published(county)
    due = county.today - timedelta(days=8)
    last = _round(county, version, due - timedelta(days=364), None)
    _done_with(_answered(county, chance, last, good=0.62, fewer=8))
    this = _round(county, version, due, last)
    returned = _answered(county, chance, this, good=0.72, fewer=0)
    _sent_back(returned[: max(1, len(returned) // 60)])
    _moderated(returned[-max(2, len(returned) // 30) :])
    reminding.remind_now(by=None, campaign=this)


def _published(county: Any) -> Version:
    made = begin_questionnaire(
        by=None,
        partnership=county.partnership,
        use=USE,
        title=ready()[USE].title,
        content=ready()[USE],
    )
    version = made.versions.get()
    at = datetime.combine(county.today - timedelta(days=450), time(9), ENGLAND)
    return publish(by=None, version=version, at=at)


def _round(county: Any, version: Version, due: date, previous: Campaign | None) -> Campaign:
    return campaigns.open_campaign(
        by=None,
        partnership=county.partnership,
        title=f"Schools’ return {due.year}",
        version=version,
        use=USE,
        opens=due - timedelta(days=49),
        due=due,
        closes=due + timedelta(days=42),
        moderated=True,
        previous=previous,
    )


def _answered(
    county: Any, chance: Random, campaign: Campaign, *, good: float, fewer: int
) -> list[Response]:
    """Ask every school, and bring in what most of them answered."""
    schools = Agency.objects.as_at(county.today).filter(
        record__partnership=county.partnership, school_entries__isnull=False
    )
    schools = schools.select_related("principal", "record").order_by("urn")
    responses = campaigns.ask(by=None, campaign=campaign, agencies=list(schools))
    known, facts = facts_on([one.agency_id for one in responses], county.today), facts_of(responses)
    rates = {(one["type"], one["phase"]): one["returns"] for one in said()["schools"]}
    by_words = {kind: rate for (kind, _), rate in rates.items()}
    brought = []
    drawn: dict[str, Sequence[dict[str, Given]]] = {}
    likely = Likely(good, said()["answers"], campaign.due)
    for one in responses:
        entry = known[one.agency_id]
        if chance.random() * 100 >= by_words.get(entry.type_words, 85) - fewer:
            continue
        if entry.phase not in drawn:
            drawn[entry.phase] = _drawn(campaign, facts[one.pk], chance, likely)
        given = dict(chance.choice(drawn[entry.phase]))
        if chance.random() < 0.6:
            given[NEEDS] = Given(text=chance.choice(said()["needs"]))
        else:
            given.pop(NEEDS, None)
        days = min(chance.randint(1, 49), (county.today - campaign.opens).days)
        day = campaign.opens + timedelta(days=days)
        brought.append(
            Brought(
                one,
                given,
                datetime.combine(day, time(15), ENGLAND),
                signed={"governor": chance.choice(_SIGNS)},
            )
        )
    return bring_responses(by=None, campaign=campaign, brought=brought)


def _drawn(
    campaign: Campaign, facts: Facts, chance: Random, likely: Likely
) -> Sequence[dict[str, Given]]:
    questionnaire = questionnaire_of(campaign.version)
    return [drawn_answers(questionnaire, facts, chance, likely) for _ in range(_DRAWN)]


def _sent_back(responses: Sequence[Response]) -> None:
    for one in responses:
        moving.request_changes(
            by=None,
            response=one,
            reason="Say when the single central record was last checked by somebody else.",
            remarks={"recruitment-checked": "Who checked it, and when?"},
        )


def _done_with(responses: Sequence[Response]) -> None:
    """Some were graded, and all closed in one go: nobody reads four hundred closely."""
    _graded(responses[:: max(1, len(responses) // 12)])
    rows = Response.objects.filter(pk__in=[one.pk for one in responses])
    moving.close_standing(by=None, responses=rows.select_related("record"), states=COUNTED)


def _moderated(responses: Sequence[Response]) -> None:
    _graded(responses)
    for one in responses:
        moderating.say_moderated(by=None, response=one, feedback="Thank you.")


def _graded(responses: Sequence[Response]) -> None:
    """Of each third the policy is found to be less than the school says."""
    grades = {"policy-grade": ("partly", "The policy is that of the year before.")}
    for one in responses[::3]:
        moderating.moderate(by=None, response=one, grades=grades)
