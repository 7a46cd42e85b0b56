"""Two rounds of the invented county: last year's in full and done with, this year's update under way."""

import tomllib
from collections.abc import Sequence
from datetime import datetime, time, timedelta
from importlib.resources import files
from random import Random
from typing import Any

from safeloom.domain.partnership.models import Agency, PostHolding
from safeloom.domain.questionnaires.commands.authoring import begin_questionnaire
from safeloom.domain.questionnaires.commands.campaigns import ask, open_campaign
from safeloom.domain.questionnaires.commands.held_elsewhere import Brought, bring_responses
from safeloom.domain.questionnaires.commands.inviting import invite
from safeloom.domain.questionnaires.commands.moderating import moderate
from safeloom.domain.questionnaires.commands.moving import close_response
from safeloom.domain.questionnaires.commands.publishing import publish
from safeloom.domain.questionnaires.demonstration import Likely, drawn_answers
from safeloom.domain.questionnaires.models import Campaign, Contributor, Response, Version
from safeloom.domain.questionnaires.queries.facts import facts_of
from safeloom.domain.questionnaires.queries.loading import questionnaire_of
from safeloom.foundation.today import ENGLAND
from safeloom.systems.section_11.commands.drawing import draw_visits
from safeloom.systems.section_11.commands.letters import send_letter, write_letter
from safeloom.systems.section_11.commands.responses import accept_equivalent, screen
from safeloom.systems.section_11.commands.visits import note_visit, plan_visit
from safeloom.systems.section_11.content import GRADE, USE, ready
from safeloom.systems.section_11.queries.letters import draft_of

ASKED = 31
SCHOOLS = (Agency.Kind.SCHOOL,)


def content() -> dict[str, Any]:
    """What invented agencies say."""
    text = files("safeloom.systems.section_11.content") / "demonstration.toml"
    return tomllib.loads(text.read_text(encoding="utf-8"))


