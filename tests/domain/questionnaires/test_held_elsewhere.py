"""Whole responses are brought in as if they had been submitted here."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from safeloom.domain.questionnaires.commands.held_elsewhere import Brought, bring_responses
from safeloom.domain.questionnaires.definitions import Given
from safeloom.domain.questionnaires.models import Answer
from safeloom.domain.questionnaires.queries.given import evaluation_of, given_in
from safeloom.foundation.audit.models import AuditRow
from tests.factories import foundation, partnership
from tests.factories.questionnaires import a_campaign, a_response

AT = datetime(2025, 6, 1, 10, tzinfo=UTC)
GIVEN = {
    "led": Given(options=("yes",)),
    "why": Given(text="This is not asked of who meets it."),
    "staff": Given(number=Decimal(12)),
    "checks": Given(options=("dbs", "right")),
}
SIGNED = {"chair": "Robin Vale"}


def test_what_is_brought_in_counts_as_the_evaluator_says(db) -> None:
    campaign = a_campaign(foundation.partnership())
    responses = [
        a_response(campaign, partnership.an_agency(campaign.partnership)) for _ in range(2)
    ]
    bring_responses(
        by=None,
        campaign=campaign,
        brought=[Brought(one, GIVEN, AT, signed=SIGNED) for one in responses],
    )
    for one in responses:
        assert given_in([one])[one.pk] == GIVEN
        standings = evaluation_of(one).standings
        counted = Answer.objects.filter(response=one, counts=True)
        assert set(counted.values_list("question__key", flat=True)) == {
            key for key, standing in standings.items() if standing.counts
        }
        assert one.record.moves.get().at == AT and one.signed_off.get().name == "Robin Vale"
    assert AuditRow.objects.filter(verb="campaign.bring_responses").count() == 1


@pytest.mark.parametrize(
    ("given", "signed", "words"),
    [
        ({}, SIGNED, "required answers or a sign-off are missing"),
        (GIVEN, {}, "required answers or a sign-off are missing"),
    ],
)
def test_what_could_not_be_submitted_is_not_brought_in(db, given, signed, words) -> None:
    campaign = a_campaign(foundation.partnership())
    right, wrong = [
        a_response(campaign, partnership.an_agency(campaign.partnership)) for _ in range(2)
    ]
    with pytest.raises(ValidationError, match=f"{wrong.record.reference} .*{words}"):
        bring_responses(
            by=None,
            campaign=campaign,
            brought=[
                Brought(right, GIVEN, AT, signed=SIGNED),
                Brought(wrong, given, AT, signed=signed),
            ],
        )
    assert not Answer.objects.exists()


def test_nothing_is_brought_over_what_was_begun_here(db) -> None:
    campaign = a_campaign(foundation.partnership())
    response = a_response(campaign, partnership.an_agency(campaign.partnership))
    brought = [Brought(response, GIVEN, AT, signed=SIGNED)]
    bring_responses(by=None, campaign=campaign, brought=brought)
    with pytest.raises(ValidationError, match="answered here already"):
        bring_responses(by=None, campaign=campaign, brought=brought)
