"""Who answers for risks and plans when agencies become others."""

from safeloom.domain.partnership.commands.reorganising.moves import END, STAY, Line, Moves, said
from safeloom.domain.partnership.commands.reorganising.places import earliest
from safeloom.domain.partnership.models import Followed, Post
from safeloom.domain.plans.models import (
    FollowedLineLead,
    FollowedRiskOwner,
    LineLead,
    Responsible,
    RiskOwner,
)


def follow_owners(moves: Moves) -> list[Line]:
    """From the day on a risk is owned by what its owner becomes, and by the post that goes on there."""
    rows = RiskOwner.objects.filter(agency__in=moves.agencies)
    rows = rows.select_related("risk__record", "agency__principal", "post__principal", "group")
    rows = rows.order_by("risk__record__reference", "pk")
    return [
        follow_one(moves, row, FollowedRiskOwner, f"risk-owner-{row.pk}", f"{row.risk.record}")
        for row in moves.lasting(rows)
    ]


def follow_leads(moves: Moves) -> list[Line]:
    """From the day on a line of a plan is led by what its lead becomes. Lines whose year was closed
    stay."""
    rows = LineLead.objects.filter(agency__in=moves.agencies, line__outcome__isnull=True)
    rows = rows.select_related("line__plan__record", "agency__principal", "post__principal")
    rows = rows.order_by("line__plan__record__reference", "line__order", "pk")
    return [
        follow_one(
            moves,
            row,
            FollowedLineLead,
            f"line-lead-{row.pk}",
            f"{row.line.plan.record.reference}, {row.line}",
        )
        for row in moves.lasting(rows)
    ]


def follow_one(moves: Moves, row: Responsible, link: type[Followed], key: str, what: str) -> Line:
    """Let one of those who answer for something pass to one heir. Where it ends, nobody answers."""
    options = moves.choices_for(row.agency_id, each=False, end="Nobody answers for it")
    decision = moves.decided(key, options, options[0].value)
    words = f"{what}, {row.called}"
    happens = said(decision, options)
    if decision == STAY:
        return Line(key, words, happens, tuple(options), decision)
    begun = []
    if decision != END:
        (heir,) = moves.chosen_heirs(row.agency_id, decision)
        kept = {
            field.attname: getattr(row, field.attname)
            for field in row._meta.concrete_fields
            if field.attname not in ("id", "start", "end", "revision", "agency_id", "post_id")
        }
        new = type(row)(
            **kept,
            agency=heir.body,
            post=_post_at(moves, row, heir.body.pk),
            start=moves.day,
            end=earliest(row.end, heir.body.end),
        )
        new.save(force_insert=True)
        begun.append(new)
    moves.end(link, row, begun, what=words)
    return Line(key, words, happens, tuple(options), decision, begins=len(begun))


def _post_at(moves: Moves, row: Responsible, agency: object) -> Post | None:
    """What the post went over into at the heir; None where it has none there."""
    if row.post_id is None:
        return None
    begun = moves.begun.get(("post", row.post_id), [])
    return next((post for post in begun if post.agency_id == agency), None)
