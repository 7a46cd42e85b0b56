"""Adding, changing and closing posts, and who holds them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from safeloom.domain.partnership.commands import checks, dated
from safeloom.domain.partnership.models import Agency, Post, PostHolding
from safeloom.foundation.audit import commands as audit
from safeloom.foundation.identity.models import Partnership, Person, Principal
from safeloom.foundation.records.commands import next_revision


@dataclass(frozen=True, kw_only=True)
class Holder:
    """Somebody who holds a post or seat from `start` to `end`. `since` is what was said of a seat's first
    day where that is no certain day."""

    person: Person
    start: date | None = None
    end: date | None = None
    since: str = ""


@dataclass(frozen=True, kw_only=True)
class NewPost:
    """What is said of a post when it is added, and who holds it."""

    agency: Agency
    title: str
    start: date | None = None
    end: date | None = None
    holders: tuple[Holder, ...] = ()


@transaction.atomic
def add(*, by: Person | None, new: NewPost) -> Post:
    """Add a post to an agency. Refused when the agency has one of that title on the same days."""
    dated.locked(new.agency)
    (post,) = write(new.agency.record.partnership, [new])
    _audit(by, post, "post.add", after={"title": post.title, **audit.fields_of(post)})
    return post


@transaction.atomic
def add_many(*, by: Person | None, partnership: Partnership, new: Sequence[NewPost]) -> list[Post]:
    """Add many posts of a partnership's agencies and their holders at once, under one audit row."""
    posts = write(partnership, new)
    audit.write(
        by=by,
        verb="post.add_many",
        subject=f"{len(posts)} posts",
        partnership=partnership,
        after={"posts": [post.pk for post in posts]},
    )
    return posts


@transaction.atomic
def change(
    *,
    by: Person | None,
    post: Post,
    seen: int | None,
    title: str,
    start: date | None,
    end: date | None,
) -> Post:
    """Change a post's title or days."""
    next_revision(post, seen)
    post = Post.objects.select_related("principal", "agency__record").get(pk=post.pk)
    with audit.changing(
        post, post.principal, by=by, verb="post.change", subject=str(post.pk), **_where(post)
    ):
        post.principal.name = checks.words(title, "title", "the title of the post")
        post.start, post.end = start, end
        checks.in_order(post)
        checks.within(post, post.agency, post.agency.name)
        checks.holds_all(post, post.holdings.all(), "Somebody holds it")
        _alone([post])
        post.principal.save()
        dated.redate(post, start, end)
    return post


@transaction.atomic
def close(*, by: Person | None, post: Post, seen: int | None, day: date) -> Post:
    """End a post on `day`, its last; whoever holds it holds it until then."""
    next_revision(post, seen)
    with audit.changing(post, by=by, verb="post.close", subject=str(post.pk), **_where(post)):
        checks.closes(post, day)
        dated.end_all(PostHolding.objects.filter(post=post), day, "Holding this post")
        dated.redate(post, post.start, day)
    return post


@transaction.atomic
def hold(
    *,
    by: Person | None,
    post: Post,
    person: Person,
    start: date | None,
    end: date | None = None,
) -> PostHolding:
    """Say that a person holds a post. Two may share one; nobody holds one twice at a time."""
    checks.not_for_oneself(by, person, post.pk)
    post = dated.locked(post)
    (holding,) = fill(
        [(post, Holder(person=person, start=start, end=end))],
        post.agency.record.partnership,
        list(post.holdings.all()),
    )
    after = audit.fields_of(holding)
    _audit(by, post, "post.hold", after=after)
    return holding


@transaction.atomic
def release(*, by: Person | None, holding: PostHolding, seen: int | None, day: date) -> PostHolding:
    """Say that `day` was the last on which a person held a post."""
    return _redate(by, "post.release", holding, seen, holding.start, day)


@transaction.atomic
def correct(
    *,
    by: Person | None,
    holding: PostHolding,
    seen: int | None,
    start: date | None,
    end: date | None,
) -> PostHolding:
    """Correct the days on which a person held a post."""
    return _redate(by, "post.correct", holding, seen, start, end)


