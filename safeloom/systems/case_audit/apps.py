"""Case audits as a Django app."""

from django.apps import AppConfig


class CaseAuditConfig(AppConfig):
    """Case audits of several agencies, early-help audits and deep dives."""

    name = "safeloom.systems.case_audit"
    label = "case_audit"
    verbose_name = "Case audits"
