"""The invented county's rounds: what stands in their tables follows from the raw answers, counted by hand."""

from collections import defaultdict
from decimal import ROUND_HALF_UP, Decimal

import pytest

from safeloom.domain.questionnaires.models import Answer, Campaign, ModeratedGrade, Response
from safeloom.domain.questionnaires.queries.given import evaluations
from safeloom.foundation.workflow.models import Move
from safeloom.systems.section_11.content import USE
from safeloom.systems.section_11.demonstration import ASKED, make
from safeloom.systems.section_11.models import Drawable, Equivalent, FeedbackLetter, Visit
from safeloom.systems.section_11.queries.round import standards


def _rounds() -> list[Campaign]:
    """Last year's round and this year's, of a small county without what others add."""
    from safeloom.demonstration.making import make_county

    county = make_county(key="vale", size="small", reports=False, others=False)
    make(county)
    rows = Campaign.objects.filter(use=USE).select_related("version", "previous__version")
    return list(rows.order_by("opens"))


def _by_hand(rows, done: set) -> dict[str, tuple[int, int, int | None]]:
    found = defaultdict(lambda: [0, 0])
    for row in rows:
        if row.question.kind == "grade" and row.response_id in done:
            found[row.question.section.key][0] += row.option.meets
            found[row.question.section.key][1] += 1
    return {key: (*share, _percent(*share)) for key, share in found.items()}


def _percent(meets: int, graded: int) -> int:
    return int((Decimal(100 * meets) / graded).quantize(Decimal(1), ROUND_HALF_UP))


@pytest.mark.django_db
def test_a_countys_rounds_are_run_moderated_and_counted() -> None:
    last, this = rounds = _rounds()
    assert last.responses.count() == this.responses.count() == ASKED
    for campaign in rounds:
        rows = Response.objects.filter(campaign=campaign)
        moved = Move.objects.filter(record__response__in=rows, step="submit")
        done = set(moved.values_list("record__response", flat=True))
        raw = Answer.objects.filter(response__campaign=campaign, option__isnull=False)
        own = _by_hand(raw.select_related("option", "question__section"), done)
        grades = ModeratedGrade.objects.filter(response__campaign=campaign)
        moderated = _by_hand(grades.select_related("option", "question__section"), done)
        shown = standards(campaign)
        assert len(shown) == 9
        for one in shown:
            share = one.own
            assert (share.meets, share.graded, share.percent) == own[one.key]
            if moderated:
                share = one.moderated
                assert (share.meets, share.graded, share.percent) == moderated[one.key]
    by_key = {one.key: one for one in standards(last)}
    assert all(by_key[one.key].own == one.own_before for one in standards(this))
    assert all(by_key[one.key].moderated == one.moderated_before for one in standards(this))
    # Moderation found some a step too high, and none too low.
    assert all(one.moderated.meets <= one.own.meets for one in standards(last))
    assert sum(one.moderated.meets for one in standards(last)) < sum(
        one.own.meets for one in standards(last)
    )
    _could_have_been_submitted(rounds)


def _could_have_been_submitted(rounds: list[Campaign]) -> None:
    rows = Response.objects.filter(campaign__in=rounds, record__moves__step="submit")
    found = evaluations(rows.select_related("agency__principal", "campaign__version"))
    assert len(found) == ASKED - 2 + ASKED // 3
    assert all(one.may_submit for one in found.values())
    assert Equivalent.objects.get().covers.count() == 9
    assert Drawable.objects.filter(place__isnull=False).count() == 3
    assert Visit.objects.filter(held__isnull=False).count() == 3
    assert FeedbackLetter.objects.filter(sent__isnull=False).count() == 3
