"""The pages of surveys: what stands open, what came, where it hangs."""

from datetime import timedelta

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from safeloom.domain.partnership.models import Agency
from safeloom.domain.questionnaires.models import OpenLink, Response
from safeloom.foundation.today import today
from safeloom.systems.surveys.content import ready
from tests.domain.actions.conftest import signed_in
from tests.domain.actions.said import text
from tests.domain.questionnaires.test_survey_pages import form_of
from tests.factories import partnership, questionnaires
from tests.factories.surveys import a_survey, came

ROOT = "/vale/assurance/surveys/"


def test_the_first_page_tells_what_is_open_and_hides_a_few_answers(vale, manager) -> None:
    assert "Five are ready to begin from" in text(manager.get(ROOT))
    few, many = a_survey(vale, "Of a few"), a_survey(vale, "Of many")
    a_survey(vale, "Of last year", opens=today() - timedelta(days=300))
    a_survey(vale, "Of next year", sent=None)
    came(questionnaires.an_open_link(few), *[("not", "very")] * 4)
    came(questionnaires.an_open_link(many), *[("not", "very")] * 6)
    page = text(manager.get(ROOT))
    assert page.index("Open now") < page.index("Being prepared") < page.index("Closed")
    assert "Fewer than 5" in page
    assert "Of many" in page and page.index("Of last year") > page.index("Closed")
    with CaptureQueriesContext(connection) as three:
        manager.get(ROOT)
    a_survey(vale, "One more")
    with CaptureQueriesContext(connection) as four:
        manager.get(ROOT)
    assert len(three) == len(four)


def test_a_survey_tells_by_day_by_place_and_before_and_after(vale, manager) -> None:
    # Closed: while it takes answers, what came is told later and in lots.
    survey = a_survey(vale, ended=today())
    address = f"{ROOT}{survey.record.reference}/"
    clinic = questionnaires.an_open_link(survey, "Clinic")
    came(clinic, *[("not", "very")] * 3)
    page = text(manager.get(address))
    assert "Fewer than 5 responses" in page and "Before and after" not in page
    came(clinic, *[("not", "very")] * 8, back=1)
    assert "Answers as they came" in text(manager.get(address))
    came(clinic, *[("fairly", "fairly")] * 6, back=2)
    page = text(manager.get(address))
    assert "Answers as they came" in page and "Not shown" in page
    assert "11 moved up, 6 stayed the same and 0 moved down" in page
    with CaptureQueriesContext(connection) as one:
        manager.get(address)
    for label in ("School", "Library"):
        came(questionnaires.an_open_link(survey, label), *[("not", "not")] * 7)
    manager.get(address)
    with CaptureQueriesContext(connection) as three:
        manager.get(address)
    assert len(three) == len(one)
    assert "by where they were answered" in text(manager.get(address))


def test_each_school_gets_a_link_once_and_a_poster(vale, manager) -> None:
    survey = a_survey(vale)
    here = f"{ROOT}{survey.record.reference}/"
    for name in ("Marsh End School", "Hill School"):
        partnership.an_agency(vale, name, kind=Agency.Kind.SCHOOL)
    assert "School or college (2)" in text(manager.get(f"{here}links/"))
    assert manager.post(f"{here}links/", {}).status_code == 422
    page = text(manager.post(f"{here}links/", {"kinds": ["school"]}, follow=True))
    assert "2 links were made" in page and "Hill School" in page
    assert "School or college (2)" not in text(manager.get(f"{here}links/"))
    posters = manager.get(f"{here}posters/").content.decode()
    assert posters.count("<article") == 2
    for link in OpenLink.objects.all():
        assert f"/survey/{link.code}/" in posters


def test_a_child_answers_what_they_want_to(vale) -> None:
    version = questionnaires.a_questionnaire(vale, ready()["children"])
    link = questionnaires.an_open_link(a_survey(vale, "How is it for you?", version=version))
    child, address = Client(), f"/survey/{link.code}/"
    page = child.get(address)
    assert "Childline on 0800 1111" in text(page)
    page = child.post(address, form_of(page))
    assert "I don’t want to say" in text(page)
    page = child.post(address, {**form_of(page), "go": "on", "q-home": "unsaid"})
    page = child.post(address, {**form_of(page), "go": "on"})
    page = child.post(address, {**form_of(page), "go": "on", "q-change": "More time outside."})
    done = child.post(address, {**form_of(page), "go": "send"})
    assert done.status_code == 302
    answers = Response.objects.get().answers.order_by("question__number")
    assert [one.question.key for one in answers] == ["home", "change"]


def test_an_agency_s_lead_sees_no_survey(vale, council) -> None:
    survey = a_survey(vale)
    lead = signed_in("agency-lead", vale, council)
    for tail in ("", f"{survey.record.reference}/", f"{survey.record.reference}/posters/"):
        assert lead.get(f"{ROOT}{tail}").status_code == 404
