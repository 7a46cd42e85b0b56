"""What a campaign came to, in a report."""

from datetime import UTC, datetime

import pytest

from safeloom.domain.questionnaires.commands.themes import add_theme, code_answers
from safeloom.domain.questionnaires.definitions import Given
from safeloom.domain.questionnaires.models import ModeratedGrade
from safeloom.foundation.today import today
from safeloom.kernel.figure_rules import RULES
from safeloom.reports.document.tree import Table
from safeloom.reports.material import NOT_SHOWN, BlockContext, Shown
from safeloom.systems.campaign_results.report import campaign_results, choices
from tests.domain.questionnaires.test_results import a_survey
from tests.factories import foundation, partnership
from tests.factories import questionnaires as made


@pytest.fixture
def here(db):
    """A partnership."""
    return foundation.partnership()


def drawn(here, campaign):
    """The values of the block by what they are, and its tables."""
    context = BlockContext(here, today(), today(), today(), "2026", [campaign.record])
    material = campaign_results(context)
    numbers = {one.id: one for one in material.numbers}
    parts = material.draw(Shown(numbers, frozenset()))
    values = {id.split("/", 2)[2]: one.row.value for id, one in numbers.items()}
    return values, [one for one in parts if isinstance(one, Table)], numbers


def test_shares_follow_from_their_counts_and_stand_beside_the_campaign_before(here) -> None:
    version = made.a_questionnaire(here)
    bodies = [partnership.an_agency(here, kind="school") for _ in range(3)]
    last = made.a_campaign(here, version)
    made.answered(made.a_response(last, bodies[0], state="closed"), {"led": Given(options=("no",))})
    campaign = made.a_campaign(here, version, previous=last, moderated=True)
    for body, key in zip(bodies[:2], ["yes", "no"], strict=True):
        response = made.a_response(campaign, body, state="moderated")
        said = {"led": Given(options=(key,)), "why": Given(text="Rooms.")}
        rows = made.answered(response, said)
    made.a_response(campaign, bodies[2])
    question = version.questions.get(key="led")
    ModeratedGrade.objects.create(
        response=response,
        question=question,
        option=question.options.get(key="yes"),
        at=datetime.now(UTC),
    )
    theme = add_theme(by=None, campaign=campaign, title="Rooms")
    code_answers(by=None, campaign=campaign, coded={rows["why"].pk: [theme.pk]})
    values, tables, numbers = drawn(here, campaign)
    assert values["submitted"] == "2"
    assert values["standard/leadership/own/share"] == "50%"
    assert values["standard/leadership/moderated/share"] == "100%"
    assert values["standard/leadership/before/share"] == "0%"
    assert (values["rate/school/share"], values["rate/school/before/share"]) == ("67%", "100%")
    assert values["theme/rooms-1"] == "1"
    assert len(tables) == 3
    for one in numbers.values():
        if one.row.rule:
            terms = [numbers[term].value for term in one.row.terms]
            assert RULES[one.row.rule].number(terms, 0) == one.value
    assert choices(here)[0] == (campaign.record_id, campaign.record.title)


def test_of_few_people_no_number_is_printed(here) -> None:
    values, tables, _ = drawn(here, a_survey(here, {"north": (2, 1)}))
    assert values == {"submitted": NOT_SHOWN}
    assert tables == []
