"""The code of a survey, read as a phone reads it, opens the survey."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from safeloom.domain.questionnaires.queries.open_links import drawn
from tests.domain.questionnaires.qr_reading import modules_of, read
from tests.factories import foundation, questionnaires


def svg_of(address: str) -> str:
    found = drawn(address)
    return f'<svg viewBox="0 0 {found.side} {found.side}"><path d="{found.path}"/></svg>'


@pytest.mark.parametrize("long", [1, 14, 30, 52, 80, 110, 150])
def test_a_code_of_any_length_says_the_address_it_was_made_of(long: int) -> None:
    address = ("https://board.example/survey/7Kq2mZ/" * 5)[:long]
    assert read(modules_of(svg_of(address))) == address


def test_the_reader_notices_a_module_that_is_wrong() -> None:
    modules = modules_of(svg_of("https://board.example/survey/7Kq2mZ/"))
    modules[-1][-1] = not modules[-1][-1]
    with pytest.raises(AssertionError, match="codeword"):
        read(modules)


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["qr", "poster"])
def test_a_phone_that_reads_the_code_opens_the_survey(name: str) -> None:
    vale = foundation.partnership("vale", "Vale Partnership")
    campaign = questionnaires.a_campaign(vale, title="How safe do you feel?", anonymous=True)
    link = questionnaires.an_open_link(campaign)
    unit = Client()
    unit.force_login(foundation.granted("business-manager", vale))
    where = reverse(f"questionnaires:{name}", args=["vale", campaign.record.reference, link.code])
    answer = unit.get(where)
    shown = b"".join(answer) if answer.streaming else answer.content
    codes = re.findall(r"<svg\b.*?</svg>", shown.decode(), re.DOTALL)
    (svg,) = [one for one in codes if "h1v1h-1z" in one]
    address = read(modules_of(svg))
    assert address.startswith(("http://", "https://"))
    phone = Client()
    page = phone.get(re.sub(r"^https?://[^/]+", "", address))
    assert page.status_code == 200 and "How safe do you feel?" in page.content.decode()
    assert not phone.cookies
