"""Who signs in to the invented county: one account a role, and one for each statutory partner."""

from datetime import timedelta

from safeloom.demonstration.county import County
from safeloom.demonstration.people import SCRUTINEER
from safeloom.foundation.access.commands import accounts, grants
from safeloom.foundation.identity.models import Person, Principal

# The executives, the agency's lead and the group's member, by body and rank of the post they hold.
EXECUTIVES = (("north-council", 0), ("icb", 0), ("police", 0))
LEAD = ("hospital-1", 1)
MEMBER = ("youth-justice", 1)
GROUP = "performance"
MANAGER = "business-manager"
GIVEN = timedelta(days=400)


def make(county: County) -> None:
    """Open the accounts and give them their roles. Nobody knows a password for them: on the
    demonstration they sign in by a click."""
    for role in (MANAGER, "coordinator"):
        _let_in(county, county.personas[role], role, role)
    for key, rank in EXECUTIVES:
        person = _holder(county, key, rank)
        _let_in(county, person, "statutory-partner", f"executive-{key}")
    county.personas["scrutineer"] = county.personas[SCRUTINEER]
    _let_in(county, county.personas["scrutineer"], "scrutineer", "scrutineer")
    role = "information-governance"
    _let_in(county, county.personas[role], role, role)
    over = county.agencies[LEAD[0]].principal
    _let_in(county, _holder(county, *LEAD), "agency-lead", "agency-lead", over)
    over = county.groups[GROUP].principal
    _let_in(county, _holder(county, *MEMBER), "group-member", "group-member", over)


def _holder(county: County, key: str, rank: int) -> Person:
    return county.holders[key, rank][-1].entry.person


def _let_in(
    county: County, person: Person, role: str, word: str, over: Principal | None = None
) -> None:
    partnership = county.partnership
    accounts.open_account(
        by=None,
        partnership=partnership,
        person=person,
        email=f"{word}@{partnership.key}.safeloom.example",
    )
    grants.give_role(
        by=None,
        partnership=partnership,
        principal=person.principal,
        role=role,
        over=over,
        # Old enough to be due for the access review; the partnership was begun by its manager.
        start=None if role == MANAGER else county.today - GIVEN,
    )
