"""Policy impact: on the rota, said by the agency, presented, answered by the board."""

from collections import Counter
from datetime import date, timedelta
from types import SimpleNamespace

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from safeloom.foundation.today import today
from safeloom.reports.material import BlockContext
from safeloom.systems.inspections.addresses import of_inspection
from safeloom.systems.policy_impact.commands import impacts as verbs
from safeloom.systems.policy_impact.demonstration import TURNS, make
from safeloom.systems.policy_impact.home import agenda, digest
from safeloom.systems.policy_impact.models import PolicyImpact
from safeloom.systems.policy_impact.report import presented
from tests.domain.actions.conftest import signed_in
from tests.domain.actions.said import day, text
from tests.factories import inspections, meetings, partnership, policy_impact

ROOT = "/vale/assurance/policy-impact/"
PAGE = f"{ROOT}PO-0001/"


def seen(row: PolicyImpact) -> dict[str, int]:
    """The revision that a form is opened with now."""
    row.record.refresh_from_db()
    return {"revision": row.record.revision}


def test_from_the_rota_to_the_boards_answer(vale, council, police, manager) -> None:
    rota = {"agencies": [council.pk, police.pk], "months": "3"} | day("first", date(2027, 1, 31))
    listed = text(manager.post(f"{ROOT}rota/", rota, follow=True))
    assert "31 January 2027" in listed and "30 April 2027" in listed
    mine = PolicyImpact.objects.get(agency=council)
    page = f"{ROOT}{mine.record.reference}/"
    verbs.move(by=None, impact=mine, due=today())
    lead = signed_in("agency-lead", vale, council)
    (line,) = digest(lead.account.person, today())
    assert line.words == "Policy impact: Vale Council: say what the policy changed"
    source = inspections.an_inspection(vale, "Of the council", agency=council)
    said = {"policy": "Whom to ring", "because": "IP-9999", "revision": mine.record.revision}
    refused = lead.post(f"{page}change/", said)
    assert refused.status_code == 422 and "a record you can see here" in text(refused)
    said["because"] = source.record.reference
    shown = text(lead.post(f"{page}change/", said, follow=True))
    assert "Whom to ring" in shown and "IP-0001" in shown
    assert lead.post(f"{page}change/", said).status_code == 409
    presented = day("presented", today()) | seen(mine)
    assert "what difference it made" in text(manager.post(f"{page}presented/", presented))
    said |= seen(mine) | {"difference": "They are heard sooner."}
    lead.post(f"{page}change/", said)
    more = {"what": "Figures", "shows": "More of them."}
    assert "More of them." in text(lead.post(f"{page}evidence/", more, follow=True))
    assert lead.get(f"{page}presented/").status_code == 404
    noted = text(manager.post(f"{page}presented/", presented | seen(mine), follow=True))
    assert "Presented" in noted
    answer = {"level": "part", "words": "Show it in a year."} | seen(mine)
    answer |= day("follow_up", today() + timedelta(days=30))
    page_now = text(manager.post(f"{page}assurance/", answer, follow=True))
    assert "Assured in part" in page_now and "Board looks again" in page_now
    assert "Follow-up" in text(manager.get("/vale/"))


def test_a_lead_sees_and_writes_their_own_alone(vale, council, police) -> None:
    policy_impact.said(council, "Mine")
    policy_impact.said(police, "Theirs")
    lead = signed_in("agency-lead", vale, council)
    # The way there and back: an agency’s lead sees no campaigns.
    assert ROOT in lead.get("/vale/assurance/responses/").content.decode()
    back = lead.get(PAGE).context["trail"]
    assert [lead.get(address).status_code for _, address in back] == [200, 200]
    listed = text(lead.get(ROOT))
    assert "Mine" in listed and "Theirs" not in listed
    assert lead.get(f"{ROOT}PO-0002/").status_code == 404
    assert lead.get(f"{ROOT}PO-0002/change/").status_code == 404
    assert lead.get(f"{PAGE}assurance/").status_code == 404


def test_what_was_presented_stays(council) -> None:
    row = policy_impact.presented(council)
    said = verbs.Said(policy="Other")
    with pytest.raises(ValidationError, match="stays as it is"):
        verbs.say(by=None, impact=row, seen=None, said=said)
    with pytest.raises(ValidationError, match="stays as it is"):
        policy_impact.evidence(row)
    with pytest.raises(ValidationError, match="stays as it is"):
        verbs.move(by=None, impact=row, due=today())


def test_the_board_answers_what_was_presented(council) -> None:
    row = policy_impact.said(council)
    with pytest.raises(ValidationError, match="First note where"):
        verbs.assure(by=None, impact=row, level="full", words="So")
    with pytest.raises(ValidationError, match="once it was presented"):
        verbs.present(by=None, impact=row, presented=today() + timedelta(days=1))
    verbs.present(by=None, impact=row, presented=today())
    with pytest.raises(ValidationError, match="after it was presented"):
        verbs.assure(by=None, impact=row, level="full", words="So", follow_up=today())


