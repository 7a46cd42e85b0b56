"""How what is done in an audit comes into the chain."""

from typing import Any

from safeloom.foundation.audit import commands as audit
from safeloom.foundation.identity.models import Person
from safeloom.foundation.records.models import Record


def told(by: Person | None, record: Record, verb: str, reason: str = "", **after: Any) -> None:
    """One row of the chain about an audit or a case."""
    audit.write(by=by, verb=verb, record=record, after=after, reason=reason)
