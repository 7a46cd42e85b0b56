"""Rounds of the Section 11 audit."""

from datetime import UTC, datetime

from safeloom.domain.partnership.models import Agency
from safeloom.domain.questionnaires.definitions import Given
from safeloom.domain.questionnaires.models import Campaign, ModeratedGrade, Response
from safeloom.foundation.identity.models import Partnership
from safeloom.foundation.today import today
from safeloom.systems.section_11.commands import letters, visits
from safeloom.systems.section_11.content import USE
from safeloom.systems.section_11.models import Visit
from tests.factories import Place, partnership, sample
from tests.factories.questionnaires import a_campaign, a_questionnaire, a_response, answered

TWO = """
title = "Section 11 audit"
sections_are = "Standard"
[scales.met]
options = [
  { key = "red", title = "Red", value = 0, mark = "red" },
  { key = "green", title = "Green", value = 2, mark = "green", meets = true },
]
[[sections]]
key = "leadership"
title = "Leadership"
[[sections.questions]]
key = "leadership-grade"
words = "How far is it met?"
kind = "grade"
scale = "met"
required = true
[[sections]]
key = "training"
title = "Training"
[[sections.questions]]
key = "training-grade"
words = "How far is it met?"
kind = "grade"
scale = "met"
required = true
"""


def a_round(here: Partnership, title: str = "", **said) -> Campaign:
    """A round of two standards, sent."""
    version = said.pop("version", None) or a_questionnaire(here, TWO)
    campaign = a_campaign(here, version, title, **said)
    Campaign.objects.filter(pk=campaign.pk).update(use=USE)
    campaign.use = USE
    return campaign


def returned(
    campaign: Campaign,
    agency: Agency,
    *,
    leadership: str = "green",
    training: str = "green",
    moderated: dict[str, str] | None = None,
    state: str = "submitted",
) -> Response:
    """What an agency returned, with what a moderator made of it by the question's key."""
    response = a_response(campaign, agency, state=state)
    said = {"leadership-grade": leadership, "training-grade": training}
    given = {key: Given(options=(grade,)) for key, grade in said.items() if grade}
    answered(response, given, counts=given if state else ())
    questions = {one.key: one for one in campaign.version.questions.all()}
    for key, grade in (moderated or {}).items():
        ModeratedGrade.objects.create(
            response=response,
            question=questions[key],
            option=questions[key].options.get(key=grade),
            comment="We saw less than you said." if grade == "red" else "",
            at=datetime.now(UTC),
        )
    return response


def a_visit(response: Response, **said) -> Visit:
    """A visit that is planned for today."""
    made = {"day": today(), "visitors": "Two of the unit", "why": Visit.Why.OTHER}
    return visits.plan_visit(by=None, response=response, **(made | said))


def _returned(place: Place, state: str = "submitted") -> Response:
    campaign = a_round(place.partnership)
    agency = place.agency or partnership.an_agency(place.partnership)
    return returned(campaign, agency, state=state)


@sample("section-11:round", "section-11:draw", by=())
def _round(place: Place) -> dict[str, object]:
    return {"reference": a_round(place.partnership).record.reference}


@sample("section-11:screen", "section-11:plan-visit", "section-11:letter", by=())
def _submitted(place: Place) -> dict[str, object]:
    return {"reference": _returned(place).record.reference}


@sample("section-11:equivalent", by=())
def _draft(place: Place) -> dict[str, object]:
    return {"reference": _returned(place, state="").record.reference}


@sample("section-11:send-letter", by=())
def _written(place: Place) -> dict[str, object]:
    response = _returned(place)
    letters.write_letter(by=None, response=response, text="Thank you.")
    return {"reference": response.record.reference}


@sample("section-11:visit", by=("agency",))
def _visited(place: Place) -> dict[str, object]:
    return {"reference": a_visit(_returned(place)).record.reference}


@sample("section-11:move-visit", "section-11:note-visit", by=())
def _visit_of_unit(place: Place) -> dict[str, object]:
    return {"reference": a_visit(_returned(place)).record.reference}
