"""The models of every applet, where Django looks for them."""

from safeloom.foundation.access.models import Grant, GrantReview, StrongRole
from safeloom.foundation.audit.models import AuditRow, AuditSeal
from safeloom.foundation.clocks.models import Clock, ClockPause, ClockSetting, ClosureDay
from safeloom.foundation.files.models import StoredFile
from safeloom.foundation.identity.models import (
    Account,
    FactorSecret,
    HeldDraft,
    LinkAsked,
    Membership,
    Partnership,
    PasswordLink,
    Person,
    Principal,
    Session,
)
from safeloom.foundation.identity.private import PrivateContact
from safeloom.foundation.links.models import Link
from safeloom.foundation.notices.models import DigestDay, Mail, MailAttempt, MailChoice
from safeloom.foundation.records.models import Record, ReferenceCounter
from safeloom.foundation.retention.models import (
    LegalHold,
    RetentionItem,
    RetentionPeriod,
    RetentionRun,
)
from safeloom.foundation.sealed.models import Entitlement, Opening
from safeloom.foundation.search.models import SearchChange, SearchEntry
from safeloom.foundation.workflow.models import Move

__all__ = [
    "Account",
    "AuditRow",
    "AuditSeal",
    "Clock",
    "ClockPause",
    "ClockSetting",
    "ClosureDay",
    "DigestDay",
    "Entitlement",
    "FactorSecret",
    "Grant",
    "GrantReview",
    "HeldDraft",
    "LegalHold",
    "Link",
    "LinkAsked",
    "Mail",
    "MailAttempt",
    "MailChoice",
    "Membership",
    "Move",
    "Opening",
    "Partnership",
    "PasswordLink",
    "Person",
    "Principal",
    "PrivateContact",
    "Record",
    "ReferenceCounter",
    "RetentionItem",
    "RetentionPeriod",
    "RetentionRun",
    "SearchChange",
    "SearchEntry",
    "Session",
    "StoredFile",
    "StrongRole",
]