def test_a_change_over_one_that_was_not_seen_is_refused(vale, council, manager) -> None:
    row = policy_impact.said(council)
    opened = seen(row)
    other = signed_in("coordinator", vale)
    moved = day("due", today() + timedelta(days=9)) | opened
    assert other.post(f"{PAGE}move/", moved).status_code == 302
    later = day("due", today() + timedelta(days=90)) | opened
    refused = manager.post(f"{PAGE}move/", later)
    assert refused.status_code == 409 and "Choose which version to keep" in text(refused)
    # What the agency says now is not what the unit read.
    verbs.say(by=None, impact=row, seen=None, said=verbs.Said(policy="Other", difference="None"))
    noted = day("presented", today())
    assert manager.post(f"{PAGE}presented/", noted | opened).status_code == 409
    row.refresh_from_db()
    assert row.due == today() + timedelta(days=9) and row.presented is None
    assert manager.post(f"{PAGE}presented/", noted | seen(row)).status_code == 302
    opened = seen(row)
    first = {"level": "full", "words": "They are heard."} | opened
    assert other.post(f"{PAGE}assurance/", first).status_code == 302
    refused = text(
        manager.post(f"{PAGE}assurance/", {"level": "none", "words": "Not so."} | opened)
    )
    assert "They are heard." in refused and "Not so." in refused
    assert [one.level for one in row.assurances.all()] == ["full"]


def test_both_pages_tell_what_a_policy_followed_from_and_what_shows_it(
    vale, council, police, manager
) -> None:
    found, shows = (inspections.an_inspection(vale, one, agency=council) for one in ("It", "Shows"))
    row = policy_impact.said(council, "Whom to ring")
    said = verbs.Said(policy="Whom to ring", difference="Sooner.", because=found.record)
    verbs.say(by=None, impact=row, seen=None, said=said)
    for _ in range(2):
        kept = policy_impact.evidence(row, shows.record)
    assert "Led to a changed policy" in text(manager.get(of_inspection(vale, found)))
    assert "Evidence of what a policy did" in text(manager.get(of_inspection(vale, shows)))
    page = text(manager.get(PAGE))
    assert page.count("IP-0001") == 1 and page.count("IP-0002") == 2, "told once, where it is said"
    # Another agency’s lead does not learn of it, nor anybody of what was taken out.
    lead = signed_in("agency-lead", vale, police)
    assert lead.get(PAGE).status_code == 404
    for one in row.evidence.all():
        verbs.remove_evidence(by=None, evidence=one)
    assert kept.impact == row
    assert "Evidence of" not in text(manager.get(of_inspection(vale, shows)))


def test_the_agenda_of_the_board_says_who_presents(vale, council, police) -> None:
    board = partnership.a_group(vale, kind="board")
    other = partnership.a_group(vale)
    policy_impact.a_turn(council, today())
    policy_impact.a_turn(police, today() + timedelta(days=9))
    policy_impact.presented(police)
    (line,) = agenda(vale, board, today(), None)
    assert line.words.startswith("Vale Council presents PO-0001")
    assert other.kind == "board" or not agenda(vale, other, today(), None)


def test_it_is_presented_at_a_meeting(vale, council, manager) -> None:
    row = policy_impact.said(council)
    meeting = meetings.a_meeting(partnership.a_group(vale), today())
    noted = {"meeting": meeting.pk} | seen(row)
    page = text(manager.post(f"{PAGE}presented/", noted, follow=True))
    assert meeting.title in page
    assert PolicyImpact.objects.get().presented == meeting.day


def test_the_block_equals_a_count_by_hand(vale, council, police) -> None:
    for level in ("full", "part", "part", ""):
        policy_impact.presented(council, level=level)
    policy_impact.presented(police, today() - timedelta(days=40), "none")
    policy_impact.said(police)
    start = today() - timedelta(days=30)
    context = BlockContext(vale, start, today(), today(), "")
    told = {one.id.rpartition("/")[2]: int(one.value) for one in presented(context).numbers}
    rows = [row for row in PolicyImpact.objects.all() if row.presented and row.presented >= start]
    last = [row.assurances.order_by("-at").first() for row in rows]
    by_hand = Counter(one.level if one else "open" for one in last)
    assert told == {"none": 0, "all": len(rows), **by_hand}
    assert told == {"all": 4, "full": 1, "part": 2, "none": 0, "open": 1}


def test_the_county_has_turns_over_and_to_come(vale, council) -> None:
    county = SimpleNamespace(
        partnership=vale, today=today(), agencies=dict.fromkeys(TURNS, council)
    )
    make(county)
    assert PolicyImpact.objects.filter(presented__isnull=False).count() == 2
    assert PolicyImpact.objects.count() == len(TURNS)


@pytest.mark.parametrize("page", [ROOT, PAGE, "/vale/"])
def test_a_page_asks_as_often_with_three_rows_as_with_one(vale, council, manager, page) -> None:
    first = policy_impact.said(council)
    asked = []
    for rows in (1, 3):
        for _ in range(rows):
            policy_impact.said(council)
            policy_impact.evidence(first)
        manager.get(page)
        with CaptureQueriesContext(connection) as counted:
            manager.get(page)
        asked.append(len(counted))
    assert asked[0] == asked[1]
