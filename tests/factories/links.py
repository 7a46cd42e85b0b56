"""Links between records for tests."""

from safeloom.foundation.links.commands import link
from safeloom.foundation.links.models import Link
from safeloom.foundation.records.models import Record
from tests.factories import Place, partnership, sample


def a_link(source: Record, target: Record, kind: str = "related") -> Link:
    """A link made by hand."""
    return link(by=None, source=source, target=target, kind=kind)


@sample("portal:add-link", by=("agency",))
def _record(place: Place) -> dict[str, object]:
    return {"record": place.agency.record_id}


@sample("portal:remove-link", by=())
def _link(place: Place) -> dict[str, object]:
    group = partnership.a_group(place.partnership)
    return {"pk": a_link(place.agency.record, group.record).pk}
