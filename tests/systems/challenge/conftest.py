"""A partnership of three agencies, with those who act for them."""

from dataclasses import dataclass
from typing import Any

import pytest


@dataclass(frozen=True)
class Vale:
    """What there is, and who acts."""

    here: Any
    council: Any
    hospital: Any
    police: Any
    lead: Any
    other_lead: Any
    police_lead: Any
    manager: Any
    executive: Any
    scrutineer: Any


@pytest.fixture
def vale(db) -> Vale:
    """Council, hospital and police, a lead each, the unit, an executive, the scrutineer."""
    from tests.factories import challenge, foundation, partnership

    here = foundation.partnership("vale", "Vale Partnership")
    agencies = [
        partnership.an_agency(here, name)
        for name in ("Vale Council", "Vale Hospital", "Vale Police")
    ]
    challenge.with_stages(here)
    council, hospital, police = agencies
    return Vale(
        here,
        council,
        hospital,
        police,
        lead=challenge.a_lead(hospital),
        other_lead=challenge.a_lead(council),
        police_lead=challenge.a_lead(police),
        manager=foundation.granted("business-manager", here),
        executive=foundation.granted("statutory-partner", here),
        scrutineer=foundation.granted("scrutineer", here),
    )
