"""Where case audits stand."""

from typing import Any

from django.urls import reverse

from safeloom.foundation.identity.models import Partnership
from safeloom.systems.case_audit.models import AuditCase, CaseAudit


def at(name: str, here: Partnership, *args: Any) -> str:
    """A page of this system."""
    return reverse(f"case-audit:{name}", args=[here.key, *args])


def of_audit(here: Partnership, audit: CaseAudit) -> str:
    """An audit's page."""
    return at("audit", here, audit.record.reference)


def of_case(here: Partnership, case: AuditCase) -> str:
    """The page of a case."""
    return at("case", here, case.record.reference)
