"""Which audits somebody may see, and how they stand."""

from datetime import date

from django.db.models import Exists, OuterRef, QuerySet

from safeloom.domain.partnership.models import Agency
from safeloom.foundation.access.rule import Viewer
from safeloom.foundation.identity.models import Partnership
from safeloom.systems.case_audit.content import day_words
from safeloom.systems.case_audit.models import AuditTool, CaseAudit


def audits(
    viewer: Viewer, here: Partnership, permission: str = "case-audit.see"
) -> QuerySet[CaseAudit]:
    """The audits for which the viewer holds a permission; an agency's lead those whose challenge day was
    opened and in which the agency took part."""
    tools = AuditTool.objects.filter(audit=OuterRef("pk"), campaign__sent__isnull=False)
    rows = CaseAudit.objects.select_related("record", "partnership", "earlier__record")
    rows = rows.annotate(asking=Exists(tools))
    return viewer.rows(permission, rows, here.pk)


def stage_of(audit: CaseAudit) -> tuple[str, str]:
    """In words how far an audit as `audits` gives it is, without telling of cases, and the kind of its
    mark."""
    if audit.finished:
        return ("Finished", "done")
    if audit.opened:
        return (f"{day_words(audit.kind).capitalize()} open", "wait")
    if audit.asking:  # type: ignore[attr-defined]
        return ("Tools sent", "wait")
    return ("Being prepared", "plain")


def agencies_of(here: Partnership, day: date) -> QuerySet[Agency]:
    """The agencies of a partnership on a day, by name."""
    rows = Agency.objects.as_at(day).filter(record__partnership=here)
    return rows.select_related("principal", "record").order_by("principal__name")
