"""Inspections for tests."""

from datetime import date
from itertools import count

from safeloom.foundation.identity.models import Partnership
from safeloom.systems.inspections.commands import inspections
from safeloom.systems.inspections.models import Inspection
from tests.factories import Place, sample

_NUMBERS = count(1)


def an_inspection(
    here: Partnership, title: str = "", *, begins: date | None = None, **said
) -> Inspection:
    """An inspection on days that are known, or expected in words."""
    said = {"kind": "mock", "certain": begins is not None} | said
    if begins is None:
        said.setdefault("expected", "Next year")
    title = title or f"Inspection {next(_NUMBERS)}"
    made = inspections.Said(title=title, begins=begins, **said)
    return inspections.add(by=None, partnership=here, said=made)


@sample("inspections:inspection", "inspections:position", by=("agency",))
def _inspection(place: Place) -> dict[str, object]:
    return {"reference": an_inspection(place.partnership, agency=place.agency).record.reference}


@sample("inspections:change", "inspections:judge", by=())
def _of_the_unit(place: Place) -> dict[str, object]:
    return {"reference": an_inspection(place.partnership).record.reference}


@sample("inspections:remove-judgement", by=())
def _judged(place: Place) -> dict[str, object]:
    row = an_inspection(place.partnership)
    made = inspections.judge(by=None, inspection=row, heading="Overall", grade="Good")
    return {"reference": row.record.reference, "pk": made.pk}
