"""Evidence is kept once, serves several answers, shows its age, and is the body's own."""

from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile

from safeloom.domain.questionnaires.commands.evidence import attach, detach
from safeloom.domain.questionnaires.models import Answer, AnswerFile
from safeloom.domain.questionnaires.queries.evidence import age_words, evidence_of, is_old
from safeloom.domain.questionnaires.queries.given import evaluation_of
from safeloom.foundation.files.models import StoredFile
from tests.factories import partnership
from tests.factories import questionnaires as build
from tests.factories.files import PDF, upload

TWO = """
title = "Two"
[[sections]]
title = "One"
[[sections.questions]]
key = "policy"
words = "Your policy"
kind = "file"
may_not_apply = true
[[sections.questions]]
key = "minutes"
words = "Your minutes"
kind = "file"
"""


@pytest.fixture
def version(vale):
    """Two questions that take files."""
    return build.a_questionnaire(vale, TWO)


@pytest.fixture
def response(vale, council, version):
    """What the council answers."""
    return build.a_response(build.a_campaign(vale, version), council)


def test_a_file_is_kept_once_and_stands_with_two_answers(response) -> None:
    one = attach(by=None, response=response, question_key="policy", upload=upload())
    two = attach(by=None, response=response, question_key="minutes", upload=upload("Again.pdf"))
    three = attach(by=None, response=response, question_key="minutes", file=one.file)
    assert two == three and StoredFile.objects.count() == 1
    assert one.file.record == response.record
    assert evaluation_of(response).tally.answered == 2
    detach(by=None, response=response, question_key="policy", file=one.file)
    assert StoredFile.objects.get().removed is None
    detach(by=None, response=response, question_key="minutes", file=one.file)
    assert StoredFile.objects.get().removed is not None and not AnswerFile.objects.exists()


def test_earlier_evidence_of_the_body_is_there_and_nobody_elses(
    vale, council, version, response
) -> None:
    other = partnership.an_agency(vale)
    theirs = build.a_response(response.campaign, other)
    strange = attach(by=None, response=theirs, question_key="policy", upload=upload()).file
    tied = attach(by=None, response=response, question_key="policy", upload=upload("Our.pdf"))
    later = build.a_response(build.a_campaign(vale, version), council)
    assert list(evidence_of(later)) == [tied.file]
    attach(by=None, response=later, question_key="minutes", file=tied.file)
    with pytest.raises(ValidationError, match="of your own"):
        attach(by=None, response=later, question_key="minutes", file=strange)
    # It serves the later one, so it stays where it was kept.
    detach(by=None, response=response, question_key="policy", file=tied.file)
    assert StoredFile.objects.get(pk=tied.file.pk).removed is None


def test_what_is_not_taken_is_refused_at_its_question(response, settings) -> None:
    wrong = SimpleUploadedFile("policy.pdf", b"MZ\x90\x00 a program")
    with pytest.raises(ValidationError) as refused:
        attach(by=None, response=response, question_key="policy", upload=wrong)
    assert set(refused.value.message_dict) == {"policy"}
    large = UploadedFile(upload().file, "policy.pdf", size=60_000_000)
    with pytest.raises(ValidationError, match="50 MB or smaller"):
        attach(by=None, response=response, question_key="policy", upload=large)
    assert not Answer.objects.exists() and not StoredFile.objects.exists()


def test_a_file_takes_the_place_of_not_applying(response) -> None:
    build.answered(response, {})
    row = Answer.objects.create(
        response=response,
        question=response.campaign.version.questions.get(key="policy"),
        not_applicable=True,
        text="We have none.",
        at=datetime.now(UTC),
    )
    attach(by=None, response=response, question_key="policy", upload=upload("a.pdf", PDF))
    row.refresh_from_db()
    assert (row.not_applicable, row.text, row.revision) == (False, "", 2)


@pytest.mark.parametrize(
    ("then", "words", "old"),
    [
        (date(2024, 11, 25), "2 years old", True),
        (date(2025, 11, 24), "1 year old", True),
        (date(2025, 11, 25), "1 year old", False),
        (date(2025, 11, 26), "11 months old", False),
        (date(2026, 11, 1), "less than a month old", False),
    ],
)
def test_its_age_is_in_words_and_flagged_after_twelve_months(then, words, old) -> None:
    day = date(2026, 11, 25)
    assert (age_words(then, day), is_old(then, day)) == (words, old)
