"""What is known of a school where it is asked, and who answers for it."""

from collections.abc import Collection, Iterable
from uuid import UUID

from safeloom.domain.partnership.models import Agency, SchoolEntry
from safeloom.domain.partnership.queries.schools import facts_on, leads_of
from safeloom.foundation.identity.models import Partnership
from safeloom.foundation.today import today

PHASE, TYPE = "phase", "type"
# The post that the register's file makes, and what the lead is called elsewhere.
LEADS = ("Designated safeguarding lead", "Safeguarding lead")


def facts(agencies: Iterable[Agency]) -> dict[UUID, dict[str, frozenset[str]]]:
    """The phase and the kind of each school, as its register says today. Early years without an entry are
    taken as nursery. 1 query."""
    rows = list(agencies)
    known = facts_on([one.pk for one in rows], today())
    found = {
        key: {PHASE: frozenset({entry.phase}), TYPE: frozenset({entry.group})}
        for key, entry in known.items()
    }
    for one in rows:
        if one.pk not in found and one.kind == Agency.Kind.EARLY_YEARS:
            found[one.pk] = {PHASE: frozenset({SchoolEntry.Phase.NURSERY.value})}
    return found


def fact_choices(partnership: Partnership) -> list[tuple[str, str, list[tuple[str, str]]]]:
    """What conditions may ask of a school."""
    return [
        (PHASE, "the phase of the school", list(SchoolEntry.Phase.choices)),
        (TYPE, "the kind of school", list(SchoolEntry.Group.choices)),
    ]


def safeguarding_leads(
    partnership: Partnership, agencies: Collection[UUID]
) -> dict[UUID, set[UUID]]:
    """Whoever holds the post of designated safeguarding lead at a school today answers for it. 1 query."""
    found = leads_of(agencies, LEADS, today())
    return {key: {held.person_id for held in rows} for key, rows in found.items()}
