"""Whose signatures a report needs, and who may give them."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from safeloom.domain.partnership.models import StatutoryRole, as_called
from safeloom.foundation.access.queries import belongs_to
from safeloom.foundation.access.rule import Viewer
from safeloom.foundation.identity.models import Person
from safeloom.reports.models import Report

SIGN = "report.sign"


@dataclass(frozen=True)
class Partner:
    """A statutory partner on a day: the agency, and which of the three kinds it is."""

    agency_id: UUID
    name: str
    kind: str
    kind_words: str


def partners_of(report: Report, day: date) -> list[Partner]:
    """The statutory partners whose signatures a report needs on a day."""
    return partners_in(report.record.partnership_id, day)


def partners_in(partnership_id: UUID, day: date) -> list[Partner]:
    """The statutory partners on a day, local authorities first, then health, then police. A
    partnership may have several of a kind; each of them signs."""
    kinds = [value for value, _ in StatutoryRole.Partner.choices]
    rows = (
        StatutoryRole.objects.as_at(day)
        .filter(agency__record__partnership_id=partnership_id)
        .select_related("agency__principal")
    )
    rows = list(rows)
    as_called((row.agency for row in rows), day)
    found = {
        row.agency_id: Partner(
            row.agency_id, row.agency.name, row.partner, row.get_partner_display()
        )
        for row in rows
    }
    return sorted(found.values(), key=lambda one: (kinds.index(one.kind), one.name))


def kinds_missing(partners: list[Partner]) -> list[str]:
    """The kinds of statutory partner of which there is none, in words."""
    there = {partner.kind for partner in partners}
    return [words for value, words in StatutoryRole.Partner.choices if value not in there]


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