@transaction.atomic
def withdraw(*, by: Person | None, holding: PostHolding) -> None:
    """Take away what was entered by mistake: the person never held the post."""
    before = audit.fields_of(holding)
    _audit(by, holding.post, "post.withdraw", before=before)
    dated.remove(holding)


def write(partnership: Partnership, new: Sequence[NewPost]) -> list[Post]:
    """Write posts and their holders by the rules of `add` and `hold`, without an audit row: for a
    verb that writes its own."""
    principals = Principal.objects.bulk_create(
        Principal(
            kind=Principal.Kind.POST, name=checks.words(one.title, "title", "the title of the post")
        )
        for one in new
    )
    posts = []
    for principal, one in zip(principals, new, strict=True):
        post = Post(principal=principal, agency=one.agency, start=one.start, end=one.end)
        checks.in_order(post)
        checks.within(post, one.agency, one.agency.name)
        posts.append(post)
    _alone(posts)
    dated.belong(posts, [(post.pk, post.agency_id) for post in posts])
    Post.objects.bulk_create(posts)
    holders = [
        (post, holder) for post, one in zip(posts, new, strict=True) for holder in one.holders
    ]
    if holders:
        fill(holders, partnership, [])
    return posts


def _alone(posts: Sequence[Post]) -> None:
    others = Post.objects.filter(agency__in={post.agency_id for post in posts})
    standing = list(others.exclude(pk__in=[post.pk for post in posts]).select_related("principal"))
    taken: dict[tuple, list[Post]] = {}
    for other in standing:
        taken.setdefault((other.agency_id, other.title.casefold()), []).append(other)
    for post in posts:
        same = taken.setdefault((post.agency_id, post.title.casefold()), [])
        for other in same:
            if checks.meet(post, other):
                message = f"The agency has this post already {checks.said(other)}."
                raise ValidationError({"title": message})
        same.append(post)


def fill(
    holders: Sequence[tuple[Post, Holder]], partnership: Partnership, standing: list[PostHolding]
) -> list[PostHolding]:
    """Write who holds which post, likewise; `standing` are the holdings of these posts so far."""
    checks.known([holder.person for _, holder in holders], [partnership.pk])
    held: dict[tuple, list[PostHolding]] = {}
    for other in standing:
        held.setdefault((other.post_id, other.person_id), []).append(other)
    rows = []
    for post, holder in holders:
        row = PostHolding(post=post, person=holder.person, start=holder.start, end=holder.end)
        _fits(row, held.setdefault((post.pk, holder.person.pk), []))
        held[post.pk, holder.person.pk].append(row)
        rows.append(row)
    dated.belong(rows, [(row.person_id, row.post_id) for row in rows])
    return PostHolding.objects.bulk_create(rows)


def _fits(row: PostHolding, others: Sequence[PostHolding]) -> None:
    checks.in_order(row)
    checks.within(row, row.post, row.post.title)
    checks.apart(row, others, lambda other: f"They hold this post {checks.said(other)} already.")


def _redate(
    by: Person | None,
    verb: str,
    holding: PostHolding,
    seen: int | None,
    start: date | None,
    end: date | None,
) -> PostHolding:
    next_revision(holding, seen)
    dated.locked(holding.post)
    if checks.lasts_longer(holding, start, end):
        checks.not_for_oneself(by, holding.person, holding.post_id)
    subject = str(holding.post_id)
    with audit.changing(holding, by=by, verb=verb, subject=subject, **_where(holding.post)):
        holding.start, holding.end = start, end
        same = PostHolding.objects.filter(post=holding.post, person=holding.person)
        _fits(holding, list(same.exclude(pk=holding.pk)))
        dated.redate(holding, start, end)
    return holding


def _where(post: Post) -> dict:
    return {"partnership": post.agency.record.partnership, "record": post.agency.record}


def _audit(by: Person | None, post: Post, verb: str, **changed: Any) -> None:
    audit.write(by=by, verb=verb, subject=str(post.pk), **_where(post), **changed)
