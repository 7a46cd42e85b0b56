"""Recommendations: recorded, decided, acted on, embedded; seen by whom they concern."""

import re
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from safeloom.domain.actions.commands.assurances import answer_assurance, judge_assurance
from safeloom.domain.actions.commands.recommendations import change_recommendation, decide
from safeloom.domain.actions.models import Recommendation
from safeloom.domain.actions.queries.standing import Standing, standing_of, with_standing
from safeloom.domain.actions.recommendation_home import digest
from safeloom.foundation.audit.models import AuditRow
from safeloom.foundation.records.commands import Stale
from safeloom.foundation.today import today
from tests.domain.actions.conftest import signed_in
from tests.domain.actions.said import day, text
from tests.factories import actions, files, foundation, partnership, recommendations
from tests.factories.sealed import sealed

ROOT = "/vale/plan/recommendations/"


def hidden(answer, name: str) -> str:
    return re.search(rf'name="{name}" value="([^"]*)"', answer.content.decode())[1]


def standing(row: Recommendation) -> tuple[str, int, int]:
    found = with_standing(Recommendation.objects.filter(pk=row.pk), today()).get()
    return found.standing, found.asked, found.embedded


def test_from_recorded_to_embedded(vale, council, police, manager) -> None:
    said = {
        "wording": "Ask fathers as well",
        "origin": "",
        "owner": council.pk,
        "audience": [council.pk, police.pk],
        "sectors": ["schools"],
        "themes": ["fathers"],
    } | day("made", today())
    refused = manager.post(f"{ROOT}add/", said)
    assert refused.status_code == 422 and "Say where it comes from." in text(refused)
    added = text(manager.post(f"{ROOT}add/", said | {"origin": "A review elsewhere"}, follow=True))
    assert "RC-0001" in added and "Awaiting a decision" in added
    assert "Schools and colleges, Vale Constabulary and Vale Council" in added
    assert "1 recommendation to decide about" in text(manager.get("/vale/"))
    url = f"{ROOT}RC-0001/decide/"
    form = {"verdict": "partly", "reasons": ""} | day("day", today())
    form["revision"] = hidden(manager.get(url), "revision")
    refused = manager.post(url, form)
    assert refused.status_code == 422 and "Give the reasons." in text(refused)
    assert "Accepted in part" in text(
        manager.post(url, form | {"reasons": "Not in the first year."}, follow=True)
    )
    stale = manager.post(url, form | {"reasons": "Over it."})
    assert stale.status_code == 409
    assert Recommendation.objects.get().decisions.count() == 1
    row = Recommendation.objects.get()
    assert standing(row)[0] == Standing.ACCEPTED
    action = actions.an_action(council, source=row.record)
    assert standing(row)[0] == Standing.IN_PROGRESS
    actions.an_update(action, "done")
    assert standing(row)[0] == Standing.DONE
    assert "Ask for assurance" in text(manager.get(f"{ROOT}RC-0001/"))
    ask = {"agencies": [council.pk, police.pk]} | day("due", today() + timedelta(days=9))
    assert "The agencies are asked." in text(manager.post(f"{ROOT}RC-0001/ask/", ask, follow=True))
    lead = signed_in("agency-lead", vale, council)
    assert "Vale Council: show that RC-0001 is embedded" in text(lead.get("/vale/"))
    (line,) = digest(lead.account.person, today())
    assert "RC-0001" in line.words and "fathers" not in line.words
    assert "Vale Constabulary" not in text(lead.get(f"{ROOT}assurance/"))
    assert lead.get(f"{ROOT}assurance/AS-0001/").status_code == 404
    answer = {"embedded": "yes", "words": "", "file": files.upload()}
    refused = lead.post(f"{ROOT}assurance/AS-0002/answer/", answer)
    assert refused.status_code == 422 and "Answer “What shows it?”" in text(refused)
    shown = text(
        lead.post(
            f"{ROOT}assurance/AS-0002/answer/",
            answer | {"words": "Audit of 20.", "file": files.upload()},
            follow=True,
        )
    )
    assert "Answered, to be looked at" in shown and "Audit of 20." in shown
    assert "1 answer on assurance to look at" in text(manager.get("/vale/"))
    judge = f"{ROOT}assurance/AS-0002/judge/"
    told = {"accepted": "yes", "words": "", "answer": hidden(manager.get(judge), "answer")}
    assert "Embedded" in text(manager.post(judge, told, follow=True))
    assert standing(row) == (Standing.EMBEDDING, 2, 1)
    page = text(manager.get(f"{ROOT}RC-0001/"))
    assert "Embedded by 1 of 2 agencies" in page
    verbs = set(AuditRow.objects.filter(subject="RC-0001").values_list("verb", flat=True))
    assert {"recommendation.add", "recommendation.accept_assurance"} <= verbs


