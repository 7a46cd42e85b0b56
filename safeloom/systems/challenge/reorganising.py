"""Between whom disagreements and challenges are when agencies become others: what is open passes on."""

from django.db.models import Exists, OuterRef

from safeloom.domain.partnership.commands.reorganising.moves import STAY, Line, Moves, said
from safeloom.foundation.workflow.models import Move
from safeloom.systems.challenge.models import FollowedParty, Party
from safeloom.systems.challenge.workflows import CLOSED, FINAL


def follow(moves: Moves) -> list[Line]:
    """What is open is between those that carry the work on, from the day on. What has ended stays between
    those that it was between."""
    ended = Move.objects.filter(record=OuterRef("record"), to__in=(*FINAL, CLOSED))
    rows = moves.lasting(Party.objects.filter(~Exists(ended), agency__in=moves.agencies))
    rows = rows.select_related("record", "agency__principal")
    return [_follow_one(moves, row) for row in rows.order_by("record__reference", "side")]


def _follow_one(moves: Moves, row: Party) -> Line:
    key = f"challenge-{row.pk}"
    words = f"{row.record.reference}, {row.agency.name}"
    options = moves.choices_for(row.agency_id, each=False, end=None)
    decision = moves.decided(key, options, options[0].value)
    if decision == STAY:
        return Line(key, words, said(decision, options), tuple(options), decision)
    (heir,) = moves.chosen_heirs(row.agency_id, decision)
    new = Party.objects.create(
        record=row.record, agency=heir.body, side=row.side, start=moves.day, end=row.end
    )
    moves.end(FollowedParty, row, [new], what=words)
    return Line(key, words, said(decision, options), tuple(options), decision, begins=1)
