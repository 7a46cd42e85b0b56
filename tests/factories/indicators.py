"""Invented measures, who supplies them, and returns, built through the commands."""

from datetime import date
from decimal import Decimal
from itertools import count

from safeloom.domain.indicators.commands import add_measure, ask_for, enter_return
from safeloom.domain.indicators.definitions import Breakdown, Frequency, Polarity, State, Unit
from safeloom.domain.indicators.entries import entry_for
from safeloom.domain.indicators.models import Measure, Return
from safeloom.foundation.identity.models import Partnership
from safeloom.kernel.period_reading import read_period
from safeloom.kernel.periods import Period
from tests.factories import Place, sample

_number = count(1)
LATER = date(2030, 1, 1)


def measure(partnership: Partnership, key: str = "", **fields) -> Measure:
    """A number of things, returned every quarter for each area, fewer being better."""
    key = key or f"measure-{next(_number)}"
    fields = {
        "title": key.replace("-", " ").capitalize(),
        "numerator": "Things",
        "unit": Unit.COUNT,
        "polarity": Polarity.LOWER,
        "frequency": Frequency.QUARTER,
    } | fields
    return add_measure(by=None, partnership=partnership, key=key, **fields)


def percentage(partnership: Partnership, key: str = "", **fields) -> Measure:
    """A part of a whole, more being better, to one decimal."""
    fields = {
        "numerator": "Things in time",
        "denominator": "Things",
        "part_of_whole": True,
        "unit": Unit.PERCENT,
        "decimals": 1,
        "polarity": Polarity.HIGHER,
    } | fields
    return measure(partnership, key, **fields)


def period(text: str) -> Period:
    """A period as it is written."""
    return read_period(text)


def returned(of: Measure, when: str | Period, about=None, number=None, **said) -> Return:
    """A return; `number` is the value, or (numerator, denominator), or nothing was supplied."""
    if isinstance(number, tuple):
        said |= {"numerator": Decimal(number[0]), "denominator": Decimal(number[1])}
    elif number is not None:
        said |= {"value": Decimal(number)}
    else:
        said = {"state": State.NOT_SUPPLIED} | said
    when = period(when) if isinstance(when, str) else when
    entry = entry_for(of, when, about, **({"narrative": "Explained."} | said))
    return enter_return(by=None, entry=entry, day=LATER)


def supply(of: Measure, agency, area=None, **said):
    """An agency is asked for a measure."""
    return ask_for(by=None, measure=of, agency=agency, area=area, **said)


def _measure_of(place: Place) -> Measure:
    """A measure its agency supplies about itself."""
    found = measure(place.partnership, breakdown=Breakdown.AGENCY)
    supply(found, place.agency)
    return found


@sample("indicators:measure", by=("agency",))
def _of_measure(place: Place) -> dict[str, object]:
    return {"key": _measure_of(place).key}


@sample("indicators:measure-change", "indicators:measure-target", "indicators:measure-ask", by=())
def _of_measure_changed(place: Place) -> dict[str, object]:
    return {"key": _measure_of(place).key}


@sample("indicators:supply-stop", by=())
def _of_supply(place: Place) -> dict[str, object]:
    return {"pk": _measure_of(place).supplies.get().pk}


@sample("indicators:return", "indicators:return-restate", by=("agency",))
def _of_return(place: Place) -> dict[str, object]:
    return {"pk": returned(_measure_of(place), "Q1 2025-26", place.agency, 3).pk}


@sample("indicators:returns-enter", by=("agency",))
def _of_entering(place: Place) -> dict[str, object]:
    _measure_of(place)
    return {"agency": place.agency.pk, "period": period("Q1 2025-26").key()}
