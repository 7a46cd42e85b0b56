"""What was signed stays, byte for byte, whatever becomes of the numbers and of those it is about."""

from datetime import date

import pytest

from safeloom.domain.area_profile.commands import correct
from safeloom.domain.area_profile.models import Population
from safeloom.domain.partnership.commands import agency_places
from safeloom.domain.partnership.commands import reorganisations as commands
from safeloom.domain.partnership.commands.reorganising.running import preview
from safeloom.domain.partnership.models import Agency, StatutoryRole
from safeloom.reports.building import build
from safeloom.reports.models import FrozenReport, Report
from safeloom.reports.outputs import render
from safeloom.reports.queries import frozen_file
from tests.domain.reorganising import worlds
from tests.factories import area_profile, reports
from tests.factories import partnership as made

pytestmark = pytest.mark.django_db
FILES = ("report.html", "report.pdf", "report.docx", "figures.csv", "figures.json")
YEAR = {"period_start": date(2021, 4, 1), "period_end": date(2022, 3, 31)}


@pytest.fixture(autouse=True)
def heads(settings, tmp_path) -> None:
    settings.AUDIT_HEADS = tmp_path / "heads"


def _signed(world: worlds.World, partner: str, kind: str, text: str) -> Report:
    """A report of the year before both acts, signed by three partners: one of a kind that the world has
    none of, and of the eight commissioners one, so that there are not ten signatures to wait for."""
    others = [world.agencies[town] for town in worlds.TOWNS[1:] if town in world.agencies]
    StatutoryRole.objects.filter(agency__in=others).update(end=date(2020, 3, 31))
    other = made.an_agency(world.here, "Third partner", kind, start=worlds.FIRST)
    agency_places.make_partner(by=None, agency=other, partner=partner, start=worlds.FIRST)
    report = reports.a_report(world.here, **YEAR)
    reports.written(report, text=text)
    reports.commands.add_block(by=None, section=reports.section(report), block="area-profile")
    reports.settle(report)
    standing = StatutoryRole.objects.filter(end=None)
    partners = Agency.objects.filter(pk__in=standing.values("agency"))
    signers = [(one, reports.executive(world.here, one)) for one in partners]
    report = reports.signed(report, signers)
    assert report.is_frozen
    return report


def _kept(report: Report) -> dict[str, bytes]:
    """Each file of it, and its figures, as they are given out."""
    figures = FrozenReport.objects.get().figures.order_by("figure").values_list("figure", "value")
    return {name: bytes(frozen_file(report, 1, name)) for name in FILES} | {
        "figures": repr(list(figures)).encode()
    }


def _carried_out(act) -> None:
    commands.carry_out(by=None, act=act, seen=None, seal=preview(act, None).seal)


def test_eight_commissioners_become_one_board() -> None:
    world = worlds.commissioners()
    text = "There were [[health-plans/total/2022-01-01--2022-03-31/value]] plans."
    report = _signed(world, "local-authority", Agency.Kind.LOCAL_AUTHORITY, text)
    before = _kept(report)
    assert b"'108'" in before["figures"]
    _carried_out(worlds.into_one_board(world))
    assert _kept(report) == before


def test_a_population_is_corrected_and_a_county_becomes_two_councils() -> None:
    world = worlds.county()
    kept = area_profile.population(world.here, world.areas["Ashby"], 41_200, date(2021, 6, 30))
    text = "There were [[new-plans/total/2022-01-01--2022-03-31/value]] plans."
    report = _signed(world, "health", Agency.Kind.INTEGRATED_CARE_BOARD, text)
    before = _kept(report)
    assert b"41,200" in before["report.html"] and b"'75'" in before["figures"]
    correct(by=None, found=kept, seen=1, reason="Revised", to={"number": 39_999})
    assert Population.objects.get().number == 39_999
    assert _kept(report) == before
    _carried_out(worlds.into_two_councils(world))
    assert _kept(report) == before
    # And it is the keeping that holds them: drawn today, the same report tells the new number
    assert b"39,999" in render(build(Report.objects.get()).document).html
