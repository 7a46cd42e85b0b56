"""How what is done in a round comes into the audit."""

from typing import Any

from safeloom.domain.questionnaires.models import Response
from safeloom.foundation.audit import commands as audit
from safeloom.foundation.identity.models import Person


def told(by: Person | None, response: Response, verb: str, reason: str = "", **after: Any) -> None:
    """One audit row about a response."""
    audit.write(by=by, verb=verb, record=response.record, after=after, reason=reason)
