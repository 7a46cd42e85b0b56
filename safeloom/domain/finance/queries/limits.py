"""Who may approve what: holders of posts, within the limits of the day, and never what they asked for."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import F, Prefetch, Q, QuerySet
from django.db.models.functions import Lower

from safeloom.domain.finance.models import Limit, LimitHead, Spend
from safeloom.domain.partnership.models import PersonAlias, Post, PostHolding
from safeloom.foundation.identity.models import Partnership, Person
from safeloom.kernel.money import money_words


@dataclass(frozen=True, slots=True)
class Approver:
    """Somebody who may approve, by which limit; `signs_in` where an account lets them."""

    person: Person
    limit: Limit
    signs_in: bool

    @property
    def words(self) -> str:
        """`Robin Fernhollow, Head of service (up to £5,000)`."""
        return f"{self.person.name}, {self.limit.post.title} ({up_to(self.limit)})"


def up_to(limit: Limit) -> str:
    """`up to £5,000`, or that there is no limit."""
    return "any amount" if limit.up_to is None else f"up to {money_words(limit.up_to)}"


def limits(here: Partnership, day: date | None = None) -> QuerySet[Limit]:
    """The limits of a partnership, of all times or as at a day, the highest last."""
    rows = Limit.objects.filter(partnership=here)
    if day is not None:
        rows = rows.as_at(day)
    heads = LimitHead.objects.select_related("head__parent").order_by("head__position")
    return (
        rows.select_related("post__principal", "post__agency__principal")
        .prefetch_related(Prefetch("heads", heads, to_attr="heads_now"))
        .order_by(F("up_to").asc(nulls_last=True), "post__principal__name")
    )


def covers(limit: Limit, spend: Spend) -> bool:
    """Whether a limit (of `limits`) is about the head and the amount of spending."""
    if limit.up_to is not None and spend.amount > limit.up_to:
        return False
    keys = {each.head_id for each in limit.heads_now}
    return not keys or bool(keys & {spend.head_id, spend.head.parent_id})


def entries_of(person: Person | None) -> frozenset[UUID]:
    """The keys of all entries of the person: those made one with theirs, those that are reached at the
    same work address or sign in with it, and theirs in turn. 3 queries for most people."""
    found: set[UUID] = set()
    more = {person.pk} if person is not None else set()
    while more:
        found |= more
        more = (_made_one(more) | _reached_the_same(more)) - found
    return frozenset(found)


def _made_one(keys: set[UUID]) -> set[UUID]:
    pairs = PersonAlias.objects.filter(Q(person__in=keys) | Q(kept__in=keys))
    return {key for pair in pairs.values_list("person_id", "kept_id") for key in pair}


def _reached_the_same(keys: set[UUID]) -> set[UUID]:
    emails = {address.casefold() for address in _addresses(keys)}
    if not emails:
        return set()
    rows = Person.objects.annotate(work=Lower("work_email"), signing=Lower("account__email"))
    same = rows.filter(Q(work__in=emails) | Q(signing__in=emails))
    return set(same.values_list("pk", flat=True))


def _addresses(keys: Iterable[UUID]) -> set[str]:
    rows = Person.objects.filter(pk__in=list(keys)).values_list("work_email", "account__email")
    return {address for pair in rows for address in pair if address}


def approvers(spend: Spend, day: date) -> list[Approver]:
    """Who may approve spending on a day, by name: each once, with the highest limit that lets them. At
    most 6 queries."""
    here = spend.year.partnership
    fit = {each.post_id: each for each in limits(here, day) if covers(each, spend)}
    own = entries_of(spend.asked_by)
    held = PostHolding.objects.as_at(day).filter(post__in=fit).exclude(person__in=own)
    found = {}
    for each in held.select_related("person__principal", "person__account"):
        account = getattr(each.person, "account", None)
        found[each.person_id] = Approver(
            each.person, fit[each.post_id], bool(account and account.is_active)
        )
    return sorted(found.values(), key=lambda each: (each.person.name, str(each.person.pk)))


def right_to(spend: Spend, person: Person | None, day: date) -> Limit | None:
    """By which limit a person may approve spending on a day; None where they may not, having asked for it
    themselves included."""
    if person is None or person.pk in entries_of(spend.asked_by):
        return None
    mine = entries_of(person)
    if spend.asked_by_id in mine:
        return None
    fit = {
        each.post_id: each for each in limits(spend.year.partnership, day) if covers(each, spend)
    }
    held = PostHolding.objects.as_at(day).filter(post__in=fit, person=person)
    return next((fit[key] for key in held.order_by("pk").values_list("post_id", flat=True)), None)


def mine_to_approve(
    here: Partnership, person: Person | None, waiting: QuerySet[Spend], day: date
) -> list[Spend]:
    """Of what waits, what a person may approve on a day. At most 7 queries, however much waits."""
    if person is None:
        return []
    held = PostHolding.objects.as_at(day).filter(person=person).values("post_id")
    fit = list(limits(here, day).filter(post__in=held))
    if not fit:
        return []
    own = entries_of(person)
    return [
        spend
        for spend in waiting
        if spend.asked_by_id not in own and any(covers(limit, spend) for limit in fit)
    ]


def may_be_limited(here: Partnership, day: date) -> QuerySet:
    """The posts that may be given a limit on a day."""
    rows = Post.objects.filter(agency__record__partnership=here).as_at(day)
    return rows.select_related("principal", "agency__principal").order_by(
        "agency__principal__name", "principal__name"
    )
