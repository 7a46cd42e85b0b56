"""Exercises of the scrutineer for tests."""

from datetime import date, datetime, timedelta
from itertools import count

from safeloom.foundation.identity.models import Partnership
from safeloom.foundation.today import today
from safeloom.systems.scrutiny.commands import planning, writing
from safeloom.systems.scrutiny.models import Evidence, Exercise, Judgement
from safeloom.systems.scrutiny.queries.exercises import framework_on
from tests.factories import SHARED, Place, sample

_NUMBERS = count(1)
FACTORS = (("Children are heard", "They say so."), ("It learns", ""))


def an_exercise(
    here: Partnership, title: str = "", *, event: date | None = None, previous=None, posts=()
) -> Exercise:
    """A draft that looks at both factors of a framework."""
    if framework_on(here, today()) is None:
        since = today() - timedelta(days=30)
        planning.set_framework(
            by=None, partnership=here, since=since, source="The board", factors=FACTORS
        )
    factors = list(framework_on(here, today()).factors.all())
    plan = planning.Plan(
        title=title or f"Exercise {next(_NUMBERS)}",
        question="Are children heard?",
        event=event,
        factors=factors,
        posts=posts,
    )
    return planning.begin(by=None, partnership=here, plan=plan, previous=previous)


def evidence(exercise: Exercise, method: str = "data", strength: int = 2, at: int = 0) -> Evidence:
    """A row of evidence of one factor."""
    judgement = list(exercise.judgements.order_by("factor__number"))[at]
    shown = {judgement.pk: (strength, "It showed something.")}
    return writing.add_evidence(
        by=None, exercise=exercise, method=method, what="Some figures", shown=shown
    )


def a_published(
    here: Partnership,
    title: str = "",
    *,
    ratings=("green", "red"),
    at: datetime | None = None,
    **said,
) -> Exercise:
    """An exercise with a report."""
    exercise = an_exercise(here, title, **said)
    evidence(exercise)
    rows = exercise.judgements.order_by("factor__number").select_related("factor")
    for judgement, rating in zip(rows, ratings, strict=True):
        writing.judge(by=None, judgement=judgement, rating=rating, words="It says so.")
    writing.write(by=None, exercise=exercise, seen=None, report="What I found.", young="We too.")
    writing.publish(by=None, exercise=exercise, at=at)
    return exercise


def a_judgement(exercise: Exercise) -> Judgement:
    """The first factor it looks at."""
    return exercise.judgements.order_by("factor__number").first()


@sample("scrutiny:exercise", by=SHARED)
def _published(place: Place) -> dict[str, object]:
    return {"reference": a_published(place.partnership).record.reference}


@sample("scrutiny:follow-up", by=())
def _to_follow(place: Place) -> dict[str, object]:
    return {"reference": a_published(place.partnership).record.reference}


@sample("scrutiny:framework", "scrutiny:set-framework", "scrutiny:begin", by=())
def _of_the_unit(place: Place) -> dict[str, object]:
    return {}


@sample("scrutiny:change", "scrutiny:comment", "scrutiny:add-evidence", by=())
def _draft(place: Place) -> dict[str, object]:
    return {"reference": an_exercise(place.partnership).record.reference}


@sample("scrutiny:write", "scrutiny:publish", by=())
def _to_write(place: Place) -> dict[str, object]:
    return {"reference": an_exercise(place.partnership).record.reference}


@sample("scrutiny:judge", by=())
def _to_judge(place: Place) -> dict[str, object]:
    row = an_exercise(place.partnership)
    return {"reference": row.record.reference, "pk": a_judgement(row).pk}


@sample("scrutiny:remove-evidence", by=())
def _to_remove(place: Place) -> dict[str, object]:
    row = an_exercise(place.partnership)
    return {"reference": row.record.reference, "pk": evidence(row).pk}
