"""Who pays contributions when agencies become others."""

from safeloom.domain.finance.models import FollowedPayer, Payer
from safeloom.domain.partnership.commands.reorganising.moves import (
    EACH,
    STAY,
    Line,
    Moves,
    said,
)
from safeloom.domain.partnership.commands.reorganising.places import earliest


def follow(moves: Moves) -> list[Line]:
    """What is left of a contribution is paid by what its payer becomes: by one, or by each in equal parts.
    What was agreed, invoiced and paid before stays as it was, and all of a year that is closed."""
    rows = Payer.objects.filter(
        agency__in=moves.agencies, contribution__year__closed__isnull=True
    ).select_related(
        "agency__principal",
        "contribution__year",
        "contribution__head__parent",
        "contribution__agency__principal",
    )
    rows = list(
        moves.lasting(rows).order_by("contribution__year__start", "contribution__head__title", "pk")
    )
    there = moves.lasting(
        Payer.objects.filter(contribution__in={row.contribution_id for row in rows})
    )
    taken = set(
        there.exclude(pk__in=[row.pk for row in rows]).values_list("contribution_id", "agency_id")
    )
    return [_follow_one(moves, row, taken) for row in rows]


def _follow_one(moves: Moves, row: Payer, taken: set) -> Line:
    key = f"payer-{row.pk}"
    heirs = moves.heirs(row.agency_id)
    options = moves.choices_for(row.agency_id, each=True, end="Nobody pays what is left")
    decision = moves.decided(key, options, EACH if len(heirs) > 1 else heirs[0].key)
    contribution = row.contribution
    words = f"Contribution of {contribution.agency.name}, {contribution.head}, {contribution.year}"
    if decision == STAY:
        return Line(key, words, said(decision, options), tuple(options), decision)
    begun = []
    for one in moves.chosen_heirs(row.agency_id, decision):
        if (row.contribution_id, one.body.pk) in taken:
            continue
        taken.add((row.contribution_id, one.body.pk))
        new = Payer(
            contribution=contribution,
            agency=one.body,
            start=moves.day,
            end=earliest(row.end, one.body.end),
        )
        new.save(force_insert=True)
        begun.append(new)
    moves.end(FollowedPayer, row, begun, what=words)
    return Line(
        key,
        words,
        said(decision, options),
        tuple(options),
        decision,
        begins=len(begun),
        detail="What is left of it is paid so; what was paid stays.",
    )
