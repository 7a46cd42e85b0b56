"""Last time beside, colleagues, what was to be changed, and what a page asks of the database."""

import re
from datetime import UTC, datetime
from urllib.parse import unquote

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from safeloom.domain.questionnaires.commands.answering import save_answers
from safeloom.domain.questionnaires.commands.signing import sign_off
from safeloom.domain.questionnaires.commands.submitting import submit
from safeloom.domain.questionnaires.definitions import Given
from safeloom.domain.questionnaires.models import Answer, Presence
from safeloom.domain.questionnaires.workflows import RESPONSE
from safeloom.foundation.workflow.commands import take_step
from tests.domain.actions.conftest import signed_in
from tests.domain.actions.said import text
from tests.domain.questionnaires.by_link import LED, ROOT, entered, sent
from tests.factories import questionnaires as build
from tests.factories.partnership import somebody


def test_last_time_stands_beside_and_is_used_by_its_button(vale, council, robin) -> None:
    version = build.a_questionnaire(vale)
    first = build.a_campaign(vale, version)
    before = build.a_response(first, council, state="submitted")
    build.answered(before, {"led": Given(options=("no",)), "why": Given(text="As it was")})
    row = build.a_response(build.a_campaign(vale, version, previous=first), council)
    build.a_contributor(row, robin, leads=True)
    client = entered(row, robin)
    page = text(client.get(LED))
    assert "Last time’s answer" in page and "As it was" in page and "Use this answer" in page
    used = sent(client, LED, q_led="no", use="why", follow=True)
    assert "It does not count until you have looked at it" in text(used)
    assert Answer.objects.get(response=row, question__key="led").option.key == "no"
    row_of = Answer.objects.get(response=row, question__key="why")
    assert (row_of.text, row_of.unconfirmed) == ("As it was", True)
    assert "Look at last time’s answer" in text(client.get(f"{ROOT}check/"))
    sent(client, LED, q_led="no", q_why="As it was")
    row_of.refresh_from_db()
    assert row_of.unconfirmed
    sent(client, LED, q_led="no", q_why="As it was", looked_why="on")
    row_of.refresh_from_db()
    assert not row_of.unconfirmed


def test_what_was_to_be_changed_stands_at_its_question(response, robin) -> None:
    given = {"led": Given(options=("yes",))}
    save_answers(by=robin, response=response, given=given, seen={})
    sign_off(by=robin, response=response, capacity="chair", name="Sam")
    submit(by=robin, response=response)
    led = response.campaign.version.questions.get(key="led")
    response.moderated.create(
        question=led, option=led.options.get(key="no"), comment="No proof.", at=datetime.now(UTC)
    )
    response.remarks.create(question=led, words="Show us how.", at=datetime.now(UTC))
    response.remarks.create(words="Nearly there.", at=datetime.now(UTC))
    response.record.moves.create(
        number=2,
        step="request-changes",
        of="submitted",
        to="changes-requested",
        at=datetime.now(UTC),
    )
    client = entered(response, robin)
    assert "Nearly there." in text(client.get(ROOT))
    page = text(client.get(LED))
    assert "Show us how." in page and "Not met" in page and "No proof." in page


def test_colleagues_see_each_other_and_what_is_not_theirs_is_not_theirs(
    vale, council, robin
) -> None:
    content = build.SHORT.replace('key = "led"', 'key = "led"\ncapacity = "chair"', 1)
    row = build.a_response(build.a_campaign(vale, build.a_questionnaire(vale, content)), council)
    ash = somebody(vale, "Ash Invented")
    build.a_contributor(row, robin, leads=True)
    build.a_contributor(row, ash)
    his, hers = entered(row, robin), entered(row, ash)
    his.get(LED)
    assert "Robin Fernhollow in Leadership" in text(hers.get(ROOT))
    page = hers.get(LED)
    assert (
        "For the chair of governors to answer." in text(page)
        and 'name="q-led"' not in page.content.decode()
    )
    hers.post(LED, {"q-led": "yes", "go": "on"})
    assert not Answer.objects.exists()
    assert hers.get(f"{ROOT}sign/chair/").status_code == 404
    assert "Whoever leads this response submits it" in text(hers.get(f"{ROOT}check/"))
    assert Presence.objects.count() == 2


