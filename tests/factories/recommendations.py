"""Recommendations and assurance for tests."""

from datetime import timedelta
from itertools import count

from safeloom.domain.actions.commands.assurances import answer_assurance, ask_assurance
from safeloom.domain.actions.commands.recommendations import add_recommendation, decide
from safeloom.domain.actions.models import Assurance, Recommendation
from safeloom.domain.partnership.models import Agency
from safeloom.foundation.identity.models import Partnership
from safeloom.foundation.today import today
from tests.factories import Place, sample

_NUMBERS = count(1)


def a_recommendation(here: Partnership, wording: str = "", **said) -> Recommendation:
    """A recommendation from outside, made today."""
    if "source" not in said:
        said.setdefault("origin", "A review elsewhere")
    return add_recommendation(
        by=None, partnership=here, wording=wording or f"Do better {next(_NUMBERS)}", **said
    )


def accepted(here: Partnership, wording: str = "", **said) -> Recommendation:
    """A recommendation that was accepted."""
    found = a_recommendation(here, wording, **said)
    decide(by=None, recommendation=found, verdict="accepted")
    return found


def asked(recommendation: Recommendation, agency: Agency, *, days: int = 30) -> Assurance:
    """An agency asked whether it is embedded."""
    (found,) = ask_assurance(
        by=None,
        recommendation=recommendation,
        agencies=[agency],
        due=today() + timedelta(days=days),
    )
    return found


@sample("actions:recommendation", by=("agency",))
def _recommendation(place: Place) -> dict[str, object]:
    made = a_recommendation(place.partnership, audience=[place.agency])
    return {"reference": made.record.reference}


@sample(*(f"actions:{name}" for name in ("change-recommendation", "decide-recommendation")), by=())
def _of_the_whole(place: Place) -> dict[str, object]:
    return {"reference": a_recommendation(place.partnership).record.reference}


@sample("actions:ask-assurance", by=())
def _to_ask(place: Place) -> dict[str, object]:
    made = accepted(place.partnership, audience=[place.agency])
    return {"reference": made.record.reference}


@sample("actions:assurance", "actions:answer-assurance", by=("agency",))
def _assurance(place: Place) -> dict[str, object]:
    made = accepted(place.partnership, audience=[place.agency])
    return {"reference": asked(made, place.agency).record.reference}


@sample("actions:judge-assurance", by=())
def _answered(place: Place) -> dict[str, object]:
    made = asked(accepted(place.partnership, audience=[place.agency]), place.agency)
    answer_assurance(by=None, assurance=made, embedded="yes", words="We looked.")
    return {"reference": made.record.reference}
