"""What arrives from national bodies, for tests."""

from datetime import date

from safeloom.domain.partnership.models import Agency
from safeloom.foundation.identity.models import Partnership
from safeloom.foundation.today import today
from safeloom.systems.national.commands import answering, comparing, items
from safeloom.systems.national.models import ComparisonRow, NationalAnswer, NationalItem
from tests.factories import SHARED, Place, foundation, sample


def an_item(
    here: Partnership,
    title: str = "Guidance on bruises",
    *,
    owner: Agency | None = None,
    arrived: date | None = None,
    **said,
) -> NationalItem:
    """Something that arrived today."""
    said = {"kind": "guidance", "from_whom": "A national body"} | said
    arrival = items.Arrival(title=title, arrived=arrived or today(), owner=owner, **said)
    return items.add(by=None, partnership=here, arrival=arrival)


def a_row(item: NationalItem, gap: str = "none") -> ComparisonRow:
    """A row of its comparison."""
    missing = "Something" if gap in ("part", "whole") else ""
    stands = "" if gap == "unknown" else "So"
    row = comparing.Compared(says="Do this", stands=stands, gap=gap, missing=missing)
    return comparing.add_row(by=None, item=item, row=row)


def an_answer(item: NationalItem, by=None) -> NationalAnswer:
    """An answer to it."""
    return answering.write_answer(by=by, item=item, seen=None, text="We agree.")


@sample("national:item", by=SHARED)
def _item(place: Place) -> dict[str, object]:
    return {"reference": an_item(place.partnership).record.reference}


@sample("national:change", "national:decide", "national:answer", by=())
def _of_the_unit(place: Place) -> dict[str, object]:
    return {"reference": an_item(place.partnership, closes=today()).record.reference}


@sample("national:approve", "national:sent", by=())
def _answered(place: Place) -> dict[str, object]:
    item = an_item(place.partnership, closes=today())
    by = foundation.person()
    answering.judge_answer(by=None, answer=an_answer(item, by), approved=True)
    return {"reference": item.record.reference}


@sample("national:add-row", "national:compared", by=("agency",))
def _to_compare(place: Place) -> dict[str, object]:
    return {"reference": an_item(place.partnership, owner=place.agency).record.reference}


@sample("national:change-row", "national:remove-row", by=("agency",))
def _row(place: Place) -> dict[str, object]:
    item = an_item(place.partnership, owner=place.agency)
    return {"reference": item.record.reference, "pk": a_row(item).pk}
