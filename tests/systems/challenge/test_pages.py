"""Disagreements and the challenge log as pages: raised, answered, followed, settled; who sees what."""

import re
from datetime import datetime, timedelta

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from safeloom.foundation.today import today
from safeloom.kernel.dates import ENGLAND
from safeloom.systems.challenge.commands import moving, partners
from safeloom.systems.challenge.models import Disagreement, EscalationPolicy, PartnerChallenge
from tests.factories import challenge, foundation, partnership

ROOT = "/vale/challenge/"


def signed_in(account) -> Client:
    client = Client()
    client.force_login(account)
    return client


def text(answer) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def hidden(answer, name: str) -> str:
    return re.search(rf'name="{name}" value="([^"]*)"', answer.content.decode())[1]


def day(name: str, of) -> dict[str, str]:
    return {f"{name}-day": of.day, f"{name}-month": of.month, f"{name}-year": of.year}


def take(client: Client, reference: str, step: str, **said):
    """Open the form of a step, and send it."""
    url = f"{ROOT}{reference}/{step}/"
    return client.post(url, {"seen": hidden(client.get(url), "seen"), **said}, follow=True)


def test_a_lead_raises_the_other_side_answers_and_an_executive_settles(vale) -> None:
    lead = signed_in(vale.lead)
    form = lead.get(f"{ROOT}raise/")
    assert "It begins at stage 1, practitioner to practitioner: 24 hours." in text(form)
    choices = re.findall(
        r'<option value="[^"]+"[^>]*>\s*([^<]+?)\s*</option>', form.content.decode()
    )
    assert "Named nurse, Vale Hospital" in choices and "Named nurse, Vale Council" not in choices
    said = {
        "asks": vale.hospital.pk,
        "answers": vale.hospital.pk,
        "theme": "enquiry",
        "about_child": "no",
        "words": challenge.WORDS,
    }
    refused = lead.post(f"{ROOT}raise/", said)
    assert refused.status_code == 422 and "Select another agency" in text(refused)
    page = lead.post(f"{ROOT}raise/", said | {"answers": vale.council.pk}, follow=True)
    assert "CH-0001 is raised." in text(page) and challenge.WORDS in text(page)
    other = signed_in(vale.other_lead)
    assert "Disagreement CH-0001, at stage 1" in text(other.get("/vale/"))
    answered = other.post(
        f"{ROOT}CH-0001/say/",
        {"agency": vale.council.pk, "words": "A second referral changed the picture."},
        follow=True,
    )
    assert "A second referral changed the picture." in text(answered)
    assert other.get(f"{ROOT}CH-0001/settle/").status_code == 404
    assert "Say why" in text(take(other, "CH-0001", "up", reason=""))
    for _ in range(2):
        page = take(lead, "CH-0001", "up", reason="We still do not agree")
    assert "It is at stage 3 now." in text(page) and "We still do not agree" in text(page)
    manager = signed_in(vale.manager)
    assert "Disagreement CH-0001, at stage 3" in text(manager.get("/vale/"))
    take(manager, "CH-0001", "up", reason="Heads of service do not agree")
    executive = signed_in(vale.executive)
    assert "Disagreement CH-0001, at stage 4" in text(executive.get("/vale/"))
    done = take(
        executive, "CH-0001", "settle", outcome="changed", settled="The discussion is held today"
    )
    assert "CH-0001 is settled." in text(done) and "The decision was changed" in text(done)
    assert "Nothing needs you now" in text(executive.get("/vale/"))
    gone = lead.get(f"{ROOT}CH-0001/say/")
    refused = lead.post(f"{ROOT}CH-0001/say/", {"agency": vale.hospital.pk, "words": "One more"})
    assert gone.status_code == 200 and "nothing more is said" in text(refused)


def test_who_sees_what(vale) -> None:
    challenge.raised(vale.hospital, vale.council, by=vale.lead)
    for account in (vale.lead, vale.other_lead, vale.manager, vale.executive, vale.scrutineer):
        assert signed_in(account).get(f"{ROOT}CH-0001/").status_code == 200
    reads = signed_in(vale.scrutineer)
    assert "Move it up" not in text(reads.get(f"{ROOT}CH-0001/"))
    for step in ("up", "say", "settle", "withdraw"):
        assert reads.get(f"{ROOT}CH-0001/{step}/").status_code == 404
    others = signed_in(vale.police_lead)
    assert "No disagreements" in text(others.get(ROOT)) or "CH-0001" not in text(others.get(ROOT))
    assert others.get(f"{ROOT}CH-0001/").status_code == 404
    assert f"{ROOT}CH-0001/" not in others.get("/vale/search/?q=CH-0001").content.decode()
    assert f"{ROOT}CH-0001/" in reads.get("/vale/search/?q=CH-0001").content.decode()
    member = foundation.granted(
        "group-member", vale.here, over=partnership.a_group(vale.here).principal
    )
    assert signed_in(member).get(ROOT).status_code == 404


