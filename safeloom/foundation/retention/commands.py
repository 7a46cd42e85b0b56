"""Making a copy of what is kept of somebody."""

from django.db import transaction

from safeloom.foundation.audit import commands as audit
from safeloom.foundation.identity.models import Partnership, Person
from safeloom.foundation.retention.archive import zipped
from safeloom.foundation.retention.copying import tables
from safeloom.foundation.today import today
from safeloom.kernel.dates import show_date

NOT_IN_IT = (
    "Not in it: passwords and what else opens the account; what the audit keeps of personal values, "
    "which are keyed hashes; the bytes of signed reports and stored files, which may name them and are "
    "open to them as to every reader."
)


@transaction.atomic
def copy_for(
    *, by: Person | None, person: Person, partnership: Partnership, reference: str
) -> bytes:
    """What a partnership keeps of a person, as a ZIP of a page and CSV files, for whoever asked for it.
    `reference` is that of the request and names nobody; it stands in the audit, as does the making."""
    return _copy(by, person, partnership, reference, "person.copy")


@transaction.atomic
def own_copy(*, by: Person) -> bytes:
    """What the installation keeps of a person, for themselves: of all partnerships."""
    return _copy(by, by, None, "", "person.copy-own")


def _copy(
    by: Person | None, person: Person, partnership: Partnership | None, reference: str, verb: str
) -> bytes:
    found = tables(person, partnership)
    rows = sum(len(table.rows) for table in found)
    audit.write(
        by=by,
        verb=verb,
        subject=f"person {person.pk}",
        partnership=partnership,
        after={"tables": len(found), "rows": rows},
        reason=reference,
    )
    whose = partnership.name if partnership else "all partnerships of this installation"
    said = (
        f"Made on {show_date(today())}: {rows} rows in {len(found)} tables, of {whose}. Each table is a "
        "file beside this page as well.",
        NOT_IN_IT,
        "Other people are not named; where a row is about them too, it says so.",
    )
    return zipped(f"What is kept of {person.name}", said, found)