def test_what_is_sent_back_is_asked_again(vale, council) -> None:
    row = recommendations.accepted(vale, audience=[council])
    assurance = recommendations.asked(row, council)
    lead = signed_in("agency-lead", vale, council)
    first = answer_assurance(
        by=lead.account.person, assurance=assurance, embedded="yes", words="Yes."
    )
    with pytest.raises(ValidationError, match="somebody else decides"):
        judge_assurance(by=lead.account.person, answer=first, accepted=True)
    judge_assurance(by=None, answer=first, accepted=False, words="How do you know?")
    assert "Sent back" in text(lead.get("/vale/"))
    second = answer_assurance(by=None, assurance=assurance, embedded="yes", words="An audit.")
    with pytest.raises(ValidationError, match="newer answer"):
        judge_assurance(by=None, answer=first, accepted=True)
    judge_assurance(by=None, answer=second, accepted=True)
    assert standing(row) == (Standing.EMBEDDED, 1, 1)
    with pytest.raises(ValidationError, match="accepted"):
        answer_assurance(by=None, assurance=assurance, embedded="no", words="Not now.")


def test_an_agency_that_ended_unanswered_is_asked_no_longer(vale, council, police) -> None:
    row = recommendations.accepted(vale)
    for agency in (council, police):
        recommendations.asked(row, agency)
    type(police).objects.filter(pk=police.pk).update(end=today() - timedelta(days=1))
    assert standing(row) == (Standing.EMBEDDING, 1, 0)


def test_a_lead_sees_what_concerns_their_agency(vale, council, police) -> None:
    mine = recommendations.a_recommendation(vale, "To the council", audience=[council])
    recommendations.a_recommendation(vale, "To the police", audience=[police])
    lead = signed_in("agency-lead", vale, council)
    listed = text(lead.get(ROOT))
    assert "To the council" in listed and "To the police" not in listed
    assert lead.get(f"{ROOT}RC-0002/").status_code == 404
    assert lead.get(f"{ROOT}{mine.record.reference}/decide/").status_code == 404
    member = signed_in("group-member", vale, None)
    assert member.get(ROOT).status_code == 404


def test_one_from_a_sealed_record_tells_its_reference_alone(vale, council, manager) -> None:
    record = partnership.a_group(vale, "Closed panel").record
    record = sealed(record, manager.account.person.principal)
    row = recommendations.accepted(
        vale, "Tell Hollow School", source=record, audience=[council], themes=["neglect"]
    )
    recommendations.asked(row, council)
    assert row.record.title == "Recommendation from a sealed record"
    lead = signed_in("agency-lead", vale, council)
    table = lead.get(ROOT).content.decode().partition("<tbody")[2]
    for said in (table, text(lead.get(f"{ROOT}RC-0001/")), text(lead.get(f"{ROOT}?export=csv"))):
        assert "RC-0001" in said
        for secret in ("Hollow", "Closed panel", "Neglect", "Vale Council"):
            assert secret not in said
    for narrowed in ("q=Hollow", "theme=neglect", "state=accepted", f"agency={council.pk}"):
        assert "Nothing here matches" in text(lead.get(f"{ROOT}?{narrowed}"))
    assert lead.get(f"{ROOT}assurance/AS-0001/").status_code == 404
    assert "RC-0001" not in text(lead.get("/vale/"))
    assert "Neglect" not in text(lead.get(f"{ROOT}by/"))
    assert "Tell Hollow School" in text(manager.get(f"{ROOT}RC-0001/"))


def test_owner_and_audience_hold_from_the_day_of_a_change(vale, council, police) -> None:
    row = recommendations.a_recommendation(vale, owner=council, audience=[council])
    said = {"wording": row.wording, "origin": row.origin, "made": row.made}
    owners = row.owners.all()
    owners.update(start=today() - timedelta(days=9))
    change_recommendation(
        by=None, recommendation=row, seen=1, owner=police, audience=[council, police], **said
    )
    was, now = owners.order_by("start")
    assert (was.agency, was.end) == (council, today() - timedelta(days=1))
    assert (now.agency, now.start, now.end) == (police, today(), None)
    assert row.audience.count() == 2
    with pytest.raises(Stale):
        change_recommendation(by=None, recommendation=row, seen=1, **said)


def test_it_is_closed_once_accepted_and_opened_again(vale) -> None:
    row = recommendations.a_recommendation(vale)
    with pytest.raises(ValidationError, match="Decide first"):
        decide(by=None, recommendation=row, verdict="closed", reasons="Done")
    decide(by=None, recommendation=row, verdict="accepted")
    decide(by=None, recommendation=row, verdict="closed", reasons="Done")
    assert standing(row)[0] == Standing.CLOSED
    decide(by=None, recommendation=row, verdict="reopened", reasons="Seen again")
    assert standing(row)[0] == Standing.AWAITING