def test_one_about_a_child_is_there_for_the_entitled_alone(vale) -> None:
    lead = signed_in(vale.lead)
    said = {
        "asks": vale.hospital.pk,
        "answers": vale.council.pk,
        "theme": "enquiry",
        "about_child": "yes",
        "words": challenge.WORDS,
    }
    asked = lead.post(f"{ROOT}raise/", said, follow=True)
    found = Disagreement.objects.get()
    reference = found.record.reference
    assert re.fullmatch(r"CH-[2-9A-Z]{6}", reference) and f"{reference} is sealed" in text(asked)
    url = f"{ROOT}{reference}/"
    # Whoever is not entitled finds nothing, whatever their role.
    late_come = foundation.granted("business-manager", vale.here)
    for account in (vale.executive, vale.scrutineer, vale.police_lead, late_come):
        client = signed_in(account)
        assert client.get(url).status_code == 404
        for page in (ROOT, f"{ROOT}?export=csv", "/vale/", f"/vale/search/?q={reference}"):
            answer = client.get(page)
            body = answer.getvalue() if answer.streaming else answer.content
            assert url.encode() not in body and challenge.WORDS.encode() not in body, page
            assert "search" in page or reference.encode() not in body, page
        assert "No disagreement was raised" in text(client.get(f"{ROOT}themes/"))
    # The other side is asked why, then reads it, and that stands in the log.
    other = signed_in(vale.other_lead)
    row = text(other.get(ROOT))
    assert (
        reference in row and "Sealed" in row and "Strategy discussion" not in row.split("Due")[-1]
    )
    where = other.get(url)
    assert where.status_code == 302
    page = other.post(where["Location"], {"reason": "I lead for the council"}, follow=True)
    assert challenge.WORDS in text(page) and "I lead for the council" in text(page)
    # At the stage that tells the executive, they are let in.
    moving.go_at_once(by=vale.lead.person, disagreement=found, reason="Going home today")
    executive = signed_in(vale.executive)
    assert f"Disagreement {reference}, at stage 4" in text(executive.get("/vale/"))
    assert executive.get(url).status_code == 302
    # A form on it is opened with a reason too.
    assert executive.get(f"{url}settle/").status_code == 302


def test_the_list_is_filtered_searched_and_exported(vale) -> None:
    with time_machine.travel(datetime(2027, 11, 22, 9, tzinfo=ENGLAND)):
        challenge.raised(vale.hospital, vale.council, theme="plan")
    with time_machine.travel(datetime(2027, 11, 24, 9, tzinfo=ENGLAND)):
        challenge.raised(vale.police, vale.council)
        client = signed_in(vale.manager)
        late = text(client.get(f"{ROOT}?state=late"))
        assert "CH-0001" in late and "CH-0002" not in late and "late" in late
        by_theme = text(client.get(f"{ROOT}?theme=threshold"))
        assert "CH-0002" in by_theme and "CH-0001" not in by_theme
        exported = client.get(f"{ROOT}?export=csv&sort=-due").getvalue().decode()
        assert "Vale Police and Vale Council" in exported
        assert exported.index("CH-0002") < exported.index("CH-0001")


