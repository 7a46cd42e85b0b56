"""Roles over agencies, and roles that agencies and posts bring."""

from datetime import timedelta

from django.db.models import Q

from safeloom.domain.partnership.commands.reorganising.moves import (
    EACH,
    END,
    Line,
    Moves,
    Option,
    said,
)
from safeloom.domain.partnership.commands.reorganising.places import earliest
from safeloom.domain.partnership.models import FollowedGrant, PostHolding
from safeloom.foundation.access.models import Grant
from safeloom.foundation.identity.models import Principal

# So long a role over an agency that ended goes on: what it still owes has to be returned by somebody.
HAND_OVER = timedelta(days=92)


def follow(moves: Moves) -> list[Line]:
    """From the day a role over an agency is one over what it becomes; over the agency itself it goes on
    for the hand-over. A role that a post or an agency brings is brought by what follows it."""
    posts = {key for kind, key in moves.begun if kind == "post"}
    over = Q(over__in=moves.agencies) if moves.ending else Q(pk__in=[])
    bringing = Q(principal__in=posts)
    if moves.ending:
        bringing |= Q(principal__in=moves.agencies)
    rows = moves.lasting(Grant.objects.filter(over | bringing, partnership=moves.partnership_id))
    rows = rows.select_related("principal", "over", "partnership").order_by("principal__name", "pk")
    return [_follow_one(moves, grant) for grant in rows]


def _follow_one(moves: Moves, grant: Grant) -> Line:
    key = f"grant-{grant.pk}"
    words = f"{grant.principal.name}: {grant.get_role_display().lower()}"
    whose = _following(moves, grant)
    if grant.over_id not in moves.agencies or not moves.ending:
        begun = [_begin(moves, grant, who, grant.over) for who in whose]
        moves.end(FollowedGrant, grant, [one for one in begun if one], what=words)
        return Line(
            key, words, f"Is brought by {_named(whose)}" if whose else "Ends", begins=len(begun)
        )
    words += f" over {moves.was[grant.over_id].name}"
    options = moves.choices_for(grant.over_id, each=True)
    options = [Option(one.value, _over(one)) for one in options]
    decision = moves.decided(key, options, _usual(moves, grant))
    heirs = moves.chosen_heirs(grant.over_id, decision)
    begun = [_begin(moves, grant, who, one.body.principal) for who in whose for one in heirs]
    begun = [one for one in begun if one]
    last, told = moves.eve, ""
    if decision != END:
        last = earliest(grant.end, moves.eve + HAND_OVER)
        told = "Keeps the old one for three months, so that what it still owes can be returned."
    if decision != END and whose != [grant.principal]:
        for who in whose:
            begun.append(_begin(moves, grant, who, grant.over, last))
        last = moves.eve
    moves.end(FollowedGrant, grant, [one for one in begun if one], what=words, last=last)
    return Line(key, words, said(decision, options), tuple(options), decision, "", len(begun), told)


def _over(option: Option) -> str:
    return option.words.replace("Passes to", "Over").replace(
        "Each of them gets one", "Over each of them"
    )


def _usual(moves: Moves, grant: Grant) -> str:
    """The heir to which the posts of the person went, where that is one of several; else the first."""
    heirs = moves.heirs(grant.over_id)
    held = PostHolding.objects.filter(person=grant.principal_id, start=moves.day)
    at = set(held.values_list("post__agency_id", flat=True))
    theirs = [one.key for one in heirs if one.body.pk in at]
    if len(heirs) > 1 and len(theirs) == len(heirs):
        return EACH
    return theirs[0] if theirs else heirs[0].key


def _following(moves: Moves, grant: Grant) -> list[Principal]:
    """Who has the role from the day: what follows the post or agency, else the same."""
    if ("post", grant.principal_id) in moves.begun:
        return [post.principal for post in moves.begun["post", grant.principal_id]]
    if grant.principal_id in moves.agencies and moves.ending:
        return [one.body.principal for one in moves.heirs(grant.principal_id)]
    return [grant.principal]


def _begin(moves: Moves, grant: Grant, who: Principal, over, last=None) -> Grant | None:
    """The role from the day on; none where it is held already."""
    end = earliest(grant.end, last)
    same = Grant.objects.filter(
        principal=who, partnership=grant.partnership, role=grant.role, over=over
    ).exclude(pk=grant.pk)
    if same.overlapping(moves.day, end).exists():
        return None
    return Grant.objects.create(
        principal=who,
        partnership=grant.partnership,
        role=grant.role,
        over=over,
        start=moves.day,
        end=end,
    )


def _named(principals: list[Principal]) -> str:
    return " and ".join(dict.fromkeys(one.name for one in principals))
