"""Adding measures, targets and supplies many at once, by the rules of the single verbs."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction

from safeloom.domain.indicators.commands.measures import check_about
from safeloom.domain.indicators.models import Measure, MeasureTarget, Supply
from safeloom.domain.indicators.queries.book import about_of
from safeloom.domain.partnership.models import Agency, Area
from safeloom.foundation.audit import commands as audit
from safeloom.foundation.identity.models import Partnership, Person
from safeloom.foundation.records.commands import new_records


@dataclass(frozen=True, kw_only=True)
class NewTarget:
    """A target of a measure on some days."""

    measure: Measure
    value: Decimal
    tolerance: Decimal = Decimal(0)
    start: date | None = None
    end: date | None = None


@dataclass(frozen=True, kw_only=True)
class NewSupply:
    """What an agency is asked for, about an area or not, for periods that end on some days."""

    measure: Measure
    agency: Agency
    area: Area | None = None
    days_allowed: int = 30
    start: date | None = None
    end: date | None = None


@transaction.atomic
def add_measures(
    *, by: Person | None, partnership: Partnership, new: Sequence[dict[str, Any]]
) -> list[Measure]:
    """Add many measures under one audit row; each of `new` holds a title and the fields of
    `Measure`. They come back in the same order. Raises `ValidationError`."""
    measures = write(partnership, new)
    keys = [measure.key for measure in measures]
    _audit(by, partnership, "measure.add_many", f"{len(measures)} measures", measures=keys)
    return measures


@transaction.atomic
def set_targets(
    *, by: Person | None, partnership: Partnership, new: Sequence[NewTarget]
) -> list[MeasureTarget]:
    """Set the targets of measures that have none on those days, under one audit row. Raises
    `ValidationError`."""
    targets = [MeasureTarget(**vars(said)) for said in new]
    cleaned(targets)
    there = MeasureTarget.objects.filter(measure__in={said.measure.pk for said in new})
    _apart([*there, *targets], lambda target: target.measure_id)
    MeasureTarget.objects.bulk_create(targets)
    keys = [said.measure.key for said in new]
    _audit(by, partnership, "target.set_many", f"{len(targets)} targets", measures=keys)
    return targets


@transaction.atomic
def ask_for_many(
    *, by: Person | None, partnership: Partnership, new: Sequence[NewSupply]
) -> list[Supply]:
    """Ask agencies for many returns under one audit row. Raises `ValidationError` where another
    agency is asked for the same on the same days."""
    supplies = [Supply(**vars(said)) for said in new]
    cleaned(supplies)
    for supply in supplies:
        check_about(supply)
    there = Supply.objects.filter(measure__in={said.measure.pk for said in new})
    _apart(
        [*there.select_related("measure"), *supplies],
        lambda supply: (supply.measure_id, about_of(supply.measure, supply)),
    )
    Supply.objects.bulk_create(supplies)
    keys = sorted({said.measure.key for said in new})
    _audit(by, partnership, "supply.ask_many", f"{len(supplies)} supplies", measures=keys)
    return supplies


def write(partnership: Partnership, new: Sequence[dict[str, Any]]) -> list[Measure]:
    """Write measures by the rules of `add_measures`, without an audit row: for a verb that writes its
    own."""
    titles = [said["title"] for said in new]
    records = new_records(partnership=partnership, kind="measure", prefix="ME", titles=titles)
    measures = [
        Measure(
            record=record,
            partnership=partnership,
            **{name: value for name, value in said.items() if name != "title"},
        )
        for record, said in zip(records, new, strict=True)
    ]
    cleaned(measures)
    return Measure.objects.bulk_create(measures)


def cleaned(rows: Sequence[models.Model]) -> None:
    """Check what each row says. That what it points to exists, and keys, the database sees to."""
    for row in rows:
        links = [field.name for field in row._meta.fields if field.is_relation]
        row.clean_fields(exclude=links)
        row.clean()


def _apart(rows: Sequence[Any], place: Callable[[Any], Any]) -> None:
    by_place: dict[Any, list[Any]] = {}
    for row in rows:
        by_place.setdefault(place(row), []).append(row)
    for same in by_place.values():
        same.sort(key=lambda row: row.start or date.min)
        for earlier, later in pairwise(same):
            if earlier.end is None or later.start is None or later.start <= earlier.end:
                raise ValidationError(f"{later} meets {earlier} on some days. End that first.")


def _audit(
    by: Person | None, partnership: Partnership, verb: str, subject: str, measures: list[str]
) -> None:
    audit.write(
        by=by, verb=verb, subject=subject, partnership=partnership, after={"measures": measures}
    )
