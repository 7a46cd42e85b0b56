"""Adding and changing measures, their targets and who supplies them."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from safeloom.domain.indicators.definitions import Breakdown
from safeloom.domain.indicators.models import Measure, MeasureTarget, Return, Supply
from safeloom.domain.partnership.models import Agency, Area
from safeloom.foundation.audit import commands as audit
from safeloom.foundation.dated import holding
from safeloom.foundation.identity.models import Partnership, Person
from safeloom.foundation.records.commands import in_turn, next_revision, open_record

# Once something was returned these would change what it means.
FIXED = {
    "unit": "unit",
    "breakdown": "what it is returned for",
    "frequency": "frequency",
    "counted": "day or days it is counted over",
}


@transaction.atomic
def add_measure(
    *, by: Person | None, partnership: Partnership, title: str, **fields: Any
) -> Measure:
    """A new measure. `fields` are those of `Measure` (key, unit, polarity, numerator and so on).

    Raises `ValidationError` by field.
    """
    record = open_record(partnership=partnership, kind="measure", prefix="ME", title=title)
    measure = Measure(record=record, partnership=partnership, **fields)
    measure.full_clean()
    measure.save(force_insert=True)
    audit.write(
        by=by,
        verb="measure.add",
        subject=measure.key,
        partnership=partnership,
        record=record,
        after={"title": title} | audit.fields_of(measure),
    )
    return measure


@transaction.atomic
def change_measure(
    *,
    by: Person | None,
    measure: Measure,
    seen: int | None,
    title: str | None = None,
    **fields: Any,
) -> Measure:
    """Change a measure. What a return means is fixed once there is one: unit, frequency, what it is
    returned for, and whether it has parts. Raises `ValidationError`, and `Stale` when its revision
    is not `seen`."""
    next_revision(measure, seen)
    population = measure.population_from, measure.population_to
    has_parts, was = measure.has_parts, {name: getattr(measure, name) for name in FIXED}
    with audit.changing(
        measure,
        measure.record,
        by=by,
        verb="measure.change",
        subject=measure.key,
        record=measure.record,
    ):
        for name, value in fields.items():
            setattr(measure, name, value)
        if title is not None:
            measure.record.title = title
            measure.record.save(update_fields=["title"])
        measure.full_clean()
        _check_fixed(measure, was, has_parts, population)
        measure.save()
    return measure


@transaction.atomic
def set_target(
    *,
    by: Person | None,
    measure: Measure,
    value: Decimal,
    tolerance: Decimal = Decimal(0),
    start: date | None = None,
    end: date | None = None,
) -> MeasureTarget:
    """Set the target from a day on. The target that held until then ends the day before; one with
    the same first day is replaced. Raises `ValidationError`."""
    in_turn(measure)
    target = MeasureTarget(measure=measure, value=value, tolerance=tolerance, start=start, end=end)
    target.full_clean()
    earlier = measure.targets_set.filter(holding(start)) if start else measure.targets_set
    before = [f"{each.value} from {each.start}" for each in earlier.order_by("pk")]
    measure.targets_set.filter(start=start).delete()
    if start:
        earlier.update(end=start - timedelta(days=1))
    target.save()
    audit.write(
        by=by,
        verb="target.set",
        subject=measure.key,
        record=measure.record,
        before={"targets": before},
        after=audit.fields_of(target),
    )
    return target


@transaction.atomic
def ask_for(
    *,
    by: Person | None,
    measure: Measure,
    agency: Agency,
    area: Area | None = None,
    days_allowed: int = 30,
    start: date | None = None,
    end: date | None = None,
) -> Supply:
    """Ask an agency to return a measure for the periods that end from `start` to `end`.

    Raises `ValidationError` where another agency is asked for the same on the same days.
    """
    in_turn(measure)
    supply = Supply(
        measure=measure, agency=agency, area=area, days_allowed=days_allowed, start=start, end=end
    )
    supply.full_clean()
    check_about(supply)
    others = Supply.objects.filter(measure=measure).overlapping(start, end)
    same = {"agency": agency} if measure.breakdown == Breakdown.AGENCY else {"area": area}
    others = others.filter(**same)
    other = others.select_related("agency__principal").first()
    if other is not None:
        raise ValidationError(
            f"{other.agency} already returns this on some of these days. End that first."
        )
    supply.save()
    audit.write(
        by=by,
        verb="supply.ask",
        subject=measure.key,
        record=measure.record,
        after=audit.fields_of(supply),
    )
    return supply


@transaction.atomic
def stop_asking(*, by: Person | None, supply: Supply, end: date) -> Supply:
    """Ask no longer for periods that end after `end`; what was returned stays."""
    measure = supply.measure
    with audit.changing(
        supply, by=by, verb="supply.stop", subject=measure.key, record=measure.record
    ):
        supply.end = end
        supply.full_clean()
        supply.save()
    return supply


def check_about(supply: Supply) -> None:
    """Refuse a supply about what its measure is not returned for, or of another partnership."""
    wants_area = supply.measure.breakdown == Breakdown.AREA
    if wants_area and supply.area is None:
        raise ValidationError({"area": "This measure is returned for each area: choose one."})
    if not wants_area and supply.area is not None:
        raise ValidationError({"area": "This measure is not returned for areas: leave this empty."})
    for thing in filter(None, (supply.agency, supply.area)):
        if thing.record.partnership_id != supply.measure.partnership_id:
            raise ValidationError(f"{thing} does not belong to this partnership.")


def _check_fixed(
    measure: Measure, was: dict[str, str], had_parts: bool, population: tuple[int | None, ...]
) -> None:
    wrong = {
        name: f"Returns were made under the old {words}. Add another measure instead."
        for name, words in FIXED.items()
        if getattr(measure, name) != was[name]
    }
    if measure.has_parts != had_parts:
        wrong["denominator"] = "Returns were made without or with it. Add another measure instead."
    if (measure.population_from, measure.population_to) != population and Return.objects.filter(
        measure=measure, numerator__isnull=False, denominator__isnull=True
    ).exists():
        wrong["population_from"] = (
            "Returns were made that are out of this population. Add another measure instead."
        )
    if wrong and Return.objects.filter(measure=measure).exists():
        raise ValidationError(wrong)
