"""Results on their pages: what is shown to whom, themes, and the files that leave."""

import io
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from python_calamine import CalamineWorkbook

from safeloom.domain.questionnaires import exports
from safeloom.domain.questionnaires.definitions import Given
from safeloom.domain.questionnaires.models import CodedAnswer
from safeloom.foundation.audit.models import AuditRow
from safeloom.foundation.notices.models import Mail
from safeloom.foundation.today import today
from safeloom.web import making
from tests.domain.questionnaires.test_results import a_survey
from tests.factories import foundation, partnership
from tests.factories import questionnaires as made

WORDS = """
title = "What do you think?"
[[sections]]
key = "one"
title = "One"
[[sections.questions]]
key = "say"
words = "What should change?"
kind = "text"
"""


@pytest.fixture
def here(db):
    """A partnership."""
    return foundation.partnership()


@pytest.fixture
def unit(here, client):
    """The unit's business manager, signed in."""
    account = foundation.granted("business-manager", here)
    client.force_login(account)
    return account


def at(name: str, campaign, *more: str) -> str:
    """An address of results."""
    args = [campaign.partnership.key, campaign.record.reference, *more]
    return reverse(f"questionnaires:{name}", args=args)


def an_audit(here, keys=("yes", "no", "yes")):
    """An audit that so many bodies submitted."""
    campaign = made.a_campaign(here)
    for number, key in enumerate(keys):
        body = partnership.an_agency(here, kind=["police", "school"][number % 2])
        response = made.a_response(campaign, body, state="submitted")
        said = {"led": Given(options=(key,)), "checks": Given(options=("dbs", "right"))}
        if key == "no":
            said["why"] = Given(text="=We lack rooms")
        said["staff"] = Given(not_applicable=True, text="We have volunteers.")
        made.answered(response, said)
    return campaign


def texts(here, many: int):
    """A survey without names in which so many wrote something."""
    version = made.a_questionnaire(here, WORDS)
    campaign = made.a_campaign(here, version, anonymous=True, ended=today())
    for number in range(many):
        made.answered(made.a_response(campaign), {"say": Given(text=f"Words {number}.")})
    return campaign


def test_the_page_says_how_many_submitted_and_what_they_come_to(here, unit, client) -> None:
    campaign = an_audit(here)
    # One more was asked, and has not answered.
    made.a_response(campaign, partnership.an_agency(here, kind="police"))
    page = client.get(at("results", campaign) + "?by=kind")
    said = page.content.decode()
    assert page.status_code == 200
    assert "3 of 4 asked submitted a response." in said
    assert "Search all records" in said, "only the page of the search leaves its box out above"
    assert "3 of 3 asked answered" in said
    assert "1 of 1 asked answered" in said, "who met it was not asked why"
    assert "By kind of agency" in said and ">2 of 3</span>" in said
    apart = client.get(at("results", campaign) + "?part=kind:school").content.decode()
    assert "School or college: 1 of 1 asked submitted a response." in apart
    assert client.get(at("results", campaign) + "?part=kind:none-such").status_code == 404


def test_the_matrix_says_each_grade_in_words(here, unit, client) -> None:
    said = client.get(at("results-matrix", an_audit(here))).content.decode()
    assert said.count("rag-green") == 2
    assert said.count("rag-red") == 1
    assert "Not met" in said


def test_of_people_no_matrix_stands_and_words_of_a_few_are_not_read(here, unit, client) -> None:
    campaign = texts(here, 4)
    assert client.get(at("results-matrix", campaign)).status_code == 404
    assert "Words 1" not in client.get(at("results-question", campaign, "say")).content.decode()
    campaign = texts(here, 5)
    assert "Words 1" in client.get(at("results-question", campaign, "say")).content.decode()


def test_whoever_may_not_see_results_finds_nothing(here, client) -> None:
    campaign = an_audit(here, ["yes"])
    lead = foundation.granted("agency-lead", here, over=partnership.an_agency(here).principal)
    client.force_login(lead)
    for name in ("results", "results-matrix", "results-export", "results-themes"):
        assert client.get(at(name, campaign)).status_code == 404
    client.force_login(foundation.granted("scrutineer", here))
    assert client.get(at("results", campaign)).status_code == 200
    assert client.get(at("results-themes", campaign)).status_code == 404


def test_answers_are_coded_with_a_theme_added_on_the_way(here, unit, client) -> None:
    campaign = texts(here, 5)
    page = at("results-code", campaign, "say")
    answers = [str(one.pk) for one in campaign.version.questions.get().answers.all()]
    without = client.get(page).content.decode()
    assert without.count("There is no theme yet") == 1
    client.post(page, {"answers": answers, "new": "Rooms"})
    assert "There is no theme yet" not in client.get(page).content.decode()
    theme = campaign.themes.get()
    client.post(page, {"answers": answers, f"on-{answers[0]}": [str(theme.pk)]})
    assert [str(one.answer_id) for one in CodedAnswer.objects.all()] == [answers[0]]
    client.post(page, {"answers": answers})
    assert not CodedAnswer.objects.exists()
    verbs = AuditRow.objects.filter(record=campaign.record, verb__startswith="theme")
    assert sorted(verbs.values_list("verb", flat=True)) == ["theme.add", "theme.code", "theme.code"]
    wrong = client.post(page, {"answers": answers, "on-" + answers[0]: ["0" * 32]})
    assert wrong.status_code == 422
    assert "load the page again" in wrong.content.decode()


