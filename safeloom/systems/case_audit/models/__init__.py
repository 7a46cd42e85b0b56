"""The rows of case audits."""

from safeloom.systems.case_audit.models.audit import AuditFinding, AuditLead, AuditTool, CaseAudit
from safeloom.systems.case_audit.models.case import AuditCase, CaseDraw, SettledGrade

__all__ = [
    "AuditCase",
    "AuditFinding",
    "AuditLead",
    "AuditTool",
    "CaseAudit",
    "CaseDraw",
    "SettledGrade",
]
