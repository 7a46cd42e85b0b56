"""Who answers by a link: from the mail to the certificate, and nothing typed is lost on the way."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from safeloom.domain.questionnaires.commands.answering import save_answers
from safeloom.domain.questionnaires.definitions import Given
from safeloom.domain.questionnaires.models import Answer, ResponseLink
from safeloom.domain.questionnaires.queries.campaigns import state_of
from safeloom.foundation.audit.models import AuditRow
from safeloom.foundation.today import today
from tests.domain.actions.said import text
from tests.domain.questionnaires.by_link import LED, PEOPLE, ROOT, entered, linked, sent
from tests.factories import questionnaires as build
from tests.factories.files import PDF
from tests.factories.partnership import somebody


def test_from_the_link_to_the_certificate(response, robin) -> None:
    secret, link = linked(response, robin)
    client = Client()
    before = text(client.get(f"{ROOT}{secret}/", follow=True))
    assert "Yearly audit" in before and "Vale Council" in before
    link.refresh_from_db()
    assert link.opened == 0 and not AuditRow.objects.filter(verb="response.open-by-link").exists()
    assert client.get(LED).headers["Location"] == ROOT  # not entered yet
    tasks = text(client.post(ROOT, follow=True))
    assert "0 of 6 answered" in tasks and "0 of 2 answered" in tasks
    link.refresh_from_db()
    assert link.opened == 1 and link.first_opened is not None

    # What depends on an answer comes with the next save, and is announced.
    more = sent(client, LED, q_led="no", follow=True)
    assert "there is 1 more question" in text(more) and "What is missing?" in text(more)
    on = sent(client, LED, q_led="no", q_why="Nobody leads on it.")
    assert on.headers["Location"] == PEOPLE
    later = sent(client, PEOPLE, q_staff="1,200", go="later", follow=True)
    assert "Your answers are saved" in text(later) and "1 of 4 answered" in text(later)
    assert client.get("/vale/").status_code == 302  # it signs nobody in

    check = text(client.get(f"{ROOT}check/"))
    assert "Nobody leads on it." in check and "1200" in check and "Not signed yet" not in check
    refused = client.post(f"{ROOT}check/")
    assert refused.status_code == 422 and state_of(response) == "draft"
    signed = text(client.post(f"{ROOT}sign/chair/", {"name": "Sam Underhill"}, follow=True))
    assert "Signed by Sam Underhill" in signed
    done = client.post(f"{ROOT}check/")
    assert done.headers["Location"] == f"{ROOT}certificate/"
    certificate = client.get(f"{ROOT}certificate/")
    said = text(certificate)
    for words in ("RS-0001", "Vale Council", "Robin Fernhollow", "Sam Underhill", "Yearly audit"):
        assert words in said
    assert re.search(r"([0-9a-f]{4} ){15}[0-9a-f]{4}", said)
    # Pressed twice, or in another window: the same.
    again = client.post(f"{ROOT}check/")
    assert again.headers["Location"] == f"{ROOT}certificate/"
    assert text(client.get(f"{ROOT}certificate/")) == said
    assert "See the certificate" in text(client.get(ROOT))
    assert AuditRow.objects.filter(verb="response.submit").count() == 1


def test_a_link_that_is_over_opens_nothing_and_gives_back_what_was_typed(response, robin) -> None:
    client = entered(response, robin)
    assert client.get(LED).status_code == 200
    ResponseLink.objects.update(revoked=datetime.now(UTC))
    for answer in (client.get(ROOT), client.get(LED), client.get(f"{ROOT}certificate/")):
        assert answer.status_code == 410 and "Yearly audit" not in text(answer)
    kept = client.post(LED, {"q-why": "A long text."})
    assert kept.status_code == 410 and "A long text." in text(kept)
    assert not Answer.objects.exists()
    for said in ({"expires": datetime.now(UTC) - timedelta(1)}, {"revoked": datetime.now(UTC)}):
        over = Client()
        over.get(f"{ROOT}{linked(response, robin, **said)[0]}/")
        assert over.get(ROOT).status_code == 410 and over.post(ROOT).status_code == 410
    response.contributors.update(removed=datetime.now(UTC))
    gone = Client()
    gone.get(f"{ROOT}{linked(response, robin)[0]}/")
    assert gone.get(ROOT).status_code == 410


def test_trying_secrets_is_slowed(vale, settings) -> None:
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | {"response_link": "2/m/ip"}
    client = Client()
    client.get(f"{ROOT}never/")
    assert [client.post(ROOT).status_code for _ in range(3)] == [410, 410, 429]


def test_what_is_wrong_is_told_at_its_question_and_the_rest_is_saved(response, robin) -> None:
    client = entered(response, robin)
    build.answered(response, {"led": Given(options=("no",))})
    long = sent(client, LED, q_led="no", q_why="word " * 201)
    assert long.status_code == 422
    assert "Your answer has 201 words: take out 1" in text(long) and "word word" in text(long)
    assert Answer.objects.get(question__key="why").text.startswith("word word")
    page = sent(
        client,
        PEOPLE,
        q_staff="many",
        q_trained="101",
        **{"q_reviewed-day": "31", "q_reviewed-month": "2", "q_reviewed-year": "2026"},
        q_checks=["dbs"],
    )
    said = text(page)
    assert page.status_code == 422 and 'value="many"' in page.content.decode()
    assert "Enter a number, like 1,200" in said and "Enter 100 or less." in said
    assert "The date must be a real date" in said
    assert set(Answer.objects.values_list("question__key", flat=True)) == {
        *("led", "why", "trained", "checks"),
    }
    nothing = sent(client, PEOPLE, na_staff="on")
    assert "Say why it does not apply to you." in text(nothing)


def test_a_mislabelled_and_a_large_file_are_refused_and_nothing_else_is_lost(
    response, robin
) -> None:
    client = entered(response, robin)
    wrong = SimpleUploadedFile("policy.pdf", b"MZ a program")
    large = SimpleUploadedFile("film.pdf", PDF + b"0" * 50_100_000)
    right = SimpleUploadedFile("minutes.pdf", PDF)
    late = SimpleUploadedFile("late.pdf", PDF)
    page = sent(client, LED, q_led="yes", q_proof=[wrong, right, large, late])
    said = text(page)
    assert page.status_code == 422
    assert "policy.pdf:" in said and "film.pdf: The file must be 50 MB or smaller" in said
    assert "late.pdf came after what was too large: choose it again." in said
    assert "minutes" in said and "less than a month old" in said
    assert Answer.objects.get(question__key="led").option.key == "yes"
    file = Answer.objects.get(question__key="proof").files.get().file
    got = client.get(f"{ROOT}file/{file.pk}/")
    assert b"".join(got.streaming_content) == PDF
    away = sent(client, LED, q_led="yes", remove=f"proof:{file.pk}", go="")
    assert away.status_code == 302
    assert not Answer.objects.get(question__key="proof").files.exists()


@pytest.mark.parametrize("choice", ["theirs", "mine", "both", ""])
def test_two_who_write_one_answer_see_both(vale, response, robin, choice) -> None:
    client, ash = entered(response, robin), somebody(vale, "Ash Invented")
    build.answered(response, {"led": Given(options=("no",)), "why": Given(text="Before")})
    page = client.get(LED).content.decode()
    hidden = dict(re.findall(r'name="(seen-[^"]+)" value="([^"]+)"', page))
    save_answers(by=ash, response=response, given={"why": Given(text="Hers")}, seen={"why": 1})
    # Of an answer that he did not touch nothing is said.
    untouched = {**hidden, "go": "on", "q-led": "no", "q-why": "Before", "shown": ["led", "why"]}
    assert client.post(LED, untouched).status_code == 302
    typed = {**untouched, "q-led": "yes", "q-why": "His"}
    both = client.post(LED, typed)
    said = text(both)
    assert both.status_code == 409
    assert "Ash Invented changed this answer" in said and "Hers" in said and "His" in said
    assert Answer.objects.get(question__key="why").text == "Hers"
    assert Answer.objects.get(question__key="led").option.key == "yes"  # the rest is saved
    now = dict(re.findall(r'name="(seen-[^"]+)" value="([^"]+)"', both.content.decode()))
    again = client.post(
        LED, {**typed, **now, "conflict": "why", **({"keep-why": choice} if choice else {})}
    )
    assert again.status_code == (302 if choice else 409)
    if not choice:
        assert "Choose which answer to keep" in text(again)
    assert (
        Answer.objects.get(question__key="why").text
        == {
            "theirs": "Hers",
            "mine": "His",
            "both": "Hers\nHis",
            "": "Hers",
        }[choice]
    )


def test_what_is_wrong_with_a_question_that_is_asked_no_more_holds_nobody_up(
    vale, council, robin
) -> None:
    content = build.SHORT.replace('kind = "text"', 'kind = "number"').replace(
        "most_words = 200", ""
    )
    row = build.a_response(build.a_campaign(vale, build.a_questionnaire(vale, content)), council)
    build.a_contributor(row, robin, leads=True)
    client = entered(row, robin)
    sent(client, LED, q_led="no")
    assert sent(client, LED, q_led="no", q_why="many").status_code == 422
    assert sent(client, LED, q_led="yes", q_why="many").headers["Location"] == PEOPLE


def test_a_file_that_waits_for_the_scanner_is_no_link(response, robin, settings) -> None:
    settings.CLAMD = "unix:/nowhere"
    client = entered(response, robin)
    sent(client, LED, q_led="yes", q_proof=[SimpleUploadedFile("minutes.pdf", PDF)])
    file = Answer.objects.get(question__key="proof").files.get().file
    for address in (LED, f"{ROOT}check/"):
        page = client.get(address)
        assert "being checked for viruses" in text(page)
        assert f"/file/{file.pk}/" not in page.content.decode()
    assert client.get(f"{ROOT}file/{file.pk}/").status_code == 404


def test_a_closed_campaigns_open_tab_shows_what_was_typed(response, robin) -> None:
    client = entered(response, robin)
    page = client.get(LED)
    assert page.status_code == 200
    response.campaign.ended = today()
    response.campaign.save()
    late = client.post(LED, {"q-led": "yes", "q-why": "What I typed for an hour"})
    assert late.status_code == 409
    assert "is closed" in text(late) and "What I typed for an hour" in text(late)
    assert not Answer.objects.exists()
    quiet = client.post(LED, {"q-why": "More"}, headers={"X-Autosave": "1"})
    assert quiet.status_code == 409 and quiet.json() == {"closed": True}


def test_a_script_saves_quietly_and_is_told(vale, response, robin) -> None:
    client, ash = entered(response, robin), somebody(vale, "Ash Invented")
    quiet = {"headers": {"X-Autosave": "1"}}
    first = client.post(LED, {"q-led": "no", "seen-led": "0."}, **quiet).json()
    assert re.fullmatch(r"\d\d:\d\d", first["saved"]) and first["applies"]["why"]
    seen = first["seen"]
    save_answers(by=ash, response=response, given={"why": Given(text="Hers")}, seen={})
    typed = {**{f"seen-{key}": one for key, one in seen.items()}, "q-led": "no"}
    # What he was shown of her answer stays what he was shown, until he is told of it.
    other = client.post(LED, {**typed, "q-led": "no"}, **quiet).json()
    assert other["seen"]["why"] == seen["why"] and not other["conflicts"]
    both = client.post(LED, {**typed, "q-why": "His"}, **quiet).json()
    assert "Ash Invented" in both["conflicts"]["why"]
    chosen = client.post(
        LED,
        {
            **typed,
            "seen-why": both["seen"]["why"],
            "q-why": "His",
            "conflict": "why",
            "keep-why": "mine",
        },
        **quiet,
    ).json()
    assert "why" in chosen["conflicts"]  # a script chooses for nobody
    assert Answer.objects.get(question__key="why").text == "Hers"
    wrong = client.post(PEOPLE, {"q-staff": "many"}, **quiet).json()
    assert wrong["unread"] == [
        "How many people work for you? (optional): Enter a number, like 1,200"
    ]