def test_an_agencys_lead_answers_signed_in(vale, council, response) -> None:
    lead = signed_in("agency-lead", vale, council)
    there = "/vale/assurance/responses/RS-0001/answer/"
    assert "0 of 6 answered" in text(lead.get(there))
    on = sent(lead, f"{there}section/leadership/", q_led="yes")
    assert on.headers["Location"] == f"{there}section/people/"
    assert Answer.objects.get().by == lead.account.person
    from tests.factories import partnership

    other = signed_in("agency-lead", vale, partnership.an_agency(vale))
    assert other.get(there).status_code == 404
    assert signed_in("business-manager", vale).get(there).status_code == 404


@pytest.mark.parametrize("many", [1, 3])
def test_as_many_queries_for_three_questions_as_for_one(vale, council, robin, many) -> None:
    questions = "".join(
        f'[[sections.questions]]\nkey = "q{n}"\nwords = "Q {n}?"\nkind = "{kind}"\n'
        for n, kind in enumerate(["file", "text", "text"][:many])
    )
    content = f'title = "N"\n[[sections]]\nkey = "one"\ntitle = "One"\n{questions}'
    version = build.a_questionnaire(vale, content)
    first = build.a_campaign(vale, version)
    before = build.a_response(first, council, state="submitted")
    row = build.a_response(build.a_campaign(vale, version, previous=first), council)
    for one in (before, row):
        build.answered(one, {f"q{n}": Given(text="As it was") for n in range(many)})
    build.a_contributor(row, robin, leads=True)
    client = entered(row, robin)
    client.get(f"{ROOT}section/one/")
    counted = []
    for address in (ROOT, f"{ROOT}section/one/", f"{ROOT}check/"):
        with CaptureQueriesContext(connection) as found:
            assert client.get(address).status_code == 200
        counted.append(len(found))
    assert counted == [10, 23, 8]


def test_what_was_typed_when_a_session_ended_is_given_back_and_overwrites_nobody(
    vale, council, response, robin
) -> None:
    lead = signed_in("agency-lead", vale, council)
    address = "/vale/assurance/responses/RS-0001/answer/section/leadership/"
    build.answered(response, {"led": Given(options=("no",)), "why": Given(text="Before")})
    page = lead.get(address).content.decode()
    key = re.search(r'name="account_key" value="([^"]+)"', page)[1]
    seen = dict(re.findall(r'name="(seen-[^"]+)" value="([^"]+)"', page))
    account, client = lead.account, Client()
    typed = {**seen, "account_key": key, "q-led": "no", "q-why": "An hour of typing", "go": "on"}
    away = client.post(address, typed)
    assert away.status_code == 302 and "draft" in away.headers["Location"]
    save_answers(by=robin, response=response, given={"why": Given(text="Hers")}, seen={"why": 1})
    client.force_login(account)
    back = client.get(unquote(away.headers["Location"]).partition("next=")[2])
    assert "An hour of typing" in text(back) and "It is not saved yet" in text(back)
    again = dict(re.findall(r'name="(seen-[^"]+)" value="([^"]+)"', back.content.decode()))
    both = client.post(address, {**typed, **again})
    assert both.status_code == 409 and "Hers" in text(both) and "An hour of typing" in text(both)


def test_who_answers_sees_how_an_answer_was_before(vale, council, response, robin) -> None:
    ash = somebody(vale, "Ash Underhill")
    build.a_contributor(response, ash, leads=True)
    for person, words, seen in ((ash, "Nobody leads.", 0), (robin, "Nobody leads on it.", 1)):
        given = {"led": Given(options=("no",)), "why": Given(text=words)}
        save_answers(by=person, response=response, given=given, seen={"led": seen, "why": seen})
    page = text(entered(response, robin).get(LED))
    assert "How this answer was before : “What is missing?” Ash Underhill" in page
    assert "Nobody leads. " in page
    # On the response the lead of the agency reads it; the unit does not
    record = f"/vale/assurance/responses/{response.record.reference}/"
    take_step(
        by=None, record=response.record, workflow=RESPONSE, step="submit", verb="response.submit"
    )
    assert "Nobody leads. " in text(signed_in("agency-lead", vale, council).get(record))
    to_unit = text(signed_in("business-manager", vale).get(record))
    assert "Nobody leads on it." in to_unit and "Nobody leads. " not in to_unit
