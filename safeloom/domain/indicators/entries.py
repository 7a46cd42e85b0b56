"""One return as somebody gives it."""

from dataclasses import dataclass, field
from decimal import Decimal

from safeloom.domain.indicators.definitions import State
from safeloom.domain.indicators.models import Measure
from safeloom.domain.partnership.models import Agency, Area
from safeloom.kernel.periods import Period


@dataclass(frozen=True, slots=True)
class Entry:
    """What is to be written for one measure, period and area or agency (neither: the whole).

    `reason` is needed where it replaces what was returned before. `seen` is the revision the form
    was opened with. `row` names its place in a file or form in messages.
    """

    measure: Measure
    period: Period
    area: Area | None = None
    agency: Agency | None = None
    state: str = State.SUPPLIED
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    value: Decimal | None = None
    narrative: str = ""
    reason: str = ""
    seen: int | None = None
    row: int = 0

    # Where it is written: there is one return to a place. Looked at many times for each entry.
    place: tuple = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        of = self.area if self.area is not None else self.agency
        place = self.measure.pk, self.period.end, of.pk if of is not None else None
        object.__setattr__(self, "place", place)

    @property
    def about(self):
        """The key of what it is about; None for the whole partnership."""
        return self.place[2]


def entry_for(
    measure: Measure, period: Period, about: Area | Agency | None = None, **said
) -> Entry:
    """An entry for an area, an agency or the whole, whichever `about` is."""
    area = about if isinstance(about, Area) else None
    agency = about if isinstance(about, Agency) else None
    return Entry(measure=measure, period=period, area=area, agency=agency, **said)
