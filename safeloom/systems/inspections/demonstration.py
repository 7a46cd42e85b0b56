"""Inspections of the invented county: one reported with its findings, some to come."""

from datetime import date, timedelta
from typing import Any

from safeloom.domain.actions.commands.actions import add_action
from safeloom.domain.actions.commands.recommendations import Verdict, add_recommendation, decide
from safeloom.domain.actions.commands.updates import update_action
from safeloom.foundation.today import today
from safeloom.systems.inspections.commands.inspections import Said, add, judge, say_position
from safeloom.systems.inspections.models import Inspection

JUDGED = (
    ("Children who need help and protection", "Requires improvement"),
    ("Children in care", "Good"),
    ("Overall effectiveness", "Requires improvement"),
)
FINDINGS = (
    ("Hold strategy discussions with health present, whatever the hour.", "north-council"),
    ("Give children a copy of their plan in words they understand.", "north-council"),
    ("Let managers record why they agree to close a case.", "north-council"),
)


def make(county: Any) -> None:
    """A reported inspection with three findings; a mock inspection; a peer review; two expected."""
    day, ahead = min(county.today, today()), max(county.today, today())
    _reported(county, day)
    mock = _one(
        county,
        title="Mock joint inspection: domestic abuse",
        kind="mock",
        inspected_by="Leads of the three statutory partners",
        begins=day - timedelta(days=40),
        ends=day - timedelta(days=38),
        certain=True,
        scope="Six children’s cases from the front door to the plan, and the people in them.",
    )
    say_position(
        by=None,
        inspection=mock,
        rating="amber",
        words="Cases are ready in a day. The tracker of strategy discussions has gaps in two districts.",
        day=day - timedelta(days=30),
    )
    _one(
        county,
        title="Peer review of the front door",
        kind="peer-review",
        agency=county.agencies["kept-council"],
        inspected_by="Three councils of the region",
        begins=ahead + timedelta(days=24),
        ends=ahead + timedelta(days=27),
        certain=True,
        scope="Thresholds, decisions within a working day, and what referrers are told.",
    )
    hospital = _one(
        county,
        title="Inspection of the hospital’s urgent care",
        kind="health",
        agency=county.agencies["hospital-1"],
        inspected_by="Care Quality Commission",
        begins=ahead + timedelta(days=60),
        expected="Between new year and spring",
    )
    say_position(
        by=None,
        inspection=hospital,
        rating="green",
        words="All staff of the department have had their safeguarding training in date since summer.",
        day=day - timedelta(days=120),
    )
    _one(
        county,
        title="Joint targeted area inspection",
        kind="jtai",
        inspected_by="Joint inspectorates",
        expected="Not told beforehand; none in this area for six years",
    )


def _reported(county: Any, day: date) -> None:
    began = day - timedelta(days=210)
    row = _one(
        county,
        title="Inspection of children’s services",
        kind="ilacs",
        agency=county.agencies["north-council"],
        inspected_by="Ofsted",
        begins=began,
        ends=began + timedelta(days=4),
        certain=True,
        reported=began + timedelta(days=50),
        link="https://reports.safeloom.example/north",
        scope="Help and protection, care, care leavers, and leadership.",
    )
    for heading, grade in JUDGED:
        judge(by=None, inspection=row, heading=heading, grade=grade)
    for number, (wording, owner) in enumerate(FINDINGS):
        found = add_recommendation(
            by=None,
            partnership=county.partnership,
            wording=wording,
            source=row.record,
            owner=county.agencies[owner],
            audience=[county.agencies[owner]],
            themes=("planning",) if number else ("information",),
            made=began + timedelta(days=50),
        )
        decide(
            by=None,
            recommendation=found,
            verdict=Verdict.ACCEPTED,
            day=began + timedelta(days=70),
        )
        action = add_action(
            by=None,
            partnership=county.partnership,
            wording=f"Report to the executive what changed: {wording[:1].lower()}{wording[1:]}",
            owner=county.agencies[owner],
            due=day + timedelta(days=30 * number - 10),
            source=found.record,
            opened=began + timedelta(days=70),
        )
        if number == 1:
            text = "The new plan is in use; 40 children were asked what they think of it."
            update_action(by=None, action=action, said="done", text=text)
    said = (
        (150, "red", "The plan is agreed; nothing has changed for children yet."),
        (60, "amber", "One of three findings is done. Health joins by telephone in the day."),
    )
    for back, rating, words in said:
        say_position(
            by=None,
            inspection=row,
            rating=rating,
            words=words,
            day=day - timedelta(days=back),
        )


def _one(county: Any, **said: Any) -> Inspection:
    return add(by=None, partnership=county.partnership, said=Said(**said))