def sheets(content: bytes) -> dict[str, list[tuple]]:
    """The rows of each sheet of a workbook."""
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    return {
        name: [tuple(row) for row in book.get_sheet_by_name(name).to_python()]
        for name in book.sheet_names
    }


def test_the_workbook_keeps_the_structure_and_runs_no_formula(here, unit, client) -> None:
    campaign = an_audit(here)
    answer = client.post(at("results-export", campaign), {"ending": "xlsx"})
    found = sheets(b"".join(answer.streaming_content))
    assert list(found) == ["Questions", "Answers", "Counts"]
    assert len(found["Answers"]) == 1 + 3
    heading = found["Answers"][0]
    row = next(one for one in found["Answers"] if one[3] == "Not met")
    said = dict(zip(heading, row, strict=True))
    assert said["What is missing?"] == "'=We lack rooms"
    assert said["Which checks do you make?"] == "Criminal records; Right to work"
    assert said["How many people work for you?"] == "Does not apply: We have volunteers."
    met = next(one for one in found["Answers"] if one[3] == "Met")
    assert dict(zip(heading, met, strict=True))["What is missing?"] == exports.NOT_ASKED
    assert ("Leadership", "Is this met?", "Met", 2, 3, 67, 0) in found["Counts"]
    assert AuditRow.objects.filter(verb="campaign.take-away").count() == 1


def test_of_few_people_counts_alone_leave(here, unit, client) -> None:
    campaign = a_survey(here, {"north": (2, 2)})
    answer = client.post(at("results-export", campaign), {"ending": "xlsx"})
    assert list(sheets(b"".join(answer.streaming_content))) == ["Questions", "Counts"]
    assert client.post(at("results-export", campaign), {"ending": "csv"}).status_code == 422


def test_nothing_of_an_anonymous_row_tells_where_or_when(here, unit, client) -> None:
    campaign = a_survey(here, {"north": (6, 6)})
    answer = client.post(at("results-export", campaign), {"ending": "csv"})
    lines = b"".join(answer.streaming_content).decode().splitlines()
    assert len(lines) == 1 + 12
    assert lines[0].lstrip("\ufeff").startswith("Response,Do you feel safe?")
    assert "north" not in "".join(lines)


def test_a_large_file_is_made_by_the_worker_and_told(here, unit, client, monkeypatch) -> None:
    monkeypatch.setattr(exports, "MOST_CELLS", 2)
    campaign = an_audit(here)
    page = at("results-export", campaign)
    assert client.post(page, {"ending": "csv"}).status_code == 302
    client.post(page, {"ending": "csv"})
    assert "Waits to be made" in client.get(page).content.decode()
    assert making.make_what_waits(lambda: False) == "files: 1 made"
    row = making.files_of(unit.person, campaign.record, "answers")[0]
    assert (row.done, row.rows) == (3, 3)
    assert Mail.objects.get(kind="made-file").to == unit.email
    file = client.get(f"{page}?file={row.pk}")
    assert len(b"".join(file.streaming_content).splitlines()) == 1 + 3
    client.force_login(foundation.granted("business-manager", here))
    assert client.get(f"{page}?file={row.pk}").status_code == 404
    row.expires = row.asked
    row.save()
    assert making.forget() == "files made and let go: 1"


def test_a_file_of_whoever_may_no_longer_is_not_made(here, unit, client, monkeypatch) -> None:
    monkeypatch.setattr(exports, "MOST_CELLS", 2)
    campaign = an_audit(here)
    client.post(at("results-export", campaign), {"ending": "csv"})
    unit.person.principal.grants.all().delete()
    assert making.make_what_waits(lambda: False) == "files: 1 failed"


@pytest.mark.parametrize("name", ["results", "results-matrix", "results-themes"])
def test_the_pages_ask_as_much_whatever_was_submitted(here, unit, client, name) -> None:
    one, three = an_audit(here, ["no"]), an_audit(here, ["no", "no", "no"])
    many = []
    for campaign in (one, three):
        client.get(at(name, campaign))
        with CaptureQueriesContext(connection) as asked:
            client.get(at(name, campaign))
        many.append(len(asked))
    assert many[0] == many[1]


def test_numbers_of_bodies_are_told_with_their_ends(here, unit, client) -> None:
    campaign = made.a_campaign(here)
    for number in (3, 4, 12):
        response = made.a_response(campaign, partnership.an_agency(here), state="submitted")
        made.answered(response, {"staff": Given(number=Decimal(number))})
    said = client.get(at("results", campaign)).content.decode()
    assert "6.3" in said, "the mean, rounded half up"
    assert ">12<" in said
