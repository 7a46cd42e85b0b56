"""The pages of a round, by role."""

from datetime import timedelta

from django.db import connection
from django.test.utils import CaptureQueriesContext

from safeloom.domain.questionnaires.queries.results_tally import counted
from safeloom.foundation.today import today
from tests.domain.actions.conftest import signed_in
from tests.domain.actions.said import day, text
from tests.factories import partnership
from tests.factories.section_11 import a_round, a_visit, returned

ROOT = "/vale/assurance/section-11/"


def test_the_unit_works_a_return_from_first_look_to_letter(vale, council, manager, round_) -> None:
    response = returned(round_, council, moderated={"leadership-grade": "red"})
    key = response.record.reference
    here = f"{ROOT}{round_.record.reference}/"
    first = {"outcome": "visit", "words": "See the teams.", "revision": 0}
    page = text(manager.post(f"{ROOT}returns/{key}/screening/", first, follow=True))
    assert "Visit: See the teams." in page
    again = manager.post(f"{ROOT}returns/{key}/screening/", first)
    assert again.status_code == 422 and "Somebody else changed it" in text(again)
    drawn = text(manager.post(f"{here}draw/", {"other": "1", "number": "41"}, follow=True))
    assert "Number 41" in drawn and "1 of 1 (other)" in drawn and "Vale Council" in drawn
    plan = {"visitors": "Two of us", "why": "drawn"} | day("day", today())
    page = text(manager.post(f"{ROOT}returns/{key}/visit/", plan, follow=True))
    assert "Planned for" in page
    visit = response.visits.get().record
    note = {
        "spoke_with": "A team manager",
        "seen_there": "They knew whom to tell.",
        "bears_out": "yes",
        "revision": visit.revision,
    } | day("held", today())
    seen = text(manager.post(f"{ROOT}visits/{visit.reference}/seen/", note, follow=True))
    assert "They knew whom to tell." in seen and "Held" in seen
    drafted = text(manager.get(f"{ROOT}returns/{key}/letter/"))
    assert "We grade it Red." in drafted and "They knew whom to tell." in drafted
    letter = {"text": "## Leadership\n\nThank you.", "revision": 0}
    page = text(manager.post(f"{ROOT}returns/{key}/letter/", letter, follow=True))
    assert "Letter, not sent yet" in page
    lead = signed_in("agency-lead", vale, council)
    own = f"/vale/assurance/responses/{key}/"
    assert "Thank you." not in text(lead.get(own))
    manager.post(f"{ROOT}returns/{key}/letter/send/", {"revision": 1})
    page = text(lead.get(own))
    assert "Thank you." in page and "They knew whom to tell." not in page
    assert "See the teams." not in page
    shown = text(manager.get(here))
    assert "0% (0 of 1)" in shown and "100% (1 of 1)" in shown and "Sent" in shown


def test_an_equivalent_return_is_accepted_on_its_page(vale, council, manager, round_) -> None:
    response = returned(round_, council, state="")
    address = f"{ROOT}returns/{response.record.reference}/accepted/"
    said = {"what": "Neighbour’s", "reason": "It is the same.", "standards": []}
    refused = manager.post(address, said | day("day", today()))
    assert refused.status_code == 422
    said["standards"] = ["leadership", "training"]
    page = text(manager.post(address, said | day("day", today()), follow=True))
    assert "Accepted in place of this return: Neighbour’s" in page and "Training" in page
    assert "Accepted in place" in text(manager.get(f"{ROOT}{round_.record.reference}/"))
    campaigns = "/vale/assurance/"
    assert "0 of 1" in text(manager.get(campaigns))
    assert counted(round_, None).count() == 0
    # Of whom another return was accepted nothing is waited for.
    shown = text(manager.get(f"{campaigns}campaigns/{round_.record.reference}/"))
    assert "Results" in shown and "Whom to chase" not in shown


def test_a_lead_sees_visits_to_their_own_agency(vale, council, police, round_) -> None:
    mine, theirs = (a_visit(returned(round_, one)) for one in (council, police))
    lead = signed_in("agency-lead", vale, council)
    assert lead.get(f"{ROOT}visits/{mine.record.reference}/").status_code == 200
    assert lead.get(f"{ROOT}visits/{theirs.record.reference}/").status_code == 404
    assert lead.get(f"{ROOT}visits/{mine.record.reference}/seen/").status_code == 404
    assert lead.get(ROOT).status_code == 404


def test_the_first_page_says_which_kind_comes_next(vale, manager) -> None:
    assert "Begin the first" in text(manager.get(ROOT))
    a_round(vale, "Audit of last year")
    page = text(manager.get(ROOT))
    assert "Audit of last year" in page and "The next round is: update" in page


def test_a_round_makes_as_many_queries_for_three_as_for_one(vale, manager, round_) -> None:
    address = f"{ROOT}{round_.record.reference}/"

    def asked() -> int:
        with CaptureQueriesContext(
            connection,
        ) as found:
            assert manager.get(address).status_code == 200
        return len(found)

    a_visit(returned(round_, partnership.an_agency(vale)))
    manager.get(address)
    alone = asked()
    for _ in range(2):
        a_visit(returned(round_, partnership.an_agency(vale)), day=today() + timedelta(days=3))
    assert asked() == alone
