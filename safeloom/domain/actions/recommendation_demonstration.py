"""Recommendations of the invented county: one awaiting a decision, one refused, others on their way."""

from datetime import date, timedelta
from typing import Any

from safeloom.domain.actions.commands.actions import add_action
from safeloom.domain.actions.commands.assurances import (
    answer_assurance,
    ask_assurance,
    judge_assurance,
)
from safeloom.domain.actions.commands.recommendations import Verdict, add_recommendation, decide
from safeloom.domain.actions.commands.updates import update_action
from safeloom.domain.actions.models import Recommendation
from safeloom.foundation.today import today

ASKED = ("hospital-1", "police", "north-council", "mental-health", "probation")
ELSEWHERE = "A practice review of another area"


def make(county: Any) -> None:
    """Five recommendations from outside, in each state once."""
    day = min(county.today, today())
    _embedding(county, day)
    refused = _one(
        county,
        "Let every agency copy the board into each referral it makes.",
        day - timedelta(days=150),
        themes=("thresholds",),
        sectors=("health", "police"),
    )
    decide(
        by=None,
        recommendation=refused,
        verdict=Verdict.REFUSED,
        reasons="It would spread personal data to people who do not need it. Dip sampling serves the aim.",
        day=day - timedelta(days=120),
    )
    partly = _one(
        county,
        "Agree one form for handing over babies’ injuries, and train all first responders in it.",
        day - timedelta(days=90),
        owner="icb",
        audience=("hospital-1", "ambulance", "police"),
        themes=("physical-abuse", "training"),
    )
    decide(
        by=None,
        recommendation=partly,
        verdict=Verdict.PARTLY,
        reasons="The form is agreed to. Training is given to those who examine children, not to all.",
        day=day - timedelta(days=60),
    )
    _act(county, partly, "Agree the form with both hospitals and the ambulance trust.", "icb", day)
    _act(county, partly, "Put the form into the procedures.", "kept-council", day)
    _one(
        county,
        "Ask schools how they tell each other of domestic abuse incidents between terms.",
        day - timedelta(days=20),
        sectors=("schools", "early-years"),
        themes=("domestic-abuse", "information"),
    )


def _embedding(county: Any, day: date) -> None:
    """One whose actions are done, and of which agencies say whether it is embedded."""
    row = _one(
        county,
        "Record what each child says of daily life in every assessment, in the child’s own words.",
        day - timedelta(days=300),
        owner="north-council",
        audience=ASKED,
        themes=("child-voice", "planning"),
    )
    decide(by=None, recommendation=row, verdict=Verdict.ACCEPTED, day=day - timedelta(days=280))
    action = _act(county, row, "Change the template of assessments.", "north-council", day)
    update_action(
        by=None,
        action=action,
        said="done",
        text="The template is in use.",
        evidence="Form in the case system since spring.",
    )
    asked = ask_assurance(
        by=None,
        recommendation=row,
        agencies=[county.agencies[key] for key in ASKED],
        due=max(county.today, today()) + timedelta(days=21),
    )
    said = {
        "police": (
            "yes",
            "Body-worn video of visits is dip sampled each month; 9 of 10 in August.",
        ),
        "north-council": ("yes", "The audit of 40 assessments found the child’s words in 37."),
        "mental-health": ("partly", "In place on wards; community teams begin in the new year."),
    }
    for assurance in asked:
        key = next(one for one in ASKED if county.agencies[one] == assurance.agency)
        if key not in said:
            continue
        embedded, words = said[key]
        answer = answer_assurance(by=None, assurance=assurance, embedded=embedded, words=words)
        if key == "police":
            judge_assurance(
                by=None, answer=answer, accepted=False, words="Please send the form of the sample."
            )
        elif key == "north-council":
            judge_assurance(by=None, answer=answer, accepted=True)


def _one(
    county: Any,
    wording: str,
    made: date,
    *,
    owner: str = "",
    audience: tuple[str, ...] = (),
    **said: Any,
) -> Recommendation:
    return add_recommendation(
        by=None,
        partnership=county.partnership,
        wording=wording,
        origin=ELSEWHERE,
        owner=county.agencies[owner] if owner else None,
        audience=[county.agencies[key] for key in audience],
        made=made,
        **said,
    )


def _act(county: Any, row: Recommendation, wording: str, owner: str, day: date) -> Any:
    return add_action(
        by=None,
        partnership=county.partnership,
        wording=wording,
        owner=county.agencies[owner],
        due=day + timedelta(days=45),
        source=row.record,
        opened=day - timedelta(days=40),
    )