def test_the_unit_turns_the_example_on_and_makes_it_its_own(vale) -> None:
    EscalationPolicy.objects.all().delete()
    client = signed_in(vale.manager)
    page = text(client.get(f"{ROOT}stages/"))
    assert "This is the example" in page and "Not checked" in page and "48 hours" in page
    assert "has no stages yet" in text(client.get(f"{ROOT}raise/"))
    done = client.post(f"{ROOT}stages/example/", day("since", today()), follow=True)
    assert "The stages hold." in text(done) and "At once to stage 4" in text(done)
    form = client.get(f"{ROOT}stages/change/")
    said = {
        "title-1": "Talk",
        "between-1": "Who knows the family",
        "length-1": "2",
        "unit-1": "working days",
        "told-1": ["agency-lead"],
        "title-2": "",
        "unit-2": "hours",
        "title-3": "Decide",
        "length-3": "",
        "unit-3": "hours",
        "formal-3": "on",
        **{f"unit-{number}": "hours" for number in (4, 5, 6)},
        "bypass_to": "2",
        "source": "Our procedure 4.2",
    } | day("since", today())
    assert "Practitioner to practitioner" in form.content.decode()
    refused = text(client.post(f"{ROOT}stages/change/", said))
    assert "Fill in stage 2: a stage follows it" in refused
    assert "Enter how long stage 3 may take" in refused
    said |= {"title-2": "Decide", "length-2": "5", "title-3": "", "formal-2": "on"}
    done = text(client.post(f"{ROOT}stages/change/", said, follow=True))
    assert "Our procedure 4.2" in done and "Stage 1: Talk" in done and "2 working days" in done
    past = said | day("since", today() - timedelta(days=1))
    assert "Choose today or a later day" in text(client.post(f"{ROOT}stages/change/", past))
    off = client.post(f"{ROOT}stages/off/", day("since", today() + timedelta(days=30)), follow=True)
    assert ": off" in text(off) and "In force" in text(off)
    assert signed_in(vale.lead).get(f"{ROOT}stages/change/").status_code == 404


def test_a_partner_asks_another_and_the_log_keeps_the_outcome(vale) -> None:
    lead, other, manager = map(signed_in, (vale.lead, vale.other_lead, vale.manager))
    group = partnership.a_group(vale.here, "Board")
    # The unit turns the clock of answers on.
    at = "/vale/stewardship/clocks/"
    assert "Answer a partner’s challenge : 10 working days Off" in text(manager.get(at))
    to = {"runs": "on", "length": "5", "unit": "working days", "source": "Our compact, 3"}
    done = manager.post(
        f"{at}set/?rule=partner-challenge-answer", to | day("since", today()), follow=True
    )
    assert "5 working days Used" in text(done) and "Our compact, 3" in text(done)
    said = {
        "asks": vale.hospital.pk,
        "answers": vale.council.pk,
        "title": "Waiting times",
        "question": "Why do children wait for half a year?",
    } | day("on", today())
    where = f"{ROOT}partners/ask/?source={group.record_id}"
    assert "It came up at" in text(manager.get(where))
    page = manager.post(where, said, follow=True)
    assert "PC-0001 is in the log." in text(page) and "It came up at" in text(page)
    assert PartnerChallenge.objects.get().source == group.record
    assert "Challenge PC-0001 waits for your answer" in text(other.get("/vale/"))
    assert "Day 0 of 5 working days, due" in text(other.get(f"{ROOT}partners/PC-0001/"))
    assert lead.get(f"{ROOT}partners/PC-0001/answer/").status_code == 404
    url = f"{ROOT}partners/PC-0001/"

    def send(client: Client, step: str, **said):
        at = f"{url}{step}/"
        return client.post(at, {"seen": hidden(client.get(at), "seen"), **said}, follow=True)

    assert "The answer is given." in text(send(other, "answer", answer="Two posts were vacant."))
    assert "waits for an answer again" in text(send(lead, "again", reason="And now?"))
    assert "Two posts were vacant." in other.get(f"{url}answer/").content.decode()
    send(other, "answer", answer="Two posts were vacant; both are filled.")
    assert "Met in time" in text(other.get(url))
    closed = send(manager, "close", outcome="Both posts are filled", impact="Waits fell")
    assert "PC-0001 is closed." in text(closed) and "Waits fell" in text(closed)
    assert signed_in(vale.police_lead).get(url).status_code == 404
    assert "Waiting times" in text(signed_in(vale.scrutineer).get(f"{ROOT}partners/?state=closed"))
    twice = {"challenge": PartnerChallenge.objects.get(), "answer": "More"}
    with pytest.raises(Exception, match="cannot be done now"):
        partners.answer_partner(by=None, **twice)


@pytest.mark.parametrize(
    "page", ["/vale/", ROOT, f"{ROOT}CH-0001/", f"{ROOT}partners/", f"{ROOT}themes/"]
)
def test_a_page_asks_as_often_with_three_rows_as_with_one(vale, page) -> None:
    asked = []
    for client in (signed_in(vale.executive), signed_in(vale.lead)):
        for many in (1, 2):
            for _ in range(many):
                found = challenge.raised(vale.hospital, vale.council, by=vale.other_lead)
                moving.go_at_once(by=None, disagreement=found, reason="Going home today")
                challenge.asked(vale.council, vale.hospital)
            client.get(page)
            with CaptureQueriesContext(connection) as queries:
                client.get(page)
            asked.append(len(queries))
    assert asked[0] == asked[1] and asked[2] == asked[3], asked
