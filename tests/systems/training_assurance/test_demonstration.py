"""The invented county's round: its table and report block follow from the raw answers, counted by hand."""

import pytest

from safeloom.domain.questionnaires.models import Answer, Campaign
from safeloom.reports.material import BlockContext
from safeloom.systems.training_assurance.content import USE
from safeloom.systems.training_assurance.demonstration import ASKED, make
from safeloom.systems.training_assurance.models import PeerGrade, PeerReview
from safeloom.systems.training_assurance.queries.rounds import parts_of
from safeloom.systems.training_assurance.report import by_section, choices


def _by_hand(rows) -> dict[str, tuple[int, int]]:
    found: dict[str, tuple[int, int]] = {}
    for row in rows:
        meets, graded = found.get(row.question.section.key, (0, 0))
        found[row.question.section.key] = (meets + row.option.meets, graded + 1)
    return found


@pytest.mark.django_db
def test_a_countys_round_is_handed_in_reviewed_and_counted() -> None:
    from safeloom.demonstration.making import make_county

    county = make_county(key="vale", size="small", reports=False, others=False)
    make(county)
    campaign = Campaign.objects.select_related("version").get(use=USE)
    assert campaign.responses.count() == ASKED
    assert PeerReview.objects.count() == ASKED - 1
    assert PeerReview.objects.filter(done__isnull=True).count() == 1
    raw = Answer.objects.filter(response__campaign=campaign, option__isnull=False)
    own = _by_hand(raw.select_related("option", "question__section"))
    peers = _by_hand(PeerGrade.objects.select_related("option", "question__section"))
    shown = parts_of(campaign)
    assert len(shown) == 4
    assert {one.key: (one.own.meets, one.own.graded) for one in shown} == own
    assert {one.key: (one.peers.meets, one.peers.graded) for one in shown} == peers
    here, day = county.partnership, county.today
    assert choices(here) == [(campaign.record_id, campaign.record.title)]
    block = by_section(BlockContext(here, day, day, day, "2026", about=[campaign.record]))
    told = {one.id: one.value for one in block.numbers}
    root = f"training-assurance/{campaign.record.reference.lower()}"
    for name, by_key in (("own", own), ("peers", peers)):
        for key, (meets, many) in by_key.items():
            assert told[f"{root}/{key}/{name}/meets"] == meets
            assert told[f"{root}/{key}/{name}/graded"] == many
            assert told[f"{root}/{key}/{name}/share"] == int(100 * meets / many + 0.5)
    assert len(told) == 3 * (len(own) + len(peers))
    # Peers found some a step too high, and none too low.
    assert sum(one[0] for one in peers.values()) <= sum(one[0] for one in own.values())
