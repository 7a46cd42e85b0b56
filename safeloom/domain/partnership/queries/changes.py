"""Who changed a thing last: told to somebody whose own change came too late."""

from datetime import datetime

from safeloom.foundation.audit.models import AuditRow
from safeloom.foundation.identity.models import Partnership


def last_change(partnership: Partnership, subject: str) -> tuple[str, datetime | None]:
    """The name of who changed the subject (a reference or key) last, and when."""
    rows = AuditRow.objects.filter(partnership=partnership, subject=subject)
    row = rows.select_related("by").order_by("-at").first()
    if row is None:
        return "", None
    return (row.by.name if row.by else ""), row.at
