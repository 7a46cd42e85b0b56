"""What the shared builders make is what the evaluator reads."""

from safeloom.domain.questionnaires.definitions import Given
from safeloom.domain.questionnaires.queries.given import evaluation_of
from tests.factories import foundation, partnership, questionnaires


def test_rows_are_read_as_they_were_given(db) -> None:
    vale = foundation.partnership()
    response = questionnaires.a_response(
        questionnaires.a_campaign(vale), partnership.an_agency(vale)
    )
    said = {
        "led": Given(options=("no",)),
        "why": Given(text="Nobody leads on it."),
        "checks": Given(options=("dbs", "right")),
    }
    questionnaires.answered(response, said)
    found = evaluation_of(response)
    assert {key: found[key].given for key in said} == said
    assert (found.tally.applicable, found.tally.answered) == (7, 3) and found.may_submit
