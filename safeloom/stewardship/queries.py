"""What stewardship reads: only what is one partnership's."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

from allauth.mfa.models import Authenticator
from django.db.models import Case, Exists, OuterRef, Q, QuerySet, Value, When

from safeloom.domain.partnership.models import Agency, DirectoryEntry, Post
from safeloom.domain.partnership.models.group import Group, of_partnership
from safeloom.domain.partnership.queries.people import with_work
from safeloom.foundation.access.commands.accounts import subject_of
from safeloom.foundation.access.factors import STRONG_TYPES
from safeloom.foundation.access.leaving import leavers
from safeloom.foundation.access.models import Grant
from safeloom.foundation.access.queries import reaches
from safeloom.foundation.access.rule import Viewer
from safeloom.foundation.audit import chain
from safeloom.foundation.audit.models import AuditRow
from safeloom.foundation.identity.models import (
    Account,
    Partnership,
    PasswordLink,
    Person,
    Principal,
)
from safeloom.foundation.records.models import Record
from safeloom.foundation.retention.due import Due, period_of
from safeloom.foundation.retention.models import (
    LegalHold,
    RetentionItem,
    RetentionPeriod,
    RetentionRun,
)
from safeloom.foundation.retention.rules import AFTER_LEAVING, AT_LEAVING, ending_with
from safeloom.foundation.today import today


def accounts(partnership: Partnership) -> QuerySet[Account]:
    """The accounts of the people of a partnership: of those in its directory or with a role in it,
    and of those who were and now work with no other. `strong` says whether they have a second step,
    `left` whether they have left, `state` how far the account is: see `STATES` of the accounts' page."""
    ours_ever = _tied(Q(partnership=partnership))
    ours = _tied(_open() & Q(partnership=partnership))
    elsewhere = _tied(_open() & ~Q(partnership=partnership))
    rows = Account.objects.filter(ours | (ours_ever & ~elsewhere))
    return (
        rows.select_related("person__principal")
        .annotate(
            strong=Exists(_second_steps()),
            left=Exists(leavers(today()).filter(pk=OuterRef("person_id"))),
        )
        .annotate(state=_state())
    )


def people_without_account(partnership: Partnership) -> QuerySet[Person]:
    """Who stands in the directory and cannot sign in yet, by name, with their work."""
    listed = DirectoryEntry.objects.as_at(today()).filter(partnership=partnership)
    rows = Person.objects.filter(pk__in=listed.values("person_id"), account__isnull=True)
    return with_work(rows.select_related("principal"), partnership, today())


def people_ever(partnership: Partnership) -> QuerySet[Person]:
    """Everybody a partnership knows or knew: in its directory, or with a role in it, of all times; by
    name, with their work of today."""
    listed = DirectoryEntry.objects.filter(partnership=partnership)
    given = Grant.objects.filter(partnership=partnership)
    rows = Person.objects.filter(
        Q(pk__in=listed.values("person_id")) | Q(pk__in=given.values("principal_id"))
    )
    return with_work(rows.select_related("principal"), partnership, today())


def known_elsewhere(account: Account, partnership: Partnership) -> bool:
    """Whether another partnership knows the account's owner or has given them anything."""
    entries = DirectoryEntry.objects.filter(_open(), person_id=account.person_id)
    known = set(entries.values_list("partnership_id", flat=True)) | reaches(account.person)
    return bool(known - {partnership.pk})


def grants(partnership: Partnership) -> QuerySet[Grant]:
    """The roles given in a partnership, of all times."""
    rows = Grant.objects.filter(partnership=partnership)
    return rows.select_related("principal", "over", "partnership")


def grants_of(account: Account, partnership: Partnership) -> list[Grant]:
    """The roles given to a person by name in a partnership, the latest first."""
    return list(grants(partnership).filter(principal_id=account.person_id).order_by("-pk"))


