"""Stages, disagreements and a challenge log for the invented county."""

import tomllib
from datetime import UTC, datetime, time, timedelta
from typing import Any

from safeloom.domain.partnership.models import Agency, PostHolding
from safeloom.foundation.clocks.commands import Setting, set_rule
from safeloom.foundation.clocks.models import ClockSetting
from safeloom.foundation.identity.models import Person
from safeloom.foundation.today import ENGLAND, today
from safeloom.kernel.clocks import Unit
from safeloom.systems.challenge import content
from safeloom.systems.challenge.commands import moving, partners, raising, stages
from safeloom.systems.challenge.models import Disagreement, EscalationPolicy, Statement

BEGAN = timedelta(days=500)


def make(county: Any) -> None:
    """The example of stages turned on long ago; disagreements of a year, some open and one of them late, one
    about a child; challenges at each of their steps."""
    policy = stages.set_stages(by=None, partnership=county.partnership, to=stages.example(today()))
    since = county.today - BEGAN
    EscalationPolicy.objects.filter(pk=policy.pk).update(since=since)
    said = {"runs": True, "length": 10, "unit": Unit.WORKING_DAYS, "since": today()}
    setting = set_rule(
        by=None, partnership=county.partnership, key=partners.ANSWER, to=Setting(**said)
    )
    ClockSetting.objects.filter(pk=setting.pk).update(start=since)
    found = tomllib.loads(content.text_of("demonstration.toml"))
    for said in found["disagreement"]:
        _raise(county, said)
    _about_a_child(county)
    for said in found["challenge"]:
        _ask(county, said)


def _moment(county: Any, back: int) -> datetime:
    """Half past nine on a day, or an hour ago where that is yet to come."""
    morning = datetime.combine(county.today - timedelta(days=back), time(9, 30), ENGLAND)
    return min(morning, datetime.now(UTC) - timedelta(hours=1))


def _raise(county: Any, said: dict[str, Any]) -> None:
    at = _moment(county, said["back"])
    asks, answers = county.agencies[said["asks"]], county.agencies[said["answers"]]
    held, other = _held(county, asks), _held(county, answers)
    what = raising.Raised(
        asks=asks,
        answers=answers,
        theme=said["theme"],
        words=said["words"],
        wanted=said.get("wanted", ""),
        post=held.post,
    )
    found = raising.raise_disagreement(
        by=held.person, partnership=county.partnership, what=what, at=at
    )
    if said.get("said"):
        # Said when it could be, not now.
        Statement.objects.create(
            disagreement=found,
            agency=answers,
            by=other.person,
            words=said["said"],
            at=at + timedelta(minutes=40),
        )
    _move(found, said, at, held.person)


def _held(county: Any, agency: Agency) -> PostHolding:
    """The first post of an agency that is held."""
    rows = PostHolding.objects.as_at(county.today).filter(post__agency=agency)
    return rows.select_related("post", "person").order_by("post__principal__name", "pk")[0]


def _move(found: Disagreement, said: dict[str, Any], at: datetime, by: Person) -> None:
    hours = said.get("hours", [])
    formal = len(hours) > 2
    for number, long in enumerate(hours, start=1):
        at += timedelta(hours=long)
        if number == len(hours) and said.get("outcome"):
            moving.settle(
                by=by,
                disagreement=found,
                outcome=said["outcome"],
                settled=said["settled"],
                parties=not formal,
                at=at,
            )
        else:
            moving.move_up(by=None, disagreement=found, reason="The two still do not agree.", at=at)


def _about_a_child(county: Any) -> None:
    """One that is sealed: open to the two agencies and the unit alone."""
    asks = county.agencies["hospital-1"]
    held = _held(county, asks)
    what = raising.Raised(
        asks=asks,
        answers=county.agencies["north-council"],
        post=held.post,
        theme="enquiry",
        words="An injury was not explained, and a strategy discussion was not held within a day.",
        wanted="A strategy discussion with the consultant in it.",
        about_child=True,
    )
    raising.raise_disagreement(
        by=held.person,
        partnership=county.partnership,
        what=what,
        at=_moment(county, 0),
    )


def _ask(county: Any, said: dict[str, Any]) -> None:
    what = partners.Asked(
        asks=county.agencies[said["asks"]],
        answers=county.agencies[said["answers"]],
        title=said["title"],
        question=said["question"],
        on=county.today - timedelta(days=said["back"]),
    )
    found = partners.ask_partner(by=None, partnership=county.partnership, what=what)
    if said.get("answer"):
        at = _moment(county, said["back"] - 9)
        partners.answer_partner(by=None, challenge=found, answer=said["answer"], at=at)
    if said.get("outcome"):
        partners.close_partner(
            by=None,
            challenge=found,
            outcome=said["outcome"],
            impact=said.get("impact", ""),
            at=_moment(county, said["back"] - 40),
        )