@given(
    st.sampled_from(["", "accepted", "partly", "refused", "closed", "reopened"]),
    st.integers(0, 3),
    st.integers(0, 3),
    st.integers(0, 3),
    st.integers(0, 3),
)
def test_a_standing_is_open_until_it_was_decided(verdict, done, left, waiting, embedded) -> None:
    found = standing_of(
        verdict, actions=done + left, left=left, asked=waiting + embedded, embedded=embedded
    )
    assert (found == Standing.AWAITING) == (verdict in ("", "reopened"))
    if verdict in ("accepted", "partly"):
        assert (found == Standing.IN_PROGRESS) == (left > 0)
        assert (found == Standing.EMBEDDED) == (left == 0 and waiting == 0 and embedded > 0)


@pytest.mark.parametrize(
    ("verdict", "done", "left", "waiting", "embedded"),
    [
        ("", 1, 0, 0, 0),
        ("accepted", 0, 0, 0, 0),
        ("accepted", 1, 0, 0, 0),
        ("partly", 1, 1, 0, 1),
        ("accepted", 0, 0, 1, 1),
        ("accepted", 0, 0, 0, 1),
        ("refused", 0, 1, 0, 0),
    ],
)
def test_the_database_says_the_same(vale, council, verdict, done, left, waiting, embedded) -> None:
    row = recommendations.accepted(vale)
    for number in range(done + left):
        action = actions.an_action(council, source=row.record)
        if number < done:
            actions.an_update(action, "done")
    for number in range(waiting + embedded):
        assurance = recommendations.asked(row, partnership.an_agency(vale))
        if number < embedded:
            answer = answer_assurance(by=None, assurance=assurance, embedded="yes", words="x")
            judge_assurance(by=None, answer=answer, accepted=True)
    row.decisions.all().delete()
    if verdict:
        decide(by=None, recommendation=row, verdict=verdict, reasons="So.")
    expected = standing_of(
        verdict, actions=done + left, left=left, asked=waiting + embedded, embedded=embedded
    )
    assert standing(row) == (expected, waiting + embedded, embedded)


@pytest.mark.parametrize("page", ["/vale/", ROOT, f"{ROOT}by/", f"{ROOT}assurance/"])
def test_a_page_asks_as_often_with_three_rows_as_with_one(vale, council, manager, page) -> None:
    lead = signed_in("agency-lead", vale, council)
    asked = []
    for rows in (1, 3):
        for _ in range(rows):
            row = recommendations.accepted(
                vale, audience=[council], sectors=["schools"], themes=["neglect"]
            )
            recommendations.asked(row, council)
            recommendations.a_recommendation(vale, owner=council)
        for client in (manager, lead):
            client.get(page)
            with CaptureQueriesContext(connection) as queries:
                client.get(page)
            asked.append(len(queries))
    assert asked[:2] == asked[2:]


def test_its_page_asks_as_often_with_three_rows_as_with_one(vale, council, manager) -> None:
    row = recommendations.accepted(vale, audience=[council])
    asked = []
    for rows in (1, 3):
        for _ in range(rows):
            actions.an_action(council, source=row.record)
            recommendations.asked(row, partnership.an_agency(vale))
            decide(by=None, recommendation=row, verdict="accepted")
        manager.get(f"{ROOT}RC-0001/")
        with CaptureQueriesContext(connection) as queries:
            manager.get(f"{ROOT}RC-0001/")
        asked.append(len(queries))
    assert asked[0] == asked[1]


def test_a_recommendation_of_another_partnership_is_not_there(vale, manager) -> None:
    elsewhere = foundation.partnership("there")
    partnership.numbered_from(elsewhere, 50)
    recommendations.a_recommendation(elsewhere)
    assert "RC-0001" not in text(manager.get(ROOT))
    assert manager.get(f"{ROOT}RC-0001/").status_code == 404


def test_of_one_from_a_record_nobody_is_asked_where_it_comes_from(vale, manager) -> None:
    group = partnership.a_group(vale, "Performance group")
    form = manager.get(f"{ROOT}add/?source={group.record.pk}")
    assert "From GR-0001 Performance group." in text(form)
    assert "Where does it come from?" not in text(form)
    said = {"wording": "Ask fathers", "source": group.record.pk} | day("made", today())
    added = text(manager.post(f"{ROOT}add/", said, follow=True))
    assert "GR-0001 Performance group" in added
    change = manager.get(f"{ROOT}RC-0001/change/")
    assert "Where does it come from?" not in text(change)
    said |= {"wording": "Ask all fathers", "revision": hidden(change, "revision")}
    assert "Ask all fathers" in text(manager.post(f"{ROOT}RC-0001/change/", said, follow=True))
    assert Recommendation.objects.get().source == group.record
