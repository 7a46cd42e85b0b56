"""Who leads a response brings colleagues in; nobody else does."""

import re

import pytest

from safeloom.domain.partnership.models import DirectoryEntry
from safeloom.domain.questionnaires.models import Contributor
from safeloom.foundation.encryption.box import unseal
from safeloom.foundation.notices.models import Mail
from tests.domain.actions.said import text
from tests.domain.questionnaires.by_link import ROOT, entered
from tests.factories import questionnaires as build
from tests.factories.partnership import somebody

PAGE = f"{ROOT}colleagues/"


@pytest.fixture
def response(vale, council):
    """What the council answers; Robin leads."""
    row = build.a_response(build.a_campaign(vale), council)
    build.a_contributor(row, somebody(vale, "Robin Fernhollow"), leads=True)
    return row


def test_a_governor_is_sent_a_link_signs_and_is_let_go(vale, response) -> None:
    lead = entered(response, response.contributors.get().person)
    refused = lead.post(PAGE, {"name": "", "work_email": "sam"})
    assert refused.status_code == 422 and "Enter their name" in text(refused)
    said = {"name": "Sam Underhill", "work_email": "sam@trust.example", "capacity": "chair"}
    sent = text(lead.post(PAGE, said, follow=True))
    assert "A mail is on its way to sam@trust.example" in sent and "Sam Underhill" in sent
    mail = Mail.objects.get()
    words = unseal(bytes(mail.sealed), mail.bound_to).decode()
    from django.test import Client

    governor = Client()
    governor.get(re.search(r"https?://[^/]+(/answer/\S+)", words)[1])
    assert "Chair of governors" in text(governor.post(ROOT, follow=True))
    assert governor.get(f"{ROOT}sign/chair/").status_code == 200
    assert governor.get(PAGE).status_code == 404  # who does not lead brings nobody in
    twice = lead.post(PAGE, said)
    assert twice.status_code == 422 and "invited already" in text(twice)
    sam = Contributor.objects.get(capacity__key="chair")
    assert DirectoryEntry.objects.filter(person=sam.person, partnership=vale).exists()
    assert "cannot answer any more" in text(lead.post(PAGE, {"go": sam.pk}, follow=True))
    assert governor.get(ROOT).status_code == 410
    lead.post(PAGE, {"go": Contributor.objects.get(leads=True).pk})
    assert Contributor.objects.get(leads=True).removed is None


def test_a_colleague_is_asked_for_one_section_and_begins_there(vale, response) -> None:
    lead = entered(response, response.contributors.get().person)
    first, second = response.campaign.version.sections.order_by("number")[:2]
    said = {"name": "Sam Underhill", "work_email": "sam@trust.example"}
    wrong = lead.post(PAGE, said | {"sections": ["nowhere"]})
    assert wrong.status_code == 422
    done = text(lead.post(PAGE, said | {"sections": [second.key]}, follow=True))
    assert f"asked for {second.title}" in done
    sam = entered(response, response.contributors.get(leads=False).person)
    page = sam.get(ROOT)
    assert page.context["first"] == f"{ROOT}section/{second.key}/"
    assert text(page).count("asked of you") == 1
    assert sam.get(f"{ROOT}section/{first.key}/").status_code == 200


def test_somebody_of_the_directory_is_not_entered_twice(vale, response) -> None:
    ash = somebody(vale, "Ash Invented", work_email="ash@trust.example")
    lead = entered(response, response.contributors.get().person)
    lead.post(PAGE, {"name": "Ash I.", "work_email": "ASH@trust.example"})
    assert response.contributors.filter(person=ash, leads=False, capacity=None).exists()
