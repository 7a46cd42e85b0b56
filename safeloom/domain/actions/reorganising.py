"""Who owns an action when agencies become others: what is open passes on, what is closed stays."""

from django.db.models import Q

from safeloom.domain.actions import addresses
from safeloom.domain.actions.models import FollowedOwnership, Ownership
from safeloom.domain.partnership.commands.reorganising.moves import STAY, Line, Moves, said
from safeloom.domain.partnership.models import Post, Reorganisation

_MOST = 20


def follow(moves: Moves) -> list[Line]:
    """Open actions are owned by what their agency becomes, from the day on: by the post that goes on
    there and the same person. Those that were closed stay with who owned them."""
    rows = moves.lasting(
        Ownership.objects.filter(agency__in=moves.agencies, action__ended__isnull=True)
    )
    rows = rows.select_related("action__record", "action__source", "agency__principal")
    return [_follow_one(moves, row) for row in rows.order_by("action__record__reference", "start")]


def _follow_one(moves: Moves, row: Ownership) -> Line:
    key = f"action-{row.pk}"
    words = f"{row.action.record.reference} {row.action.record.title}"
    if row.start is not None and row.start > moves.eve:
        warning = f"{row.agency.name} got it after the day. Reassign it by hand."
        return Line(key, words, f"Stays with {row.agency.name}", warning=warning)
    options = moves.choices_for(row.agency_id, each=False, end=None)
    decision = moves.decided(key, options, options[0].value)
    if decision == STAY:
        return Line(key, words, said(decision, options), tuple(options), decision)
    (heir,) = moves.chosen_heirs(row.agency_id, decision)
    new = Ownership.objects.create(
        action=row.action,
        agency=heir.body,
        post=_post(moves, row, heir.body.pk),
        person_id=row.person_id,
        start=moves.day,
        end=row.end,
    )
    moves.end(FollowedOwnership, row, [new], what=words)
    return Line(key, words, said(decision, options), tuple(options), decision, begins=1)


def _post(moves: Moves, row: Ownership, agency) -> Post | None:
    """The post that goes on at the heir in place of the one that owned it."""
    begun = moves.begun.get(("post", row.post_id), []) if row.post_id else []
    return next((post for post in begun if post.agency_id == agency), None)


def obstacles(act: Reorganisation) -> list[tuple[str, str]]:
    """Actions given to what the act made, and those it passed on that were reassigned since."""
    made = act.agency_heirs.filter(agency__isnull=False).exclude(name="").values("agency")
    posts = act.followedpost_rows.filter(begun__isnull=False).values("begun")
    links = FollowedOwnership.objects.filter(act=act, begun__isnull=False)
    begun = Q(pk__in=links.values("begun"))
    since = (Q(agency__in=made) | Q(post__in=posts)) & ~begun
    rows = Ownership.objects.filter(since | (begun & Q(revision__gt=1)))
    rows = rows.select_related("action__record__partnership", "agency__principal")
    here = act.record.partnership
    return [
        (
            f"{row.action.record.reference} was given to {row.agency.name} since.",
            addresses.of_action(here, row.action),
        )
        for row in rows.order_by("action__record__reference")[:_MOST]
    ]
