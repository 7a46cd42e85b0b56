"""The populations of a partnership at hand, for working rates out."""

from collections.abc import Collection
from uuid import UUID

from safeloom.domain.area_profile.in_force import Estimate, Place, Populations
from safeloom.domain.area_profile.models import Population
from safeloom.domain.partnership.models import Area
from safeloom.kernel.ages import AgeBand


def read_populations(partnership: UUID, bands: Collection[AgeBand] | None = None) -> Populations:
    """The populations of some age bands (None: all) with the areas they are of: 2 queries."""
    areas = Area.objects.filter(record__partnership=partnership)
    known = areas.values_list("pk", "record__title", "start", "end")
    found = Populations({key: Place(key, *rest) for key, *rest in known})
    rows = Population.objects.filter(partnership=partnership)
    if bands is not None:
        rows = rows.filter(from_age__in={band.first for band in bands})
    what = ("from_age", "to_age", "id", "area_id", "day", "number", "source", "provisional")
    for first, last, *said in rows.order_by("day").values_list(*what):
        band = AgeBand(first, last)
        if bands is None or band in bands:
            estimate = Estimate(*said)
            found.estimates.setdefault((estimate.area, band), []).append(estimate)
    return found
