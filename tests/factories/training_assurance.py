"""Rounds of training assurance."""

from datetime import timedelta

from safeloom.domain.partnership.models import Agency
from safeloom.domain.questionnaires.definitions import Given
from safeloom.domain.questionnaires.models import Answer, AnswerFile, Campaign, Response
from safeloom.foundation.files.models import StoredFile
from safeloom.foundation.identity.models import Partnership
from safeloom.foundation.today import today
from safeloom.systems.training_assurance.commands.assigning import give_review
from safeloom.systems.training_assurance.commands.reviewing import do_review
from safeloom.systems.training_assurance.content import USE
from safeloom.systems.training_assurance.models import PeerReview
from tests.factories import Place, partnership, sample
from tests.factories.files import kept
from tests.factories.questionnaires import a_campaign, a_questionnaire, a_response, answered

TWO = """
title = "Training assurance"
sections_are = "Section"
[scales.met]
options = [
  { key = "red", title = "Red", value = 0, mark = "red" },
  { key = "green", title = "Green", value = 2, mark = "green", meets = true },
]
[[sections]]
key = "content"
title = "Course content"
[[sections.questions]]
key = "content-grade"
words = "How far is it met?"
kind = "grade"
scale = "met"
required = true
[[sections.questions]]
key = "content-shown"
words = "How do you know?"
kind = "text"
[[sections.questions]]
key = "content-files"
words = "Which files show it?"
kind = "file"
[[sections]]
key = "take-up"
title = "Take-up"
[[sections.questions]]
key = "take-up-grade"
words = "How far is it met?"
kind = "grade"
scale = "met"
required = true
"""


def a_round(here: Partnership, title: str = "") -> Campaign:
    """A round of two sections, sent."""
    campaign = a_campaign(here, a_questionnaire(here, TWO), title)
    Campaign.objects.filter(pk=campaign.pk).update(use=USE)
    campaign.use = USE
    return campaign


def returned(
    campaign: Campaign,
    agency: Agency,
    *,
    content: str = "green",
    take_up: str = "green",
    words: str = "We watched a course.",
    state: str = "submitted",
) -> Response:
    """What an agency returned."""
    response = a_response(campaign, agency, state=state)
    said = {"content-grade": content, "take-up-grade": take_up}
    given = {key: Given(options=(grade,)) for key, grade in said.items()}
    given["content-shown"] = Given(text=words)
    answered(response, given, counts=given if state else ())
    return response


def with_file(response: Response, name: str = "Course outline.pdf") -> StoredFile:
    """A file that an agency gave with an answer that counts."""
    file = kept(response.record, name)
    question = response.campaign.version.questions.get(key="content-files")
    answer, _ = Answer.objects.get_or_create(
        response=response, question=question, defaults={"counts": True}
    )
    AnswerFile.objects.create(answer=answer, file=file)
    return file


def a_review(response: Response, agency: Agency) -> PeerReview:
    """A review that is to be made; the reviewing agency is asked in the round too."""
    if not response.campaign.responses.filter(agency=agency).exists():
        returned(response.campaign, agency)
    return give_review(by=None, response=response, agency=agency, due=today() + timedelta(days=9))


def reviewed(review: PeerReview, *, content: str = "green", take_up: str = "green") -> PeerReview:
    """It was made today."""
    grades = {"content-grade": (content, "So we see it."), "take-up-grade": (take_up, "As said.")}
    return do_review(by=None, review=review, done=today(), grades=grades, words="Good work.")


@sample("training-assurance:round", "training-assurance:draw", by=())
def _round(place: Place) -> dict[str, object]:
    return {"reference": a_round(place.partnership).record.reference}


@sample("training-assurance:give-review", by=())
def _submitted(place: Place) -> dict[str, object]:
    agency = place.agency or partnership.an_agency(place.partnership)
    return {"reference": returned(a_round(place.partnership), agency).record.reference}


@sample("training-assurance:review", "training-assurance:do-review", by=("agency",))
def _assigned(place: Place) -> dict[str, object]:
    other = partnership.an_agency(place.partnership)
    review = a_review(returned(a_round(place.partnership), other), place.agency)
    return {"reference": review.response.record.reference}


@sample("training-assurance:review-file", by=("agency",))
def _given(place: Place) -> dict[str, object]:
    other = partnership.an_agency(place.partnership)
    response = returned(a_round(place.partnership), other)
    file = with_file(response)
    a_review(response, place.agency)
    return {"reference": response.record.reference, "pk": file.pk}
