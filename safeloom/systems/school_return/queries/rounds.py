"""The rounds of the return, and the bodies a round may ask."""

from collections.abc import Collection
from datetime import date

from django.db.models import QuerySet

from safeloom.domain.partnership.models import Agency, SchoolEntry
from safeloom.domain.partnership.queries.schools import facts_on
from safeloom.domain.questionnaires.models import Campaign, Response
from safeloom.domain.questionnaires.queries.rows import campaigns
from safeloom.foundation.access.rule import Viewer
from safeloom.foundation.identity.models import Partnership
from safeloom.systems.school_return.content import USE

# Early years and other settings that stand in no register are asked as these.
SETTINGS = (Agency.Kind.EARLY_YEARS,)


def rounds(viewer: Viewer, here: Partnership) -> QuerySet[Campaign]:
    """The rounds of a partnership that the viewer may see, the latest first."""
    rows = campaigns(viewer, here).filter(use=USE)
    rows = rows.select_related("previous__record", "previous__version")
    return rows.order_by("-due", "-record__reference")


def to_ask(
    campaign: Campaign, day: date, phases: Collection[str], types: Collection[str], settings: bool
) -> list[Agency]:
    """The schools of these phases and kinds that are not asked yet, as the register has them on a day;
    with `settings` also early years without an entry. 3 queries."""
    asked = set(Response.objects.filter(campaign=campaign).values_list("agency_id", flat=True))
    rows = Agency.objects.as_at(day).filter(record__partnership=campaign.partnership)
    rows = rows.select_related("principal", "record").order_by("principal__name")
    there = [one for one in rows if one.pk not in asked]
    known = facts_on([one.pk for one in there], day)

    def wanted(one: Agency) -> bool:
        entry = known.get(one.pk)
        if entry is None:
            return settings and one.kind in SETTINGS
        return entry.phase in phases and entry.group in types

    return [one for one in there if wanted(one)]


def not_asked(campaign: Campaign, day: date) -> list[tuple[str, str, int]]:
    """Of schools that are not asked yet: each phase with its words and how many there are. Early years
    without an entry stand last, with an empty key. 3 queries."""
    phases, types = SchoolEntry.Phase, SchoolEntry.Group
    found = to_ask(campaign, day, phases.values, types.values, settings=True)
    known = facts_on([one.pk for one in found], day)
    counts: dict[str, int] = {}
    for one in found:
        entry = known.get(one.pk)
        key = entry.phase if entry else ""
        counts[key] = counts.get(key, 0) + 1
    words = [*phases.choices, ("", "Early years outside the register")]
    return [(key, str(said), counts[key]) for key, said in words if key in counts]
