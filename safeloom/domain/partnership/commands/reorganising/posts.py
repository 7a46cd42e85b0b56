"""Posts and who holds them, with the memberships that access reads."""

from django.core.exceptions import ValidationError

from safeloom.domain.partnership.commands import dated
from safeloom.domain.partnership.commands.reorganising.moves import STAY, Line, Moves, Placed, said
from safeloom.domain.partnership.commands.reorganising.places import earliest
from safeloom.domain.partnership.models import (
    FollowedPost,
    FollowedPostHolding,
    Post,
    PostHolding,
)
from safeloom.foundation.access.models import Grant
from safeloom.foundation.identity.models import Principal

_LONGEST = 120


def follow(moves: Moves) -> list[Line]:
    """A post passes with who holds it. Posts of one title become one that several share, unless one of
    them brings a role: nobody gets a role by that. Of a post that each heir gets, the first one's
    goes on with its holders."""
    rows = moves.lasting(Post.objects.filter(agency__in=moves.agencies))
    rows = list(rows.select_related("principal", "agency__principal"))
    rows.sort(key=lambda post: (post.title.casefold(), post.agency.name.casefold(), str(post.pk)))
    there = _there(moves)
    roles = set(
        moves.lasting(
            Grant.objects.filter(principal__post__agency__record__partnership=moves.partnership_id)
        ).values_list("principal_id", flat=True)
    )
    return [_follow_one(moves, post, there, roles) for post in rows]


def _there(moves: Moves) -> dict[tuple, Post]:
    heirs = {one.body.pk for placed in moves.agencies.values() for one in placed}
    rows = moves.lasting(Post.objects.filter(agency__in=heirs)).select_related(
        "principal", "agency"
    )
    return {(post.agency_id, post.title.casefold()): post for post in rows}


def _follow_one(moves: Moves, post: Post, there: dict, roles: set) -> Line:
    key = f"post-{post.pk}"
    options = moves.choices_for(post.agency_id, each=True)
    decision = moves.decided(key, options, options[0].value)
    held = moves.lasting(PostHolding.objects.filter(post=post)).select_related("person__principal")
    holders = list(held.order_by("start", "pk"))
    words = _told(post, holders)
    if decision == STAY:
        return Line(key, words, said(decision, options), tuple(options), decision)
    begun, warning, detail = [], "", ""
    for one in moves.chosen_heirs(post.agency_id, decision):
        new, fresh, told = _place(moves, post, one, there, roles)
        if fresh:
            warning = warning or told
        else:
            detail = detail or told
        begun.append((new, fresh))
    _pass_holders(moves, holders, begun[0][0] if begun else None, post)
    moves.begun["post", post.pk] = [new for new, _ in begun]
    moves.end(FollowedPost, post, [new for new, fresh in begun if fresh], what=words)
    made = sum(fresh for _, fresh in begun)
    return Line(
        key, words, said(decision, options), tuple(options), decision, warning, made, detail
    )


def _place(
    moves: Moves, post: Post, heir: Placed, there: dict, roles: set
) -> tuple[Post, bool, str]:
    """The post at the heir, whether it is a new one, and what is to be looked at."""
    title = post.title
    other = there.get((heir.body.pk, title.casefold()))
    brings = set(roles) | {key for kind, key in moves.begun if kind == "role"}
    if other is not None and not {post.pk, other.pk} & brings:
        return other, False, f"Joins the other post called “{title}”: they share it."
    warning = ""
    if other is not None:
        title = f"{title} ({post.agency.name})"[:_LONGEST]
        if (heir.body.pk, title.casefold()) in there:
            raise ValidationError(
                f"{heir.name} would have the post “{title}” twice. Change one title first."
            )
        warning = f"Is called “{title}”: another has its title, and one of the two brings a role."
    principal = Principal.objects.create(kind=Principal.Kind.POST, name=title)
    new = Post(
        principal=principal,
        agency=heir.body,
        start=moves.day,
        end=earliest(post.end, heir.body.end),
    )
    dated.belong([new], [(new.pk, heir.body.pk)])
    new.save(force_insert=True)
    there[heir.body.pk, title.casefold()] = new
    if post.pk in roles:
        moves.begun["role", new.pk] = [post]
    return new, True, warning


def _pass_holders(moves: Moves, holders: list[PostHolding], new: Post | None, post: Post) -> None:
    there = set()
    if new is not None:
        lasting = moves.lasting(PostHolding.objects.filter(post=new))
        there = set(lasting.values_list("person_id", flat=True))
    for held in holders:
        begun = []
        if new is not None and held.person_id not in there:
            row = PostHolding(
                post=new, person=held.person, start=moves.day, end=earliest(held.end, new.end)
            )
            dated.belong([row], [(row.person_id, new.pk)])
            row.save(force_insert=True)
            begun.append(row)
        moves.end(FollowedPostHolding, held, begun, what=f"{held.person.name} as {post.title}")


def _told(post: Post, holders: list[PostHolding]) -> str:
    names = ", ".join(held.person.name for held in holders) or "vacant"
    return f"{post.title}, {post.agency.name} ({names})"
