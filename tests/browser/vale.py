"""The partnership the journeys go through: small, in the middle of a year, everybody invented."""

from dataclasses import dataclass
from decimal import Decimal

from safeloom.domain.indicators.commands import set_target
from safeloom.domain.indicators.definitions import Breakdown
from safeloom.domain.indicators.models import Measure
from safeloom.domain.partnership.commands import agency_places
from safeloom.domain.partnership.models import Agency, Area, Group, StatutoryRole
from safeloom.foundation.identity.models import Account, Partnership
from safeloom.foundation.today import today
from safeloom.kernel.periods import Frequency, Period, period_containing
from tests.factories import foundation, indicators
from tests.factories import partnership as structure

PASSWORD = "heron under nine lamps"
KINDS = {
    StatutoryRole.Partner.LOCAL_AUTHORITY: ("Vale Council", Agency.Kind.LOCAL_AUTHORITY),
    StatutoryRole.Partner.HEALTH: (
        "Vale Integrated Care Board",
        Agency.Kind.INTEGRATED_CARE_BOARD,
    ),
    StatutoryRole.Partner.POLICE: ("Vale Constabulary", Agency.Kind.POLICE),
}


@dataclass(frozen=True)
class Vale:
    """What there is. `quarter` is the last that is over: its returns of the council are wanted, those
    of the four before are in."""

    partnership: Partnership
    areas: list[Area]
    council: Agency
    health: Agency
    police: Agency
    board: Group
    other_group: Group
    timely: Measure
    plans: Measure
    arrests: Measure
    quarter: Period

    def somebody(self, role: str, agency: Agency | None = None) -> Account:
        """An account with a password and a role: over an agency where it is over one, else for
        somebody who works there."""
        over = {"agency-lead": agency, "group-member": self.board}.get(role)
        person = structure.somebody(self.partnership, f"Ash {role.title().replace('-', ' ')}")
        if agency is not None:
            structure.in_post(structure.a_post(agency), person)
        foundation.grant(
            person.principal, role, self.partnership, over=over.principal if over else None
        )
        return foundation.account(person, password=PASSWORD)


def a_vale(key: str = "vale") -> Vale:
    """A partnership with everything a journey passes."""
    vale = foundation.partnership(key, f"{key.title()} Partnership")
    areas = [structure.an_area(vale, name) for name in ("Ashby", "Birch")]
    council, health, police = (_partner(vale, *said) for said in KINDS.items())
    quarter = period_containing(today(), Frequency.QUARTER).previous()
    timely = indicators.percentage(vale, "timely-reviews", order=1, theme="Child protection")
    plans = indicators.measure(vale, "new-plans", order=2, theme="Child protection")
    arrests = indicators.measure(vale, "arrests", order=3, breakdown=Breakdown.AGENCY)
    set_target(by=None, measure=timely, value=Decimal(90), tolerance=Decimal(5))
    indicators.supply(arrests, police, start=quarter.start)
    for measure in (timely, plans):
        for area in areas:
            indicators.supply(measure, council, area, start=quarter.start)
    _years_returns(timely, plans, areas, quarter)
    board = structure.a_group(vale, "Executive group", Group.Kind.EXECUTIVE)
    other_group = structure.a_group(vale, "Quality group", parent=board)
    structure.seated(structure.a_seat(board, "Council’s executive", agency=council), _chair(vale))
    return Vale(
        vale, areas, council, health, police, board, other_group, timely, plans, arrests, quarter
    )


def _chair(vale: Partnership):
    return structure.somebody(vale, "Robin Fernhollow")


def _partner(vale: Partnership, partner: str, said: tuple[str, str]) -> Agency:
    agency = structure.an_agency(vale, *said)
    agency_places.make_partner(by=None, agency=agency, partner=partner, start=None)
    return agency


def _years_returns(timely: Measure, plans: Measure, areas: list[Area], quarter: Period) -> None:
    for back in range(1, 5):
        when = quarter
        for _ in range(back):
            when = when.previous()
        for number, area in enumerate(areas):
            indicators.returned(timely, when, area, (80 + back, 90 + number))
            indicators.returned(plans, when, area, 40 + back * 3 + number)
