"""The statutory partners on a day."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from safeloom.domain.partnership.models import StatutoryRole, as_called


@dataclass(frozen=True)
class Partner:
    """A statutory partner on a day: the agency, and which of the three kinds it is."""

    agency_id: UUID
    name: str
    kind: str
    kind_words: str


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
