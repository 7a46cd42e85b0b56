"""Many responses are moderated at once, and a round is ended and closed in one go."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from safeloom.domain.questionnaires.commands import moving
from safeloom.domain.questionnaires.commands.moderating import moderate
from safeloom.domain.questionnaires.definitions import Given
from safeloom.domain.questionnaires.queries.campaigns import state_of
from safeloom.domain.questionnaires.workflows import RESPONSE
from safeloom.foundation.audit.models import AuditRow
from safeloom.foundation.notices.models import Mail
from safeloom.foundation.records.models import SEALED_TITLE, Record
from safeloom.foundation.sealed.commands import entitled_first
from safeloom.foundation.workflow.commands import take_step
from tests.domain.questionnaires.campaigned import OPENS, handed_in, on, sent, vale, words_of
from tests.domain.questionnaires.test_campaign_pages import client_of, text_of, url
from tests.factories import partnership, questionnaires

__all__ = ["vale"]


@pytest.fixture(autouse=True)
def _day():
    with on(OPENS):
        yield


def short(response) -> None:
    """Handed in, with a grade that falls short of what is asked."""
    said = {"led": Given(options=("no",)), "why": Given(text="There is no room.")}
    questionnaires.answered(response, said)
    take_step(
        by=None, record=response.record, workflow=RESPONSE, step="submit", verb="response.submit"
    )


def four(vale):
    """Two handed in with nothing to look at, one that falls short, one that is still written."""
    others = [partnership.an_agency(vale.here, f"Vale College {one}") for one in "AB"]
    campaign, rows = sent(vale, vale.council, vale.school, *others)
    handed_in(rows[0])
    handed_in(rows[1])
    short(rows[2])
    return campaign, rows


def posted(page, **said) -> dict:
    """What a form sends as it was shown, with `said`."""
    seen = re.search(r'name="seen"[^>]*value="([^"]*)"', page.content.decode())
    return {"seen": seen[1]} | said


def test_those_with_nothing_to_look_at_are_moderated_at_once(vale) -> None:
    campaign, rows = four(vale)
    client, reference = client_of(vale.manager), campaign.record.reference
    assert "Moderate many at once" in text_of(client.get(url("campaign", reference)))
    page = client.get(url("moderate-many", reference))
    shown = text_of(page)
    assert "3 responses wait to be moderated" in shown
    assert "Those with nothing to look at (2)" in shown
    assert "1 grade falls short of what is asked." in shown
    assert rows[3].agency.name not in shown
    done = client.post(
        url("moderate-many", reference),
        posted(page, which="clear", feedback="Thank you."),
        follow=True,
    )
    assert "2 responses are moderated." in text_of(done)
    assert [state_of(row) for row in rows] == ["moderated", "moderated", "submitted", "draft"]
    # Each has a row of its own in the audit, and whoever answered is told by a mail of their own.
    for row in rows[:2]:
        (written,) = AuditRow.objects.filter(record=row.record, verb="response.say_moderated")
        assert written.by_id == vale.manager.person.pk
    mails = list(Mail.objects.filter(kind="response-news"))
    assert {one.to for one in mails} == {vale.lead.email, "robin@school.example"}
    assert all("There is feedback" in words_of(one) for one in mails)
    to_school = next(one for one in mails if one.to == "robin@school.example")
    link = re.search(r"https?://[^/\s]+(/\S+)", words_of(to_school))[1]
    assert client.get(link, follow=True).status_code == 200


def test_those_chosen_on_the_board_are_moderated_and_closed_and_the_refused_are_named(vale) -> None:
    campaign, rows = four(vale)
    client, reference = client_of(vale.manager), campaign.record.reference
    board = client.get(url("campaign", reference)).content.decode()
    boxes = re.findall(r'name="chosen" value="([^"]+)" aria-label="Choose ([^"]+)"', board)
    assert sorted(boxes) == sorted((row.record.reference, str(row.agency)) for row in rows[:3])
    chosen = [row.record.reference for row in (rows[0], rows[2], rows[3])]
    page = client.get(url("moderate-many", reference), {"chosen": chosen})
    assert f"Left out, as they are not handed in or are moderated already: {rows[3].agency}" in (
        text_of(page)
    )
    form = posted(page, which="ticked", close="on")
    nothing = client.post(url("moderate-many", reference), form)
    assert nothing.status_code == 422 and "Tick at least one of them" in text_of(nothing)
    # Meanwhile one is sent back.
    moving.request_changes(by=None, response=rows[2], reason="Say who leads.")
    form |= {"clear": [chosen[0]], "rest": [chosen[1]]}
    done = text_of(client.post(url("moderate-many", reference), form, follow=True))
    assert "One response is moderated." in done or "1 response is moderated." in done
    assert f"Not moderated: {rows[2].agency} (it changed since you looked)" in done
    assert [state_of(row) for row in rows] == ["closed", "submitted", "changes-requested", "draft"]


def test_a_grade_that_was_moderated_is_not_to_be_looked_at_again_and_news_says_what_there_is(
    vale,
) -> None:
    campaign, rows = four(vale)
    moderate(by=None, response=rows[2], grades={"led": ("yes", "There is: we saw it.")})
    client, reference = client_of(vale.manager), campaign.record.reference
    page = client.get(url("moderate-many", reference))
    assert "1 grade falls short" not in text_of(page)
    client.post(url("moderate-many", reference), posted(page, which="all"))
    assert [state_of(row) for row in rows[:3]] == ["moderated"] * 3
    (mail,) = Mail.objects.filter(kind="response-news", to="robin@school.example")
    assert "nothing more is asked of you now" in words_of(mail)


def test_a_round_is_ended_and_closed_in_one_go(vale) -> None:
    campaign, rows = four(vale)
    client, reference = client_of(vale.manager), campaign.record.reference
    page = client.get(url("moderate-many", reference), {"chosen": [rows[0].record.reference]})
    client.post(url("moderate-many", reference), posted(page, which="all"))
    page = text_of(client.get(url("end-campaign", reference)))
    assert "Close what is moderated (1)" in page and "Close all that was handed in (3)" in page
    assert "2 of them are not moderated." in page
    refused = client.post(url("end-campaign", reference), {"reason": "", "close": "all"})
    assert refused.status_code == 422
    assert state_of(rows[0]) == "moderated"
    said = {"reason": "The board has the report.", "close": "all"}
    done = text_of(client.post(url("end-campaign", reference), said, follow=True))
    assert "The campaign has ended. 3 responses are closed." in done
    assert [state_of(row) for row in rows] == ["closed", "closed", "closed", "draft"]


def test_what_is_sealed_is_moderated_by_itself(vale) -> None:
    campaign, rows = four(vale)
    sealed = rows[1].record
    who = vale.manager.person
    entitled_first(record=sealed, given_by=who, principals=[who.principal], day=OPENS)
    Record.objects.filter(pk=sealed.pk).update(
        sensitivity=Record.Sensitivity.SEALED, title=SEALED_TITLE
    )
    client, reference = client_of(vale.manager), campaign.record.reference
    assert (
        f'value="{sealed.reference}"' not in client.get(url("campaign", reference)).content.decode()
    )
    page = client.get(url("moderate-many", reference), {"chosen": sealed.reference}, follow=True)
    assert "Nothing that you chose waits to be moderated" in text_of(page)


def test_what_was_not_shown_is_not_moderated_whatever_is_sent(vale) -> None:
    campaign, _ = four(vale)
    _, (foreign,) = sent(vale, partnership.an_agency(vale.here, "Vale Clinic"))
    handed_in(foreign)
    client, address = client_of(vale.manager), url("moderate-many", campaign.record.reference)
    for seen in (f"{foreign.record.reference}=1", "RE-ZZZZZZ=" + "9" * 5000, "=,=1,x\x00=1"):
        said = {"seen": seen, "chosen": [foreign.record.reference]}
        assert client.post(address, said).status_code == 302, seen[:20]
    assert state_of(foreign) == "submitted"


def test_whoever_may_not_moderate_finds_no_boxes_and_no_page(vale) -> None:
    campaign, _ = four(vale)
    client, reference = client_of(vale.lead), campaign.record.reference
    assert client.get(url("moderate-many", reference)).status_code == 404
    assert client.post(url("moderate-many", reference), {"which": "all"}).status_code == 404


def test_many_take_no_more_questions_than_one(vale) -> None:
    campaign, rows = four(vale)
    client, reference = client_of(vale.manager), campaign.record.reference
    address = url("moderate-many", reference)
    client.get(address)
    counts = []
    for chosen in (rows[:1], rows[:3]):
        with CaptureQueriesContext(connection) as asked:
            client.get(address, {"chosen": [row.record.reference for row in chosen]})
        counts.append(len(asked))
    assert counts[0] == counts[1]
