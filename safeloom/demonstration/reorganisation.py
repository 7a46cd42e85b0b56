"""What was reorganised in the invented county since it has records of it, and what is planned: the
councils came out of one before that."""

from datetime import date

from safeloom.demonstration.county import County
from safeloom.domain.partnership.commands import reorganisations as commands
from safeloom.domain.partnership.models import Agency, Reorganisation

Kind = Reorganisation.Kind


def make(county: County) -> None:
    """A landlord under another name since last April but one, and two charities that are to become one
    next April: a plan to look at, choose in, and carry out."""
    april = date(county.year.start.year, 4, 1)
    renamed = _plan(county, Kind.RENAME, ["housing-1"])
    name = f"{county.agencies['housing-1'].principal.name} and Communities"
    commands.set_name(by=_manager(county), act=renamed, seen=None, name=name)
    commands.set_day(by=_manager(county), act=renamed, seen=None, day=april)
    commands.carry_out(by=_manager(county), act=renamed, seen=None)
    merging = _plan(county, Kind.MERGE, ["charity-1", "charity-4"])
    heir = commands.NewHeir(name="Lantern and Harbour", kind=Agency.Kind.CHARITY)
    commands.set_agency_heirs(by=_manager(county), act=merging, seen=None, heirs=[heir])
    ahead = april.replace(year=county.today.year + 1)
    commands.set_day(by=_manager(county), act=merging, seen=None, day=ahead)


def _plan(county: County, kind: str, keys: list[str]) -> Reorganisation:
    act = commands.plan(by=_manager(county), partnership=county.partnership, kind=kind)
    agencies = [county.agencies[key] for key in keys]
    return commands.set_agencies(by=_manager(county), act=act, seen=None, agencies=agencies)


def _manager(county: County):
    return county.personas.get("business-manager")
