"""What the pages of case audits find, and the way back."""

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from safeloom.foundation.identity.models import Partnership
from safeloom.systems.case_audit.addresses import at, of_audit
from safeloom.systems.case_audit.models import AuditCase, CaseAudit
from safeloom.systems.case_audit.queries.audits import audits
from safeloom.systems.case_audit.queries.cases import cases

SEE, CHANGE = "case-audit.see", "case-audit.change"
Trail = list[tuple[str, str]]


def found_audit(request: HttpRequest, reference: str, permission: str = SEE) -> CaseAudit:
    """The audit of an address, if the viewer holds a permission for it."""
    rows = audits(request.viewer, request.partnership, permission)
    return get_object_or_404(rows, record__reference=reference)


def found_case(request: HttpRequest, reference: str, permission: str = SEE) -> AuditCase:
    """The case of an address, if it is open to the viewer."""
    rows = cases(request.viewer, request.partnership, permission)
    return get_object_or_404(rows, record__reference=reference)


def trail(here: Partnership, audit: CaseAudit | None = None) -> Trail:
    """The way back to the audits, or to one."""
    way = [("Case audits", at("audits", here))]
    return way if audit is None else [*way, (audit.record.title, of_audit(here, audit))]
