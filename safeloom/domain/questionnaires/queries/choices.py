"""What the steps of a new campaign offer."""

from collections import defaultdict
from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from safeloom.domain.partnership.models import Agency, Group, Seat
from safeloom.domain.partnership.queries.people import known_people, with_work
from safeloom.domain.partnership.queries.schools import apart_from_schools
from safeloom.domain.questionnaires.models import Campaign, Response, Version
from safeloom.domain.questionnaires.queries.rows import campaigns, versions
from safeloom.foundation.access.people import holders
from safeloom.foundation.access.rule import Viewer
from safeloom.foundation.identity.models import Partnership, Person
from safeloom.kernel.registry import Permission, offered


def to_ask(viewer: Viewer, here: Partnership) -> list[Version]:
    """The last published version of each questionnaire, by title. 1 query."""
    rows = versions(viewer, here).filter(published__isnull=False).order_by("number")
    last = {row.questionnaire_id: row for row in rows}
    return sorted(last.values(), key=lambda row: row.questionnaire.record.title)


def earlier(viewer: Viewer, here: Partnership, version: Version) -> QuerySet[Campaign]:
    """The campaigns whose answers may stand beside those of a new one, the last first."""
    rows = campaigns(viewer, here).filter(
        version__questionnaire=version.questionnaire_id, anonymous=False, sent__isnull=False
    )
    return rows.order_by("-due")


def agencies_by_kind(campaign: Campaign, day: date) -> list[tuple[str, str, list[Agency]]]:
    """The agencies of the day that are not asked yet, by kind: its key, its words, and they; of schools those
    that hold a seat. 1 query."""
    asked = Response.objects.filter(campaign=campaign, about__isnull=True, agency__isnull=False)
    rows = Agency.objects.as_at(day).filter(record__partnership=campaign.partnership)
    rows = apart_from_schools(rows.exclude(pk__in=asked.values("agency")), day)
    rows = rows.select_related("principal", "record")
    found: dict[str, list[Agency]] = defaultdict(list)
    for row in rows.order_by("principal__name"):
        found[row.kind].append(row)
    return [(key, words, found[key]) for key, words in Agency.Kind.choices if key in found]


def groups_with_agencies(here: Partnership, day: date) -> list[tuple[Group, set]]:
    """The groups of a day with the agencies that hold seats in them. 2 queries."""
    seats = Seat.objects.as_at(day).filter(group__record__partnership=here, agency__isnull=False)
    found: dict = defaultdict(set)
    for group, agency in seats.values_list("group_id", "agency_id"):
        found[group].add(agency)
    rows = Group.objects.as_at(day).filter(pk__in=found).select_related("principal")
    return [(row, found[row.pk]) for row in rows.order_by("principal__name")]


def people_to_ask(here: Partnership, day: date, first: UUID | None = None) -> QuerySet[Person]:
    """Everybody in the directory with a work e-mail, by name, with their work of a day, at the agency `first`
    where they have some there."""
    return with_work(known_people(here).exclude(work_email=""), here, day, first)


def unit_people(here: Partnership, campaign: Campaign | None = None) -> QuerySet[Person]:
    """Who may look after a campaign: who may change it, and who looks after it now, by name."""
    roles = next(one.roles for one in offered(Permission) if one.key == "campaign.change")
    who = set(holders(here, roles).values_list("pk", flat=True))
    if campaign is not None and campaign.owner_id:
        who.add(campaign.owner_id)
    return known_people(here).filter(pk__in=who)