def may_be_given(partnership: Partnership) -> QuerySet[Principal]:
    """Whom a role may be given: the people, posts, groups and agencies of the partnership today."""
    day = today()
    people = DirectoryEntry.objects.as_at(day).filter(partnership=partnership)
    posts = Post.objects.as_at(day).filter(agency__record__partnership=partnership)
    return Principal.objects.filter(
        Q(pk__in=people.values("person_id"))
        | Q(pk__in=posts.values("pk"))
        | Q(pk__in=may_be_over(partnership).values("pk"))
    ).order_by("kind", "name")


def may_be_over(partnership: Partnership) -> QuerySet[Principal]:
    """What a role may be over: the agencies and groups of the partnership today."""
    day = today()
    agencies = Agency.objects.as_at(day).filter(record__partnership=partnership)
    groups = Group.objects.as_at(day).filter(of_partnership()(partnership.pk))
    return Principal.objects.filter(
        Q(pk__in=agencies.values("pk")) | Q(pk__in=groups.values("pk"))
    ).order_by("kind", "name")


def audit(viewer: Viewer, partnership: Partnership) -> QuerySet[AuditRow]:
    """The rows of a partnership's chain, and those of the installation's that are about the accounts
    of its people; without what was done with sealed records that are not open to the viewer."""
    keys = accounts(partnership).values_list("pk", flat=True)
    ours = [subject_of(Account(pk=key)) for key in keys]
    about = Q(partnership__isnull=True, subject__in=ours)
    rows = AuditRow.objects.filter(Q(partnership=partnership) | about)
    return viewer.unsealed(rows).select_related("by", "seal")


def names(partnership: Partnership) -> dict[str, str]:
    """The names of a partnership's people (by their own key and their account's), posts, groups and
    agencies, by key."""
    entered = DirectoryEntry.objects.filter(partnership=partnership).values("person_id")
    given = Grant.objects.filter(partnership=partnership).values("principal_id")
    posts = Post.objects.filter(agency__record__partnership=partnership).values("pk")
    agencies = Agency.objects.filter(record__partnership=partnership).values("pk")
    groups = Group.objects.filter(of_partnership()(partnership.pk)).values("pk")
    reached = Q(pk__in=entered) | Q(pk__in=given) | Q(pk__in=posts)
    rows = Principal.objects.filter(reached | Q(pk__in=agencies) | Q(pk__in=groups))
    found: dict[str, str] = {}
    for key, account, name in rows.values_list("pk", "person__account__pk", "name"):
        found[str(key)] = name
        if account:
            found[str(account)] = name
    return found


@dataclass(frozen=True)
class State:
    """How far a partnership's audit is proven."""

    sealed: int
    unsealed: int
    head: dict | None
    head_at: datetime | None
    verified: datetime | None
    proven: int
    faults: tuple[chain.Fault, ...]


def state(partnership: Partnership) -> State:
    """What is sealed, the last head outside the database, and what the last verifying found."""
    count, _ = chain.head(partnership.pk)
    heads = chain.heads_written(partnership.key)
    last = chain.last_verdict()
    faults = last[1].faults if last else ()
    return State(
        sealed=count,
        unsealed=AuditRow.objects.filter(partnership=partnership, seal__isnull=True).count(),
        head=heads[-1] if heads else None,
        head_at=datetime.fromisoformat(heads[-1]["at"]) if heads else None,
        verified=last[0] if last else None,
        proven=last[1].proven if last else 0,
        faults=tuple(f for f in faults if f.chain in {partnership.key, "installation"}),
    )


def state_of(grant: Grant, day: date) -> str:
    """Whether a role is held on a day."""
    if grant.holds(day):
        return "Held now"
    return "Later" if grant.start and grant.start > day else "Ended"


def link_of(account: Account) -> PasswordLink | None:
    """The link with which an account's owner may choose a password, if there is one that works."""
    return PasswordLink.objects.filter(account=account, expires__gte=datetime.now(UTC)).first()


