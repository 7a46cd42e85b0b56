"""What the tick does for the audit."""

from datetime import UTC, datetime

from safeloom.foundation.audit import chain


def seal() -> str:
    """Seal the rows written since the last tick."""
    sealed = chain.seal_rows()
    return f"audit rows sealed: {sealed}" if sealed else ""


def daily_head() -> str:
    """Write the heads outside the database, once a day (UTC)."""
    today = datetime.now(UTC).date().isoformat()
    # A chain without rows has no head: any of the others tells as well that it was done.
    for _, name in chain.chains():
        entries = chain.heads_written(name)
        if entries and entries[-1]["at"].startswith(today):
            return ""
    written = chain.write_heads("daily")
    return f"audit heads written: {len(written)}" if written else ""
