"""A campaign of a council whose lead signs in, and a school whose head answers by a link."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import pytest
import time_machine

from safeloom.domain.partnership.models import Agency
from safeloom.domain.questionnaires.commands import (
    campaigns,
    inviting,
)
from safeloom.domain.questionnaires.definitions import Given
from safeloom.domain.questionnaires.models import Campaign, Response
from safeloom.domain.questionnaires.workflows import RESPONSE
from safeloom.foundation.encryption.box import unseal
from safeloom.foundation.notices.models import Mail
from safeloom.foundation.today import ENGLAND
from safeloom.foundation.workflow.commands import take_step
from tests.factories import challenge, foundation, partnership, questionnaires

OPENS, DUE, CLOSES = date(2026, 11, 2), date(2026, 11, 30), date(2026, 12, 11)


@dataclass(frozen=True)
class Vale:
    here: Any
    council: Any
    school: Any
    lead: Any
    head: Any
    manager: Any
    version: Any


@pytest.fixture
def vale(db) -> Vale:
    """A council whose lead signs in; a school without a lead, and somebody who works there."""
    here = foundation.partnership("vale", "Vale Partnership")
    council = partnership.an_agency(here, "Vale Council")
    school = partnership.an_agency(here, "Marsh End School", kind=Agency.Kind.SCHOOL)
    head = partnership.somebody(here, "Robin Invented", work_email="robin@school.example")
    return Vale(
        here,
        council,
        school,
        challenge.a_lead(council),
        head,
        foundation.granted("business-manager", here),
        questionnaires.a_questionnaire(here),
    )


def opened(vale: Vale, **said) -> Campaign:
    return campaigns.open_campaign(
        **{
            "by": vale.manager.person,
            "partnership": vale.here,
            "title": "Section 11 audit 2026",
            "version": vale.version,
            "use": questionnaires.USE,
            "opens": OPENS,
            "due": DUE,
            "closes": CLOSES,
        }
        | said
    )


def on(day: date, hour: int = 10) -> time_machine.travel:
    return time_machine.travel(
        datetime(day.year, day.month, day.day, hour, tzinfo=ENGLAND), tick=False
    )


def sent(vale: Vale, *agencies: Any) -> tuple[Campaign, list[Response]]:
    campaign = opened(vale)
    rows = campaigns.ask(
        by=vale.manager.person, campaign=campaign, agencies=agencies or [vale.council, vale.school]
    )
    for row in rows:
        if row.agency == vale.school:
            inviting.invite(by=vale.manager.person, response=row, person=vale.head, leads=True)
    campaigns.send_campaign(by=vale.manager.person, campaign=campaign)
    return campaign, rows


def words_of(mail: Mail) -> str:
    return unseal(mail.sealed, mail.bound_to).decode()


def handed_in(response: Response) -> None:
    questionnaires.answered(response, {"led": Given(options=("yes",))})
    take_step(
        by=None, record=response.record, workflow=RESPONSE, step="submit", verb="response.submit"
    )
