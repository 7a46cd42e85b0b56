"""Who answers a response together."""

from safeloom.domain.partnership.models import DirectoryEntry
from safeloom.domain.questionnaires.models import Contributor, Response
from safeloom.foundation.identity.models import Partnership, Person
from safeloom.foundation.today import today


def known_by(partnership: Partnership, work_email: str) -> Person | None:
    """Who of a partnership's directory has this work e-mail; None where nobody has. 1 query."""
    entries = DirectoryEntry.objects.as_at(today()).filter(
        partnership=partnership, person__work_email__iexact=work_email
    )
    entry = entries.select_related("person__principal").first()
    return entry.person if entry is not None else None


def colleagues_of(response: Response) -> list[Contributor]:
    """Who may answer a response now, who leads first, with the sections they were asked for. 2 queries."""
    rows = response.contributors.filter(removed__isnull=True)
    return list(
        rows.select_related("person__principal", "capacity")
        .prefetch_related("asked_sections__section")
        .order_by("-leads", "added", "id")
    )


def asked_of(contributor: Contributor | None) -> set[str]:
    """The keys of the sections somebody was asked for; none where it is all of it. 1 query."""
    if contributor is None:
        return set()
    return set(contributor.asked_sections.values_list("section__key", flat=True))
