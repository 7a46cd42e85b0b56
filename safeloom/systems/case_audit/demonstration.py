"""Three audits of the invented county: one finished, its re-test, and one before its challenge day."""

import tomllib
from collections import defaultdict
from datetime import date, datetime, time, timedelta
from importlib.resources import files
from random import Random
from typing import Any

from safeloom.domain.partnership.models import Agency
from safeloom.domain.questionnaires.commands.authoring import begin_questionnaire
from safeloom.domain.questionnaires.commands.held_elsewhere import Brought, bring_responses
from safeloom.domain.questionnaires.commands.publishing import publish
from safeloom.domain.questionnaires.demonstration import Likely, drawn_answers
from safeloom.domain.questionnaires.models import Campaign, Response, Version
from safeloom.domain.questionnaires.queries.facts import facts_of
from safeloom.domain.questionnaires.queries.loading import questionnaire_of
from safeloom.foundation.today import ENGLAND
from safeloom.systems.case_audit.commands import asking, audits, challenge_day, drawing
from safeloom.systems.case_audit.content import USE, ready
from safeloom.systems.case_audit.models import CaseAudit
from safeloom.systems.case_audit.queries.cases import graded_questions

# How many cases and agencies an audit of each size has.
SIZES = {"small": (2, 3), "county": (5, 4)}
LEAD = "hospital-1"
KINDS = ("local-authority", "nhs-provider", "police", "school")


def content() -> dict[str, Any]:
    """What invented agencies say and what is found."""
    text = files("safeloom.systems.case_audit.content") / "demonstration.toml"
    return tomllib.loads(text.read_text(encoding="utf-8"))


def make(county: Any) -> None:
    """The first audit a year ago, the second of the same theme finished a month ago, the third half handed
    in and three weeks before its day."""
    # The same county each time is what its number is for.
    said, chance = content(), Random(county.number)  # noqa: S311
    version = _version(county)
    first, again, now = said["audits"]
    earlier = _audit(county, version, first, said, chance, days=400, good=0.2)
    _finish(county, earlier, first, said, chance)
    later = _audit(county, version, again, said, chance, days=75, good=0.75, earlier=earlier)
    _finish(county, later, again, said, chance)
    _audit(county, version, now, said, chance, days=10, good=0.5, part=0.5)


def _version(county: Any) -> Version:
    made = begin_questionnaire(
        by=None,
        partnership=county.partnership,
        use=USE,
        title=ready()[USE].title,
        content=ready()[USE],
        source="A short tool in our own words",
    )
    return publish(by=None, version=made.versions.get(), at=_moment(county.today, 420))


def _audit(
    county: Any,
    version: Version,
    words: dict,
    said: dict,
    chance: Random,
    *,
    days: int,
    good: float,
    part: float = 1,
    earlier: CaseAudit | None = None,
) -> CaseAudit:
    """An audit begun so many days ago, of whose tools a part was handed in."""
    many, agencies = SIZES[county.size]
    begun = county.today - timedelta(days=days)
    audit = audits.begin_audit(
        by=None,
        partnership=county.partnership,
        plan=audits.Plan(
            theme=words["theme"],
            kind="multi-agency",
            why=words["why"],
            good=words["good"],
            start=begun - timedelta(days=200),
            end=begun - timedelta(days=20),
            day=begun + timedelta(days=31),
            leads=[county.personas["business-manager"]],
            earlier=earlier,
        ),
    )
    references = "\n".join(f"K-{1000 + place}" for place in chance.sample(range(900), 60))
    drawing.draw_cases(by=None, audit=audit, references=references, many=many, number=county.number)
    tool = asking.set_tool(
        by=None,
        audit=audit,
        version=version,
        opens=begun,
        due=begun + timedelta(days=21),
    )
    asked = asking.ask_agencies(
        by=None, audit=audit, agencies=_agencies(county, agencies), send=False
    )
    _bring(tool.campaign, asked[: round(len(asked) * part)], said, chance, good)
    return audit


def _agencies(county: Any, many: int) -> list[Agency]:
    """One of each of so many kinds."""
    rows = Agency.objects.as_at(county.today).filter(record__partnership=county.partnership)
    by_kind: dict[str, list[Agency]] = defaultdict(list)
    for row in rows.select_related("principal", "record").order_by("record__reference"):
        by_kind[row.kind].append(row)
    # The hospital's lead signs in on the demonstration.
    lead = county.agencies[LEAD]
    by_kind[lead.kind].sort(key=lambda row: row.pk != lead.pk)
    order = sorted(by_kind, key=lambda kind: (kind not in KINDS, kind))
    return [by_kind[kind][0] for kind in order[:many]]


def _bring(
    campaign: Campaign, responses: list[Response], said: dict, chance: Random, good: float
) -> None:
    questionnaire, facts = questionnaire_of(campaign.version), facts_of(responses)
    likely = Likely(good, said["sentences"], campaign.opens)
    bring_responses(
        by=None,
        campaign=campaign,
        brought=[
            Brought(
                one,
                drawn_answers(questionnaire, facts[one.pk], chance, likely),
                datetime.combine(
                    campaign.opens + timedelta(days=chance.randrange(3, 9)), time(11), ENGLAND
                ),
            )
            for one in responses
        ],
    )


def _finish(county: Any, audit: CaseAudit, words: dict, said: dict, chance: Random) -> None:
    """The day is held: most grades settle at the lowest that an agency gave."""
    assert audit.day is not None
    at = datetime.combine(audit.day, time(9), ENGLAND)
    challenge_day.open_day(by=None, audit=audit, at=at)
    questions = graded_questions(audit)
    for case in audit.cases.select_related("record__partnership", "audit"):
        grades = {}
        for question in questions:
            own = case.record.responses_about.filter(
                answers__question=question, answers__option__isnull=False
            ).values_list("answers__option__value", "answers__option__key")
            pairs = sorted(set(own))
            if pairs:
                chosen = pairs[0] if chance.random() < 0.6 else pairs[-1]
                grades[question.key] = (chosen[1], chance.choice(said["reasons"]))
        challenge_day.settle(by=None, case=case, grades=grades, present=said["present"], at=at)
    for kind, text in words["findings"]:
        audits.add_finding(by=None, audit=audit, kind=kind, words=text)
    audits.finish_audit(by=None, audit=audit, day=audit.day + timedelta(days=10))


def _moment(day: date, before: int) -> datetime:
    return datetime.combine(day - timedelta(days=before), time(9), ENGLAND)
