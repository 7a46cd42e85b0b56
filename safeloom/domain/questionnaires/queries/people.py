"""Who is asked: an agency's leads, whoever was named, and which of them sign in."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db.models import DateField, Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Cast

from safeloom.domain.partnership.models import DirectoryEntry
from safeloom.domain.questionnaires.models import Contributor, Response
from safeloom.foundation.access.leaving import leavers
from safeloom.foundation.access.models import Grant
from safeloom.foundation.dated import holding
from safeloom.foundation.identity.models import Account, Membership, Partnership, Person
from safeloom.foundation.today import today

LEAD = "agency-lead"


def leads_of(partnership: Partnership, agencies: Iterable[UUID]) -> dict[UUID, set[UUID]]:
    """For each of these agencies the people whom a grant of its lead reaches today, directly or through
    what they belong to. A query a level of membership, of which there are few."""
    day = today()
    grants = Grant.objects.filter(
        holding(day), partnership=partnership, role=LEAD, over__in=list(agencies)
    )
    reached: dict[UUID, set[UUID]] = defaultdict(set)
    for principal, over in grants.values_list("principal_id", "over_id"):
        reached[principal].add(over)
    members = Membership.objects.filter(holding(day))
    ahead = set(reached)
    while ahead:
        further = set()
        for member, of in members.filter(of__in=ahead).values_list("member_id", "of_id"):
            if not reached[of] <= reached[member]:
                reached[member] |= reached[of]
                further.add(member)
        ahead = further
    found: dict[UUID, set[UUID]] = defaultdict(set)
    for person in Person.objects.filter(pk__in=reached).values_list("pk", flat=True):
        for agency in reached[person]:
            found[agency].add(person)
    return dict(found)


def reachable(people: Iterable[UUID]) -> set[UUID]:
    """Those of them who can be told by mail: they sign in, or have a work e-mail."""
    keys = set(people)
    mailed = Person.objects.filter(pk__in=keys).exclude(work_email="")
    accounts = Account.objects.filter(person__in=keys, is_active=True)
    return {*mailed.values_list("pk", flat=True), *accounts.values_list("person_id", flat=True)}


def over(day: date, prefix: str = "") -> Q:
    """Whoever may no longer answer by `day`, though nobody removed them: who left the partnership and its
    directory, and who was brought in as lead of the agency and is its lead no more. Of contributors, or of
    rows that lead to one by `prefix`. Asked within the query that looks for them."""
    person, agency = OuterRef(f"{prefix}person"), OuterRef(f"{prefix}response__agency")
    known = DirectoryEntry.objects.as_at(day).filter(
        person=person, partnership=OuterRef(f"{prefix}response__campaign__partnership")
    )
    left = Exists(leavers(day).filter(pk=person)) & ~Exists(known)
    since = Cast(OuterRef(f"{prefix}added"), DateField())
    ended = Q(end__lt=day, end__gte=since)
    led = Grant.objects.filter(role=LEAD, over=agency)
    by_post = Membership.objects.filter(member=person, of__in=led_by_posts(agency))
    by_post_now = Membership.objects.filter(
        holding(day), member=person, of__in=led_by_posts(agency, holding(day))
    )
    was = Exists(led.filter(ended, principal=person)) | Exists(by_post.filter(ended))
    still = Exists(led.filter(holding(day), principal=person)) | Exists(by_post_now)
    return left | (Q(**{f"{prefix}leads": True}) & was & ~still)


def led_by_posts(agency: OuterRef, on: Q | None = None) -> QuerySet:
    """The principals that were ever given the lead of an agency, or are `on` a day, within a query for
    memberships of them."""
    return Grant.objects.filter(on or Q(), role=LEAD, over=OuterRef(agency)).values("principal")


def signing_in(contributors: Iterable[Contributor]) -> set[tuple[UUID, UUID]]:
    """Which of these people answer which response by signing in, as pairs of person and response: they have
    an account, and are leads of its agency. All the others get links. The contributors know their
    response with its campaign."""
    rows = list(contributors)
    accounts = set(
        Account.objects.filter(
            person__in={one.person_id for one in rows}, is_active=True
        ).values_list("person_id", flat=True)
    )
    rows = [one for one in rows if one.person_id in accounts and one.response.agency_id]
    found: set[tuple[UUID, UUID]] = set()
    for partnership in {one.response.campaign.partnership for one in rows}:
        here = [one for one in rows if one.response.campaign.partnership == partnership]
        leads = leads_of(partnership, {one.response.agency_id for one in here})
        found |= {
            (one.person_id, one.response_id)
            for one in here
            if one.person_id in leads.get(one.response.agency_id, ())
        }
    return found


def contributors_of(responses: Iterable[Response]) -> list[Contributor]:
    """Who may answer these responses, those removed left out and those who left, with what a mail to them
    needs."""
    rows = Contributor.objects.filter(
        response__in=[one.pk for one in responses], removed__isnull=True
    ).exclude(over(today()))
    return list(
        rows.select_related(
            "person__principal",
            "person__account",
            "capacity",
            "response__record",
            "response__about",
            "response__campaign__record",
            "response__campaign__partnership",
        ).prefetch_related("response__extensions")
    )
