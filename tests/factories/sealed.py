"""Sealed records, and who may open them."""

from datetime import date

from safeloom.foundation.identity.models import Principal
from safeloom.foundation.records.models import SEALED_TITLE, Record
from safeloom.foundation.sealed.models import Entitlement
from tests.factories import Place, sample


def sealed(record: Record, *principals: Principal) -> Record:
    """Make any record a sealed one, open to these."""
    record.sensitivity, record.title = Record.Sensitivity.SEALED, SEALED_TITLE
    record.save(update_fields=["sensitivity", "title"])
    for principal in principals:
        entitled(record, principal)
    return record


def entitled(
    record: Record, principal: Principal, start: date | None = None, end: date | None = None
) -> Entitlement:
    """Let somebody open a record."""
    return Entitlement.objects.create(record=record, principal=principal, start=start, end=end)


# Who opens it in the matrix is made after the rows are, and cannot be entitled: an ordinary record leads on
# to its page. What becomes of sealed ones is in tests/portal/test_sealed.py.
@sample(*(f"portal:sealed-{name}" for name in ("open", "log", "print", "entitle")), by=("agency",))
def _record(place: Place) -> dict[str, object]:
    return {"record": place.agency.record_id}


@sample("portal:sealed-end", by=("agency",))
def _entitlement(place: Place) -> dict[str, object]:
    return {"pk": entitled(place.agency.record, place.group.principal).pk}
