"""What arrived in the invented county: a review that was compared, a consultation, guidance."""

from datetime import date, timedelta
from typing import Any

from safeloom.domain.actions.commands.actions import add_action
from safeloom.domain.actions.commands.recommendations import Verdict, add_recommendation
from safeloom.domain.actions.commands.recommendations import decide as decide_recommendation
from safeloom.foundation.today import today
from safeloom.systems.national.commands.answering import write_answer
from safeloom.systems.national.commands.comparing import Compared, Gap, Kind, add_row, decide
from safeloom.systems.national.commands.items import Arrival, add
from safeloom.systems.national.models import NationalItem

ROWS = (
    ("Every baby not brought to two health visits is told to the social work team.",
     "Told by both hospitals; not by the community service in the south.", Gap.PART,
     "The community service’s system sends no such message."),
    ("Fathers are named on the record of each unborn child.",
     "Named in nine of ten records in the last audit.", Gap.NONE, ""),
    ("One person keeps the chronology of a child known to three agencies.",
     "Nobody does; each agency keeps its own.", Gap.WHOLE, "A lead for each chronology."),
)  # fmt: skip


def make(county: Any) -> None:
    """Four items, each at another point of its way."""
    day = min(county.today, today())
    review = _one(
        county,
        day - timedelta(days=100),
        title="National review: babies who were not seen",
        kind="review",
        from_whom="National safeguarding panel",
        summary="What twelve reviews of harm to babies under one have in common.",
        compare_by=day - timedelta(days=40),
    )
    for says, stands, gap, missing in ROWS:
        row = Compared(says=says, stands=stands, gap=gap, missing=missing)
        add_row(by=_unit(county), item=review, row=row)
    decide(by=_unit(county), item=review, kind=Kind.COMPARED)
    found = add_recommendation(
        by=None,
        partnership=county.partnership,
        wording="Let the community health service tell the social work team of missed visits too.",
        source=review.record,
        owner=county.agencies["community-health"],
        audience=[county.agencies["community-health"]],
        themes=("physical-abuse", "information"),
        made=day - timedelta(days=45),
    )
    decide_recommendation(
        by=None,
        recommendation=found,
        verdict=Verdict.ACCEPTED,
        day=day - timedelta(days=30),
    )
    add_action(
        by=None,
        partnership=county.partnership,
        wording="Name who leads each chronology, and say so in the procedures.",
        owner=county.agencies["kept-council"],
        due=max(county.today, today()) + timedelta(days=60),
        source=review.record,
        opened=day - timedelta(days=30),
    )
    asked = _one(
        county,
        day - timedelta(days=25),
        title="Consultation on one number for each child’s record",
        kind="consultation",
        from_whom="Department for Education",
        summary="How a single number might be used by health, councils, police and schools.",
        closes=max(county.today, today()) + timedelta(days=17),
    )
    decide(by=_unit(county), item=asked, kind=Kind.NO_COMPARISON, words="Nothing is in force yet.")
    text = "The partnership favours the health service’s number, with a way for children who have none."
    write_answer(by=_unit(county), item=asked, seen=None, text=text)
    guidance = _one(
        county,
        day - timedelta(days=12),
        title="Guidance on injuries to babies who cannot move by themselves",
        kind="guidance",
        from_whom="NHS England",
        summary="When a bruise is to be seen by a paediatrician, and by when.",
        compare_by=max(county.today, today()) + timedelta(days=20),
        owner=county.agencies["hospital-1"],
    )
    add_row(
        by=None,
        item=guidance,
        row=Compared(says="A paediatrician sees every such injury within four hours."),
    )
    _one(
        county,
        day - timedelta(days=5),
        title="Thematic inspection: strategy discussions",
        kind="thematic",
        from_whom="Joint inspectorates",
        compare_by=max(county.today, today()) + timedelta(days=45),
    )


def _one(county: Any, arrived: date, **said: Any) -> NationalItem:
    arrival = Arrival(arrived=arrived, **said)
    return add(by=_unit(county), partnership=county.partnership, arrival=arrival)


def _unit(county: Any) -> Any:
    return county.personas.get("coordinator")