def make(county: Any) -> None:
    """Last year everybody but one returned, one by another return; this year a third did so far."""
    # The same county each time is what its number is for.
    said, chance, today = content(), Random(county.number), county.today  # noqa: S311
    version = _version(county, today - timedelta(days=460))
    there = Agency.objects.as_at(today).filter(record__partnership=county.partnership)
    there = there.exclude(kind__in=SCHOOLS).select_related("principal", "record")
    agencies = sorted(there, key=lambda one: one.record.reference)[:ASKED]
    year = (today - timedelta(days=400)).year
    last = _round(county, version, f"Section 11 audit {year}", today - timedelta(days=430), None)
    asked = ask(by=None, campaign=last, agencies=agencies)
    returned = asked[:-2]
    _bring(last, returned, said, chance, good=0.6)
    _moderate(returned, said, chance)
    accept_equivalent(
        by=None,
        response=asked[-2],
        what=said["equivalent"],
        day=last.due,
        reason=said["equivalent_reason"],
        standards=[section.key for section in questionnaire_of(version).sections],
    )
    _visit(county, last, returned, said, chance)
    this = _round(
        county, version, f"Section 11 audit {today.year}", today - timedelta(days=20), last
    )
    asked = ask(by=None, campaign=this, agencies=agencies)
    _name_who_answers(asked)
    returned = asked[1 : 1 + ASKED // 3]
    _bring(this, returned, said, chance, good=0.75)
    for response, outcome in zip(returned, ("enough", "ask", "visit"), strict=False):
        words = {"ask": said["ask"], "visit": said["look"]}.get(outcome, "")
        screen(by=None, response=response, outcome=outcome, words=words)


def _version(county: Any, day: Any) -> Version:
    title = ready()[USE].title
    made = begin_questionnaire(
        by=None,
        partnership=county.partnership,
        use=USE,
        title=title,
        content=ready()[USE],
        source="Nine standards in our own words",
    )
    return publish(by=None, version=made.versions.get(), at=_moment(day, 9))


def _round(
    county: Any, version: Version, title: str, opens: Any, previous: Campaign | None
) -> Campaign:
    cycle = Campaign.Cycle.UPDATE if previous else Campaign.Cycle.FULL
    return open_campaign(
        by=None,
        partnership=county.partnership,
        title=title,
        version=version,
        use=USE,
        opens=opens,
        due=opens + timedelta(days=45),
        closes=opens + timedelta(days=60),
        cycle=cycle,
        moderated=True,
        previous=previous,
    )


def _bring(
    campaign: Campaign, responses: Sequence[Response], said: dict, chance: Random, good: float
) -> None:
    questionnaire, facts = questionnaire_of(campaign.version), facts_of(responses)
    likely = Likely(good, said["sentences"], campaign.opens)
    heads = _heads([one.agency_id for one in responses])
    bring_responses(
        by=None,
        campaign=campaign,
        brought=[
            Brought(
                one,
                drawn_answers(questionnaire, facts[one.pk], chance, likely),
                _moment(campaign.opens + timedelta(days=chance.randrange(5, 19)), 11),
                signed={"chief-officer": heads.get(one.agency_id, "Chief officer")},
            )
            for one in responses
        ],
    )


def _name_who_answers(responses: Sequence[Response]) -> None:
    """Somebody with a post at each agency, where it has no lead who signs in."""
    led = set(
        Contributor.objects.filter(response__in=responses).values_list("response_id", flat=True)
    )
    rows = PostHolding.objects.filter(post__agency__in=[one.agency_id for one in responses])
    rows = rows.exclude(person__work_email="").order_by("-pk").select_related("post", "person")
    by_agency = {row.post.agency_id: row.person for row in rows}
    for response in responses:
        if response.pk not in led and (person := by_agency.get(response.agency_id)):
            invite(by=None, response=response, person=person, leads=True)


def _heads(agencies: Sequence[Any]) -> dict[Any, str]:
    """The name of somebody with a post at each agency."""
    rows = PostHolding.objects.filter(post__agency__in=agencies)
    rows = rows.order_by("-pk")
    return dict(rows.values_list("post__agency_id", "person__principal__name"))


def _moderate(responses: Sequence[Response], said: dict, chance: Random) -> None:
    """The moderator agrees with most grades, and finds one in six a step too high."""
    for response in responses:
        grades = {}
        answers = response.answers.filter(question__key__endswith=GRADE).select_related(
            "question", "option"
        )
        for answer in answers.order_by("question__number"):
            lower = answer.option.value and chance.random() < 1 / 6
            grade = {2: "amber", 1: "red"}[answer.option.value] if lower else answer.option.key
            comment = chance.choice(said["comments"]) if lower else ""
            grades[answer.question.key] = (grade, comment)
        moderate(by=None, response=response, grades=grades)
        close_response(by=None, response=response)


def _visit(
    county: Any, campaign: Campaign, responses: Sequence[Response], said: dict, chance: Random
) -> None:
    """One of each of three kinds is drawn and visited, and written to."""
    kinds = sorted({one.agency.kind for one in responses})[:3]
    draw = draw_visits(
        by=None, campaign=campaign, many=dict.fromkeys(kinds, 1), number=county.number
    )
    rows = draw.among.filter(place__isnull=False).select_related("response__record")
    by_key = {one.pk: one for one in responses}
    day = campaign.due + timedelta(days=20)
    for place, row in enumerate(rows.order_by("response__record__reference")):
        response = by_key[row.response_id]
        held = day + timedelta(days=7 * place)
        visit = plan_visit(
            by=None, response=response, day=held, visitors=said["visitors"], why="drawn"
        )
        note_visit(
            by=None,
            visit=visit,
            held=held,
            spoke_with=said["spoke_with"],
            seen_there=said["seen"][place % len(said["seen"])],
            bears_out=chance.choice(["yes", "yes", "partly"]),
        )
        letter = write_letter(by=None, response=response, text=draft_of(response))
        send_letter(by=None, letter=letter)


def _moment(day: Any, hour: int) -> datetime:
    return datetime.combine(day, time(hour), ENGLAND)
