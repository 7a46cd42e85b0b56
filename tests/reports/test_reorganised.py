"""What was signed, and pages as at a day before, are untouched by a reorganisation."""

import re
from datetime import date

import pytest

from safeloom.domain.partnership.commands import agency_places
from safeloom.domain.partnership.commands import reorganisations as commands
from safeloom.domain.partnership.models import Agency, Reorganisation
from safeloom.domain.partnership.queries.partners import partners_in
from safeloom.reports.models import FrozenReport, ReportSection
from tests.factories import foundation, indicators, reports
from tests.factories import partnership as structure

pytestmark = pytest.mark.django_db
DAY, EVE = date(2026, 7, 1), date(2026, 6, 30)
BYTES = ("html", "pdf", "docx", "typst", "figures_csv", "figures_json")


@pytest.fixture
def commissioners(vale):
    """Two of health, of which one is a statutory partner; a measure each returns about itself."""
    signers = reports.partners(vale)
    health = signers[1][0]
    other = structure.an_agency(vale, "Other Commissioners", Agency.Kind.INTEGRATED_CARE_BOARD)
    board = structure.a_group(vale, "Vale Board", "board")
    measure = indicators.measure(vale, "plans", breakdown="agency")
    for number, agency in enumerate((health, other)):
        person = structure.somebody(vale)
        structure.seated(structure.a_seat(board, "Nurse", agency=agency), person)
        indicators.supply(measure, agency)
        indicators.returned(measure, "Q4 2025-26", agency, 10 + number)
    return signers, health, other


def _merge(vale, agencies) -> Reorganisation:
    by = {"by": None, "seen": None}
    act = commands.plan(by=None, partnership=vale, kind=Reorganisation.Kind.MERGE)
    commands.set_agencies(act=act, agencies=agencies, **by)
    heir = commands.NewHeir(name="Vale Health Board", kind="integrated-care-board")
    commands.set_agency_heirs(act=act, heirs=[heir], **by)
    return commands.carry_out(act=commands.set_day(act=act, day=DAY, **by), **by)


def test_frozen_bytes_and_their_open_data_stay(vale, commissioners) -> None:
    # Given a report with the numbers of both, signed off and frozen
    signers, health, other = commissioners
    report = reports.a_report(vale)
    reports.written(report, text="There were [[plans/total/2026-01-01--2026-03-31/value]] plans.")
    reports.signed(reports.settle(report), signers)
    before = FrozenReport.objects.values(*BYTES).get()
    figures = list(FrozenReport.objects.get().figures.values_list("figure", "value"))
    # When the two become one board
    _merge(vale, [health, other])
    # Then not a byte is another
    assert FrozenReport.objects.values(*BYTES).get() == before
    assert list(FrozenReport.objects.get().figures.values_list("figure", "value")) == figures


def test_an_open_report_is_signed_by_who_is_a_partner_on_the_day(vale, commissioners) -> None:
    _, health, other = commissioners
    agency_places.make_partner(by=None, agency=other, partner="health", start=None)
    report = reports.a_report(vale)
    section = reports.section(report)
    reports.commands.assign_section(by=None, section=section, owner=health.principal)
    _merge(vale, [health, other])
    board = Agency.objects.get(principal__name="Vale Health Board")
    on_the_eve = {one.name for one in partners_in(vale.pk, EVE) if one.kind == "health"}
    assert on_the_eve == {health.name, other.name}
    assert [one.name for one in partners_in(vale.pk, DAY) if one.kind == "health"] == [board.name]
    # And the board writes what one of the two was asked to
    owned = ReportSection.ACCESS.agency(board.pk)
    assert ReportSection.objects.filter(owned).get() == section


def test_pages_as_at_the_day_before_are_the_same(client, vale, commissioners) -> None:
    _, health, other = commissioners
    client.force_login(foundation.granted("business-manager", vale))
    root = f"/{vale.key}/partnership"
    pages = (
        f"{root}/?as_at={EVE}&seats=shown",
        f"{root}/agencies/?as_at={EVE}",
        f"{root}/agencies/?as_at={EVE}&export=csv",
        f"{root}/people/?as_at={EVE}",
        f"{root}/groups/?as_at={EVE}",
    )
    before = [_bare(client, page) for page in pages]
    _merge(vale, [health, other])
    assert [_bare(client, page) for page in pages] == before


def _bare(client, page: str) -> str:
    """A page without what is new each time it is asked for."""
    answer = client.get(page)
    assert answer.status_code == 200
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", body.decode())