def _state() -> Case:
    """How far an account is. Django marks a password that cannot be used by an exclamation mark."""
    invitation = Q(password_link__kind=PasswordLink.Kind.INVITATION)
    over = Q(password_link__expires__lt=datetime.now(UTC))
    return Case(
        When(is_active=False, then=Value("closed")),
        When(left=True, then=Value("left")),
        When(~Q(password__startswith="!"), then=Value("open")),  # noqa: S106
        When(invitation & over, then=Value("ended")),
        When(invitation & Q(password_link__opened__isnull=False), then=Value("opened")),
        When(invitation, then=Value("invited")),
        default=Value("new"),
    )


def _second_steps() -> QuerySet[Authenticator]:
    return Authenticator.objects.filter(user=OuterRef("pk"), type__in=STRONG_TYPES)


def _open() -> Q:
    return Q(end__isnull=True) | Q(end__gte=today())


def _tied(to: Q) -> Q:
    entries = DirectoryEntry.objects.filter(to).values("person_id")
    granted = Grant.objects.filter(to).values("principal_id")
    return Q(person_id__in=entries) | Q(person_id__in=granted)


def address_is_taken(email: str) -> bool:
    """Whether an account on this installation signs in with an address."""
    return Account.objects.filter(email=email).exists()


def periods(partnership: Partnership) -> QuerySet[RetentionPeriod]:
    """The periods of retention a partnership set for itself, the latest first."""
    return RetentionPeriod.objects.filter(partnership=partnership).order_by("-start")


def period_now(partnership: Partnership, day: date) -> RetentionPeriod | None:
    """The one that holds on a day."""
    return period_of(partnership, day)


def holds(viewer: Viewer, partnership: Partnership, day: date) -> QuerySet[LegalHold]:
    """The legal holds of a partnership on a day, but for those on sealed records that are not open to the
    viewer."""
    rows = LegalHold.objects.as_at(day).filter(partnership=partnership)
    rows = rows.select_related("person__principal", "record", "partnership")
    return viewer.unsealed(rows).order_by("start", "pk")


def runs(partnership: Partnership) -> QuerySet[RetentionRun]:
    """The confirmed runs of the rules of retention, the latest first."""
    rows = RetentionRun.objects.filter(partnership=partnership)
    return rows.select_related("partnership", "confirmed_by__principal")


def progress(run: RetentionRun) -> tuple[int, int, list[RetentionItem]]:
    """How many people of a run have ended, how many are left, and who was left alone."""
    ended = run.items.filter(done__isnull=False, why_not="").count()
    left = run.items.filter(done__isnull=True).count()
    alone = run.items.exclude(why_not="").select_related("person__principal")
    return ended, left, list(alone)


def record_of(viewer: Viewer, partnership: Partnership, reference: str) -> Record | None:
    """The record of a reference, whatever its capitals; None where it is sealed from the viewer."""
    rows = Record.objects.filter(partnership=partnership, reference__iexact=reference.strip())
    return viewer.unsealed(rows).first()


def kinds_of(found: Sequence[Due]) -> list[tuple[str, int]]:
    """How many rows of each kind would be blanked, neutralised or removed: a query a kind."""
    ends = [each for each in found if not each.stopped]
    whole = [each.person.pk for each in ends if each.whole]
    every = [each.person.pk for each in ends]
    counts: Counter[str] = Counter()
    seen = set()
    for each in ending_with(frozenset({AT_LEAVING, AFTER_LEAVING})):
        keys = every if each.rule.keep == AT_LEAVING else whole
        if keys and (each.model, each.rule.keep) not in seen:
            seen.add((each.model, each.rule.keep))
            rows = each.model._base_manager.filter(**{f"{each.way}__in": keys})
            counts[str(each.model._meta.verbose_name_plural)] += rows.count()
    counts["accounts"] += Account.objects.filter(person__in=every, is_active=False).count()
    return sorted((kind, many) for kind, many in counts.items() if many)
