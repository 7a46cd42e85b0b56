"""Noting what arrived, and who compares it."""

from dataclasses import asdict, dataclass
from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction

from safeloom.domain.partnership.models import Agency
from safeloom.foundation.audit import commands as audit
from safeloom.foundation.identity.models import Partnership, Person
from safeloom.foundation.records.commands import next_revision, open_record
from safeloom.foundation.today import today
from safeloom.kernel.dates import show_date
from safeloom.systems.national.content import kinds
from safeloom.systems.national.models import NationalItem, NationalOwner


@dataclass(frozen=True, kw_only=True)
class Arrival:
    """What is said of something that arrived. Without `owner` the business unit compares."""

    title: str
    kind: str
    from_whom: str
    arrived: date
    closes: date | None = None
    compare_by: date | None = None
    link: str = ""
    summary: str = ""
    owner: Agency | None = None


@transaction.atomic
def add(*, by: Person | None, partnership: Partnership, arrival: Arrival) -> NationalItem:
    """Note what arrived. Raises ValidationError at the field."""
    _check(partnership, arrival)
    record = open_record(
        partnership=partnership, kind="national", prefix="NI", title=arrival.title.strip()
    )
    item = NationalItem.objects.create(record=record, partnership=partnership, **_columns(arrival))
    if arrival.owner is not None:
        NationalOwner.objects.create(item=item, agency=arrival.owner, start=today())
    audit.write(
        by=by,
        verb="national.add",
        record=record,
        after={"kind": arrival.kind, "arrived": arrival.arrived, "closes": arrival.closes},
    )
    return item


@transaction.atomic
def change(*, by: Person | None, item: NationalItem, seen: int | None, arrival: Arrival) -> None:
    """Change what is said of an item; another owner compares from today on, and the one before did until
    yesterday. Raises ValidationError at the field, `Stale`."""
    _check(item.partnership, arrival)
    record = item.record
    next_revision(record, seen)
    before = {name: getattr(item, name) for name in ("kind", "arrived", "closes", "compare_by")}
    if record.title != arrival.title.strip():
        record.title = arrival.title.strip()
        record.save(update_fields=["title"])
    for name, value in _columns(arrival).items():
        setattr(item, name, value)
    item.save()
    _hand_over(item, arrival.owner)
    audit.write(
        by=by,
        verb="national.change",
        record=record,
        before=before,
        after={name: getattr(item, name) for name in before}
        | {"owner": arrival.owner.pk if arrival.owner else None},
    )


def _columns(arrival: Arrival) -> dict[str, object]:
    said = asdict(arrival) | {"summary": arrival.summary.strip()}
    said["from_whom"] = arrival.from_whom.strip()
    return {name: said[name] for name in said if name not in ("title", "owner")}


def _hand_over(item: NationalItem, owner: Agency | None) -> None:
    day = today()
    for held in NationalOwner.objects.filter(item=item).as_at(day):
        if owner is not None and held.agency_id == owner.pk:
            return
        if held.start == day:
            held.delete()
        else:
            held.end = day - timedelta(days=1)
            held.save(update_fields=["end"])
    if owner is not None:
        NationalOwner.objects.create(item=item, agency=owner, start=day)


def _check(partnership: Partnership, arrival: Arrival) -> None:
    if not arrival.title.strip():
        raise ValidationError({"title": "Enter what it is called."})
    if arrival.kind not in kinds():
        raise ValidationError({"kind": "Select a kind."})
    if arrival.arrived > today():
        raise ValidationError({"arrived": "It cannot have arrived after today."})
    if arrival.closes is not None and arrival.closes < arrival.arrived:
        words = f"It arrived on {show_date(arrival.arrived)}: enter that day or a later one."
        raise ValidationError({"closes": words})
    owner = arrival.owner
    if owner is not None and owner.record.partnership_id != partnership.pk:
        raise ValidationError({"owner": "Select an agency of this partnership."})
