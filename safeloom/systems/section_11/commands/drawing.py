"""Drawing bodies for visits."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import UTC, datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from safeloom.domain.questionnaires.models import Campaign, Response
from safeloom.foundation.audit import commands as audit
from safeloom.foundation.identity.models import Person
from safeloom.foundation.records.commands import in_turn
from safeloom.kernel.draw import LARGEST, drawn, new_number
from safeloom.systems.section_11.models import Drawable, DrawnKind, VisitDraw
from safeloom.systems.section_11.queries.drawing import drawable


@transaction.atomic
def draw_visits(
    *, by: Person | None, campaign: Campaign, many: Mapping[str, int], number: int | None = None
) -> VisitDraw:
    """Draw so many bodies of each kind of agency for a visit, among those asked in a round that have none
    planned. Without a `number` one is drawn by lot. It is written down of whom was drawn: with that and
    the number anybody can draw again. Raises ValidationError at a kind, `number`, or alone."""
    in_turn(campaign.record)
    wanted = {kind: count for kind, count in many.items() if count}
    if not wanted:
        raise ValidationError("Say how many bodies of at least one kind to draw.")
    if number is not None and not 1 <= number <= LARGEST:
        raise ValidationError({"number": f"Enter a number from 1 to {LARGEST:,}."})
    number = number or new_number()
    by_kind: dict[str, list[Response]] = defaultdict(list)
    for response in drawable(campaign):
        by_kind[response.agency.kind].append(response)
    for kind, count in wanted.items():
        there = len(by_kind[kind])
        if not 0 < count <= there:
            raise ValidationError({kind: f"Enter a number from 0 to {there}: there are no more."})
    draw = VisitDraw.objects.create(campaign=campaign, number=number, at=datetime.now(UTC), by=by)
    for kind, count in sorted(wanted.items()):
        among = {one.record.reference: one for one in by_kind[kind]}
        places = {key: n for n, key in enumerate(drawn(among, count, number), start=1)}
        DrawnKind.objects.create(draw=draw, kind=kind, out_of=len(among), many=count)
        Drawable.objects.bulk_create(
            Drawable(draw=draw, response=one, place=places.get(key)) for key, one in among.items()
        )
    audit.write(
        by=by, verb="section-11.draw", record=campaign.record, after={"number": number, **wanted}
    )
    return draw
