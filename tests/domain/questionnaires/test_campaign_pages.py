"""The pages of campaigns and responses, for the unit and an agency's lead."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.timezone import now

from safeloom.domain.questionnaires.commands import campaigns, moderating
from safeloom.domain.questionnaires.definitions import Given
from safeloom.domain.questionnaires.home import due, unit
from safeloom.domain.questionnaires.models import Campaign, OpenLink, ResponseLink
from safeloom.domain.questionnaires.queries.campaigns import state_of
from safeloom.domain.questionnaires.workflows import RESPONSE
from safeloom.foundation.access.rule import Viewer
from safeloom.foundation.today import today
from safeloom.foundation.workflow.commands import take_step
from tests.domain.questionnaires.campaigned import (
    CLOSES,
    DUE,
    OPENS,
    handed_in,
    on,
    opened,
    sent,
    vale,
)
from tests.factories import foundation, partnership, questionnaires

__all__ = ["vale"]


@pytest.fixture(autouse=True)
def _day():
    with on(OPENS):
        yield


def client_of(account) -> Client:
    client = Client()
    client.force_login(account)
    return client


def url(name: str, *further) -> str:
    return reverse(f"questionnaires:{name}", args=["vale", *further])


def text_of(answer) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def days(**said) -> dict[str, str]:
    return {
        f"{name}-{part}": str(getattr(day, part))
        for name, day in said.items()
        for part in ("day", "month", "year")
    }


def test_a_campaign_is_begun_asked_checked_and_sent(vale) -> None:
    client = client_of(vale.manager)
    questionnaire = vale.version.questionnaire.record.reference
    answer = client.post(url("begin-campaign"), {"questionnaire": questionnaire})
    assert answer["Location"] == url("begin-campaign-of", questionnaire)
    form = text_of(client.get(answer["Location"]))
    assert vale.manager.person.name in form and "Robin Invented" not in form
    said = {
        "title": "Section 11 audit 2026",
        "remind_before": "7",
        "cycle": "full",
        "anonymous": "no",
        **days(opens=OPENS, due=DUE, closes=CLOSES),
    }
    refused = client.post(answer["Location"], said | days(due=OPENS - timedelta(days=3)))
    assert refused.status_code == 422
    assert "due before it opens" in text_of(refused)
    answer = client.post(answer["Location"], said)
    campaign = Campaign.objects.get()
    reference = campaign.record.reference
    assert answer["Location"] == url("ask", reference)
    assert "Select who is asked" in text_of(client.post(answer["Location"], {}))
    client.post(answer["Location"], {"kinds": ["school"], "agencies-other": [str(vale.council.pk)]})
    assert {row.agency for row in campaign.responses.all()} == {vale.council, vale.school}
    check = text_of(client.get(url("send-campaign", reference)))
    assert "2 bodies will be asked" in check
    assert "1 of them has nobody to ask" in check
    client.post(url("send-campaign", reference))
    campaign.refresh_from_db()
    assert campaign.sent is not None


def test_whom_to_ask_is_looked_for_by_name_and_what_was_ticked_stays(vale) -> None:
    campaign, client = opened(vale), client_of(vale.manager)
    address = url("ask", campaign.record.reference)
    ticked = {"agencies-other": [str(vale.council.pk)], "find": "marsh END", "look": "1"}
    page = client.post(address, ticked)
    assert page.status_code == 200 and not campaign.responses.exists()
    shown = {
        words: box
        for field, _, open_now in page.context["form"].single
        if open_now
        for value, words in field.field.choices
        for box in [value in (field.value() or ())]
    }
    assert shown == {"Marsh End School": False, "Vale Council": True}
    nobody = client.post(address, {"find": "Nowhere", "look": "1"})
    assert "Nobody has “Nowhere” in their name" in text_of(nobody)
    client.post(address, ticked | {"agencies-school": [str(vale.school.pk)]})
    assert not campaign.responses.exists()
    del ticked["look"]
    client.post(address, ticked)
    assert [row.agency for row in campaign.responses.all()] == [vale.council]


def test_the_board_counts_and_shows_what_is_late_first(vale) -> None:
    campaign, (of_council, of_school) = sent(vale)
    questionnaires.answered(of_school, {"staff": Given(number=4)}, counts=())
    with on(DUE + timedelta(days=1)):
        handed_in(of_council)
        page = client_of(vale.manager).get(url("campaign", campaign.record.reference))
        text = text_of(page)
        assert "1 of 6 answered" in text
        assert "1 Late" in text and "1 Submitted" in text
        assert text.index("Marsh End School") < text.index("Vale Council")
        only = client_of(vale.manager).get(
            url("campaign", campaign.record.reference), {"state": "submitted"}
        )
        assert "Marsh End School" not in text_of(only)
        file = client_of(vale.manager).get(
            url("campaign", campaign.record.reference), {"export": "csv"}
        )
        lines = b"".join(file).decode("utf-8-sig").splitlines()
        assert lines[1].startswith("Marsh End School,Draft,1 of 6 answered,2026-11-30")


@pytest.mark.parametrize("name", ["campaign", "chase"])
def test_a_page_asks_as_much_of_one_body_as_of_three(
    vale, name, django_assert_num_queries, django_assert_max_num_queries
) -> None:
    campaign, _ = sent(vale, vale.council)
    client = client_of(vale.manager)
    address = url(name, campaign.record.reference)
    client.get(address)
    with django_assert_max_num_queries(70) as once:
        client.get(address)
    more = [partnership.an_agency(vale.here) for _ in range(2)]
    campaigns.ask(by=None, campaign=campaign, agencies=[vale.school, *more])
    with django_assert_num_queries(len(once.captured_queries)):
        client.get(address)


def test_the_list_of_campaigns_asks_as_much_of_one_as_of_three(
    vale, django_assert_num_queries, django_assert_max_num_queries
) -> None:
    client = client_of(vale.manager)
    sent(vale)
    client.get(url("campaigns"))
    with django_assert_max_num_queries(40) as once:
        client.get(url("campaigns"))
    opened(vale)
    opened(vale, anonymous=True)
    with django_assert_num_queries(len(once.captured_queries)):
        page = client.get(url("campaigns"))
    assert "0 of 2" in text_of(page)


def test_the_unit_sees_of_a_draft_how_far_it_is_and_the_lead_its_words(vale) -> None:
    _, (of_council, _) = sent(vale)
    questionnaires.answered(
        of_council,
        {"led": Given(options=("no",)), "why": Given(text="We lack a lead.")},
        counts=(),
    )
    address = url("response", of_council.record.reference)
    to_unit = text_of(client_of(vale.manager).get(address))
    to_lead = text_of(client_of(vale.lead).get(address))
    assert "We lack a lead." not in to_unit and "2 of 7" in to_unit
    assert "We lack a lead." in to_lead and "Answer it" in to_lead
    handed_in_by_step(of_council)
    assert "We lack a lead." in text_of(client_of(vale.manager).get(address))


def test_the_navigation_leads_an_agencys_lead_to_what_the_agency_is_asked(vale) -> None:
    _, (of_council, _) = sent(vale)
    lead = client_of(vale.lead)
    entry = f'<a href="{url("responses")}"'
    home = lead.get("/vale/")
    assert entry in re.search(r'<nav[^>]*"Main".*?</nav>', home.content.decode(), re.DOTALL)[0]
    assert of_council.record.reference in text_of(lead.get(url("responses")))
    to_unit = client_of(vale.manager).get(url("campaigns")).content.decode()
    assert entry not in to_unit


def handed_in_by_step(response) -> None:
    take_step(
        by=None, record=response.record, workflow=RESPONSE, step="submit", verb="response.submit"
    )


def test_what_is_not_the_leads_is_not_there(vale) -> None:
    campaign, (_, of_school) = sent(vale)
    lead = client_of(vale.lead)
    reference = of_school.record.reference
    for address in (
        url("response", reference),
        url("extend", reference),
        url("moderate", reference),
        url("campaign", campaign.record.reference),
        url("campaigns"),
    ):
        assert lead.get(address).status_code == 404, address
    assert of_school.record.reference not in text_of(lead.get(url("responses")))
    elsewhere = client_of(foundation.granted("business-manager", foundation.partnership("fen")))
    assert elsewhere.get(url("campaign", campaign.record.reference)).status_code == 404


def test_a_moderator_grades_section_by_section_and_says_that_it_is_done(vale) -> None:
    _, (row, _) = sent(vale)
    handed_in(row)
    client, reference = client_of(vale.manager), row.record.reference
    address = client.get(url("moderate", reference))["Location"]
    assert address == url("moderate-section", reference, "leadership")
    assert "Met" in text_of(client.get(address))
    client.post(address, {"grade-led": "no", "comment-led": "No evidence.", "seen-led": "0"})
    assert row.moderated.get().comment == "No evidence."
    # Once each grade is given the page leads on, to saying so
    graded = client.get(url("response", reference)).context["record"].next_step
    assert graded == ("Say that it is moderated", url("say-moderated", reference))
    client.post(url("say-moderated", reference), {"feedback": "Well told.", "seen": "1"})
    assert state_of(row) == "moderated"
    page = text_of(client_of(vale.lead).get(url("response", reference)))
    assert "No evidence." in page or "Well told." in page


def test_all_that_are_moderated_are_closed_at_once_and_the_others_stay(vale) -> None:
    other = partnership.an_agency(vale.here)
    campaign, rows = sent(vale, vale.council, vale.school, other)
    for row in rows[:2]:
        handed_in(row)
        moderating.say_moderated(by=vale.manager.person, response=row)
    client, reference = client_of(vale.manager), campaign.record.reference
    assert "Close all that are moderated" in text_of(client.get(url("campaign", reference)))
    done = client.post(url("close-moderated", reference), follow=True)
    assert "2 responses are closed." in text_of(done)
    assert "Close all that are moderated" not in text_of(done)
    assert [state_of(row) for row in rows] == ["closed", "closed", "draft"]


def test_of_two_moderators_the_second_is_told_and_loses_nothing(vale) -> None:
    _, (row, _) = sent(vale)
    handed_in(row)
    client, reference = client_of(vale.manager), row.record.reference
    address = url("moderate-section", reference, "leadership")
    moderating.moderate(by=vale.manager.person, response=row, grades={"led": ("no", "Mine.")})
    mine = {"grade-led": "yes", "comment-led": "Yours.", "seen-led": "0"}
    page = client.post(address, mine)
    assert page.status_code == 409
    assert "Saved meanwhile" in text_of(page) and "Mine." in text_of(page)
    assert "Yours." in page.content.decode()
    assert row.moderated.get().comment == "Mine."
    again = re.search(r'name="seen-led"[^>]*value="(\d+)"', page.content.decode())[1]
    client.post(address, mine | {"seen-led": again})
    assert row.moderated.get().comment == "Yours."


def test_changes_are_requested_at_questions(vale) -> None:
    _, (row, _) = sent(vale)
    handed_in(row)
    client, reference = client_of(vale.manager), row.record.reference
    said = {"reason": "One thing.", "remark-led": "By whom?", "seen": "1"}
    assert client.post(url("request-changes", reference), said).status_code == 302
    assert state_of(row) == "changes-requested"
    page = text_of(client_of(vale.lead).get(url("response", reference)))
    assert "By whom?" in page and "One thing." in page
    # Whoever answers goes on where something is to change, though all is answered
    tasks = client_of(vale.lead).get(url("answer", reference))
    assert tasks.context["first"] == url("answer-section", reference, "leadership")


def test_people_are_invited_reminded_and_removed_on_screen(vale) -> None:
    campaign, (_, of_school) = sent(vale)
    client, reference = client_of(vale.manager), of_school.record.reference
    other = partnership.somebody(vale.here, work_email="kit@school.example")
    client.post(url("invite", reference), {"person": str(other.pk)})
    one = of_school.contributors.get(person=other)
    assert one.links.count() == 1
    ResponseLink.objects.create(
        contributor=one, digest="another", made=now(), expires=now(), last_opened=now()
    )
    page = client.get(url("response", reference)).content.decode()
    offered = re.findall(f"Revoke the link of ([^<]*)<span[^>]*>: {other.name}", page)
    assert {"not opened yet" in one for one in offered} == {True, False} and len(offered) == 2
    client.post(url("send-response-link", reference, one.pk))
    assert one.links.filter(revoked__isnull=True).count() == 1
    client.post(url("revoke-response-link", reference, one.links.get(revoked__isnull=True).pk))
    assert not one.links.filter(revoked__isnull=True).exists()
    client.post(url("remove-contributor", reference, one.pk))
    one.refresh_from_db()
    assert one.removed is not None
    answer = client.post(url("remind-campaign", campaign.record.reference), follow=True)
    assert "2 people are reminded" in text_of(answer)
    assert "robin@school.example" in text_of(client.get(url("chase", campaign.record.reference)))


def test_whom_to_invite_is_told_by_agency_and_post(vale) -> None:
    _, (_, of_school) = sent(vale)
    worker = partnership.a_post(vale.council, "Social worker")
    deputy = partnership.a_post(vale.school, "Deputy head")
    for post, mail in ((worker, "kit.1@vale.example"), (deputy, "kit.2@vale.example")):
        who = partnership.somebody(vale.here, "Kit Vane", work_email=mail)
        partnership.in_post(post, who)
    page = client_of(vale.manager).get(url("invite", of_school.record.reference))
    groups = page.context["form"]["person"].field.choices
    told = [(heading, [words for _, words in people]) for heading, people in list(groups)[1:]]
    assert [heading for heading, _ in told] == ["Marsh End School", "Vale Council", "Others"]
    assert told[0][1] == ["Kit Vane, Deputy head"]
    assert "Kit Vane, Social worker" in told[1][1]
    assert vale.head.name in told[2][1]
    assert '<optgroup label="Marsh End School">' in page.content.decode()


def test_time_is_given_and_a_response_closed_and_opened_again(vale) -> None:
    _, (row, _) = sent(vale)
    client, reference = client_of(vale.manager), row.record.reference
    later = DUE + timedelta(days=5)
    client.post(url("extend", reference), {"reason": "New lead.", **days(until=later)})
    assert "5 December 2026 (extended)" in text_of(client.get(url("response", reference)))
    handed_in(row)
    client.post(url("close-response", reference), {"seen": "1"})
    assert state_of(row) == "closed"
    client.post(url("reopen", reference), {"seen": "2", "reason": "A figure is wrong."})
    assert state_of(row) == "draft"


def test_an_ended_campaign_offers_nothing_more(vale) -> None:
    campaign, _ = sent(vale)
    client, reference = client_of(vale.manager), campaign.record.reference
    client.post(url("end-campaign", reference), {"reason": "It was wrong."})
    page = client.get(url("campaign", reference))
    assert "Ended" in text_of(page)
    assert "Remind them now" not in text_of(page)
    refused = client.post(url("ask", reference), {"kinds": ["school"]})
    assert refused.status_code == 422


def test_an_open_link_has_a_code_to_draw_and_a_poster_in_plain_words(vale) -> None:
    campaign = opened(vale, anonymous=True)
    client, reference = client_of(vale.manager), campaign.record.reference
    client.post(url("add-open-link", reference), {"label": "Youth club, Marsh End"})
    link = OpenLink.objects.get()
    drawn = client.get(url("qr", reference, link.code))
    assert drawn["Content-Type"] == "image/svg+xml"
    assert drawn.content.startswith(b"<svg")
    poster = text_of(client.get(url("poster", reference, link.code)))
    assert f"/survey/{link.code}/" in poster
    assert "We do not ask who you are" in poster
    client.post(url("send-campaign", reference))
    client.post(url("stop-open-link", reference, link.code))
    assert "Stopped" in text_of(client.get(url("campaign", reference)))


def test_home_says_what_is_due_and_what_is_to_be_moderated(vale) -> None:
    campaign = opened(vale, moderated=True)
    rows = campaigns.ask(by=None, campaign=campaign, agencies=[vale.council, vale.school])
    campaigns.send_campaign(by=None, campaign=campaign)
    lead, manager = Viewer(vale.lead, today()), Viewer(vale.manager, today())
    (line,) = due(lead, vale.here, None)
    assert (line.words, line.due) == ("Answer Section 11 audit 2026", DUE)
    assert unit(manager, vale.here, None) == []
    handed_in(rows[0])
    assert due(lead, vale.here, None) == []
    with on(DUE + timedelta(days=1)):
        words = [one.words for one in unit(Viewer(vale.manager, today()), vale.here, None)]
    assert words == [
        "Section 11 audit 2026: 1 response to moderate",
        "Section 11 audit 2026: 1 body has not answered",
    ]
