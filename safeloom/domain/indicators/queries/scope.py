"""Which measures and returns a question is about, and which of them the asker may see."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from safeloom.domain.area_profile.queries import read_populations
from safeloom.domain.indicators.definitions import Breakdown, Frequency
from safeloom.domain.indicators.models import Measure, Return, Supply
from safeloom.domain.indicators.queries.book import Book, open_book
from safeloom.domain.partnership.models import Agency, Area, FormerName
from safeloom.domain.partnership.queries.names import name_on
from safeloom.domain.partnership.queries.succession import Origin, origins
from safeloom.foundation.access.rule import Viewer
from safeloom.foundation.identity.models import Partnership
from safeloom.foundation.today import today
from safeloom.kernel.ages import AgeBand

# Years and half-years are read further back, so that the one before the last is there.
LONG = (Frequency.HALF, Frequency.YEAR)


@dataclass(frozen=True)
class Scope:
    """What may be seen. `viewer` None is the installation itself, which sees all."""

    partnership: Partnership
    viewer: Viewer | None = None

    def measures(self) -> QuerySet[Measure]:
        """The measures."""
        return self._seen("measure.see", Measure.objects.filter(partnership=self.partnership))

    # The measures asked about are the partnership's own already: where all may be seen, returns and
    # supplies need no join to say so again.

    def returns(self) -> QuerySet[Return]:
        """The returns, to be narrowed to the measures."""
        return self._seen("return.see", Return.objects.all())

    def supplies(self) -> QuerySet[Supply]:
        """Who supplies what, to be narrowed to the measures."""
        return self._seen("return.see", Supply.objects.all())

    @property
    def partial(self) -> bool:
        """Whether some returns only may be seen."""
        return not self._all("return.see")

    def _all(self, permission: str) -> bool:
        return self.viewer is None or self.viewer.may_everywhere(permission, self.partnership.pk)

    def _seen(self, permission: str, rows):
        if self._all(permission):
            return rows
        return self.viewer.rows(permission, rows, self.partnership.pk)


def read_book(
    scope: Scope,
    measures: QuerySet[Measure],
    first: date,
    last: date,
    *,
    first_long: date | None = None,
    about: UUID | None = None,
    day: date | None = None,
    bands: Collection[AgeBand] = (),
) -> Book:
    """The book of some measures with the returns of periods that end from `first` to `last`; those
    of years and half-years from `first_long`. `about` keeps one area's or agency's. Where a measure
    takes its denominator from the area profile, or `bands` are wanted, its populations are read: 2
    more queries."""
    ended = Q(end__gte=first)
    if first_long is not None:
        ended |= Q(end__gte=first_long, measure__frequency__in=LONG)
    returns = scope.returns().filter(ended, end__lte=last)
    supplies = scope.supplies()
    came = origins(scope.partnership)
    if about is not None:
        keys = _with_origins(about, came)
        returns = returns.filter(Q(area_id__in=keys) | Q(agency_id__in=keys))
        supplies = supplies.filter(Q(area_id__in=keys) | Q(agency_id__in=keys, area__isnull=True))
    book = open_book(measures, returns, supplies, day or today())
    book.origins = came
    wanted = {measure.band for measure in book.measures if measure.takes_population} | {*bands}
    if wanted:
        book.populations = read_populations(scope.partnership.pk, wanted)
    return book


def _with_origins(about: UUID, came: dict[UUID, Origin]) -> set[UUID]:
    """An area or agency, and all it came out of."""
    found, ahead = {about}, [about]
    while ahead:
        origin = came.get(ahead.pop())
        earlier = {*origin.wholly, *origin.partly} - found if origin else set()
        found |= earlier
        ahead += earlier
    return found


def names_of(keys: set[UUID | None], day: date | None = None) -> dict[UUID, str]:
    """What areas and agencies are called on a day (today), by key: two queries."""
    keys = {key for key in keys if key}
    areas = Area.objects.filter(pk__in=keys).values_list("pk", "record__title")
    agencies = Agency.objects.filter(pk__in=keys).annotate(called=name_on(day or today()))
    agencies = agencies.values_list("pk", "called")
    return dict(areas) | dict(agencies)


def former_names(names: dict[UUID, str]) -> list[tuple[UUID, str]]:
    """What these agencies were called before, the latest first: a query."""
    rows = FormerName.objects.filter(agency__in=[*names]).order_by("-end")
    return list(rows.values_list("agency_id", "name"))


def abouts(partnership: Partnership, *, viewer: Viewer | None = None) -> list[tuple[str, str]]:
    """The areas and agencies that measures are returned about, as pairs of `area-…` or `agency-…`
    with its key and its name: two queries."""
    supplies = Scope(partnership, viewer).supplies().filter(measure__partnership=partnership)
    areas = Area.objects.filter(pk__in=supplies.values("area_id"))
    agencies = Agency.objects.filter(
        pk__in=supplies.filter(measure__breakdown=Breakdown.AGENCY).values("agency_id")
    )
    pairs = [*areas.order_by("record__title").values_list("pk", "record__title")]
    pairs = [(f"area-{pk}", name) for pk, name in pairs]
    agencies = agencies.annotate(called=name_on(today()))
    named = agencies.order_by("called").values_list("pk", "called")
    return pairs + [(f"agency-{pk}", name) for pk, name in named]
