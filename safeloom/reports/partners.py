"""Whose signatures a report needs, and who may give them."""

from datetime import date
from uuid import UUID

from safeloom.domain.partnership.queries.partners import Partner, partners_in
from safeloom.foundation.access.queries import belongs_to
from safeloom.foundation.access.rule import Viewer
from safeloom.foundation.identity.models import Person
from safeloom.reports.models import Report

SIGN = "report.sign"


def partners_of(report: Report, day: date) -> list[Partner]:
    """The statutory partners whose signatures a report needs on a day."""
    return partners_in(report.record.partnership_id, day)


def may_sign_for(person: Person, report: Report, agency_id: UUID, day: date) -> bool:
    """Whether the person may sign for that statutory partner on a day: they hold the executives' role
    in the partnership, belong to that agency, and the agency is a statutory partner. Nobody signs
    for somebody else."""
    account = getattr(person, "account", None)
    if account is None or agency_id not in belongs_to(person.pk, day):
        return False
    if not Viewer(account, day).may(SIGN, report.record.partnership_id):
        return False
    return any(partner.agency_id == agency_id for partner in partners_of(report, day))
