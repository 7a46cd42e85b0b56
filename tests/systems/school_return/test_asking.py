"""Whom a round asks, who answers for a school, and what a school's lead sees."""

from datetime import timedelta
from random import Random

import pytest

from safeloom.domain.partnership.commands.schools import SchoolFacts, say
from safeloom.domain.questionnaires.checking import problems_of
from safeloom.domain.questionnaires.commands import campaigns
from safeloom.domain.questionnaires.definitions import Facts
from safeloom.domain.questionnaires.demonstration import Likely, drawn_answers
from safeloom.domain.questionnaires.evaluating import evaluate
from safeloom.foundation.notices.models import Mail
from safeloom.foundation.today import today
from safeloom.systems.school_return.content import NEEDS, ready
from safeloom.systems.school_return.queries.rounds import not_asked
from tests.factories import challenge, foundation
from tests.factories import partnership as made
from tests.factories.school_return import a_round, a_school


@pytest.fixture
def vale(db):
    return foundation.partnership("vale", "Vale Partnership")


PHASES = [
    *("nursery", "primary", "middle", "secondary", "all-through", "sixteen-plus", "special"),
    *("alternative", "not-applicable"),
]


@pytest.mark.parametrize("key", sorted(ready()))
def test_the_questionnaires_are_whole_and_can_be_answered_by_every_phase(key) -> None:
    questionnaire = ready()[key]
    assert problems_of(questionnaire) == []
    assert NEEDS in questionnaire.question
    likely = Likely(0.7, ("We look at it each term.",), today())
    for phase in PHASES:
        facts = Facts({"phase": frozenset({phase})})
        answers = drawn_answers(questionnaire, facts, Random(1), likely)
        assert evaluate(questionnaire, facts, answers).may_submit, phase
    asked = evaluate(ready()["school-return"], Facts({"phase": frozenset({"secondary"})}), {})
    assert not asked.standings["children-intimate-care"].applies
    assert asked.standings["children-exploitation"].applies


def test_schools_are_asked_by_phase_and_kind_and_their_leads_answer(vale, client) -> None:
    lead = made.somebody(vale, "Ash Fern", work_email="ash@hill.example")
    hill = a_school(vale, "Hill", "primary", lead=lead)
    academy = a_school(vale, "Vale Academy", "secondary", group="academy")
    free = a_school(vale, "Free School", "secondary", group="free-school")
    made.an_agency(vale, "Vale Nursery", "early-years")
    made.an_agency(vale, "Vale Council", "local-authority")
    campaign = a_round(vale)
    assert [(key, many) for key, _, many in not_asked(campaign, today())] == [
        ("primary", 1),
        ("secondary", 2),
        ("", 1),
    ]
    client.force_login(foundation.granted("business-manager", vale))
    page = f"/vale/assurance/schools/{campaign.record.reference}/ask/"
    board = client.get(f"/vale/assurance/campaigns/{campaign.record.reference}/")
    assert f'href="{page}"' in board.content.decode()
    assert client.post(page, {"types": ["academy"]}).status_code == 422
    wanted = {"phases": ["primary", "secondary"], "types": ["la-maintained", "academy"]}
    assert client.post(page, wanted).status_code == 302
    asked = {one.agency: one for one in campaign.responses.all()}
    assert set(asked) == {hill, academy}
    (answers,) = asked[hill].contributors.all()
    assert (answers.person, answers.leads) == (lead, True)
    campaigns.send_campaign(by=None, campaign=campaign)
    assert [mail.person for mail in Mail.objects.filter(kind="response-invitation")] == [lead]
    client.post(page, {"phases": ["secondary", "settings"], "types": ["free-school"]})
    names = {one.agency.name for one in campaign.responses.all()}
    assert names == {"Hill", "Vale Academy", free.name, "Vale Nursery"}


def test_a_schools_lead_sees_its_return_alone(vale, client) -> None:
    hill, dale = (a_school(vale, name, "primary") for name in ("Hill", "Dale"))
    campaign = a_round(vale)
    mine, theirs = campaigns.ask(by=None, campaign=campaign, agencies=[hill, dale])
    campaigns.send_campaign(by=None, campaign=campaign)
    client.force_login(challenge.a_lead(hill))

    def status(path: str) -> int:
        return client.get(f"/vale/{path}").status_code

    assert status(f"assurance/responses/{mine.record.reference}/") == 200
    assert status(f"assurance/responses/{theirs.record.reference}/") == 404
    listed = client.get("/vale/assurance/responses/").content.decode()
    assert mine.record.reference in listed and theirs.record.reference not in listed
    reference = campaign.record.reference
    for page in ("", *(f"{reference}/{tail}" for tail in ("", "returns/", "chase/", "in-place/"))):
        assert status(f"assurance/schools/{page}") == 404
    assert status(f"partnership/agencies/{hill.record.reference}/") == 200
    assert status(f"partnership/agencies/{dale.record.reference}/") == 404
    schools = client.get("/vale/partnership/schools/").content.decode()
    assert "Hill" in schools and "Dale" not in schools
    assert "Hill" in client.get("/vale/partnership/agencies/").content.decode()


def test_a_phase_is_that_of_the_day_the_round_was_due(vale) -> None:
    from safeloom.systems.school_return.queries.rates import rates_of

    school = a_school(vale, "Hill", "primary")
    campaign = a_round(vale)
    campaigns.ask(by=None, campaign=campaign, agencies=[school])
    later = campaign.due + timedelta(days=30)
    facts = SchoolFacts(phase="all-through", group="la-maintained")
    say(by=None, agency=school, seen=None, facts=facts, day=later)
    assert [row.key for row in rates_of(campaign).phases] == ["primary"]
