"""Invented reports, built through the commands."""

from datetime import UTC, date, datetime

from safeloom.domain.partnership.commands import agency_places
from safeloom.domain.partnership.models import Agency, StatutoryRole
from safeloom.foundation.access.models import Grant
from safeloom.foundation.identity.models import Account, Partnership
from safeloom.reports import commands
from safeloom.reports.building import build, content_hash
from safeloom.reports.models import FrozenReport, Report, ReportSection
from tests.factories import Place, foundation, sample
from tests.factories import partnership as structure

START, END = date(2025, 4, 1), date(2026, 3, 31)


def a_report(partnership: Partnership, edition: str = "2023", **said) -> Report:
    """A yearly report on a year from April to March."""
    days = {"period_start": START, "period_end": END} | said
    return commands.open_report(
        by=None, partnership=partnership, definition="yearly-report", edition=edition, **days
    )


def section(report: Report, key: str = "foreword") -> ReportSection:
    """One section as it is now."""
    return report.sections.select_related("report__record__partnership").get(key=key)


def written(report: Report, key: str = "foreword", text: str = "A year of work.") -> ReportSection:
    """A section with a text."""
    return commands.change_section(by=None, section=section(report, key), text=text)


def settle(report: Report) -> Report:
    """Every section with something in it is approved, every other left out."""
    states = ReportSection.State
    for row in report.sections.select_related("report__record__partnership"):
        state = states.APPROVED if row.text or row.blocks.exists() else states.LEFT_OUT
        commands.mark_section(by=None, section=row, state=state)
    return report


def partners(partnership: Partnership) -> list[tuple[Agency, Account]]:
    """A statutory partner of each kind with an executive who may sign for it."""
    found = []
    kinds = (Agency.Kind.LOCAL_AUTHORITY, Agency.Kind.INTEGRATED_CARE_BOARD, Agency.Kind.POLICE)
    for kind, partner in zip(kinds, StatutoryRole.Partner.values, strict=True):
        agency = structure.an_agency(partnership, kind=kind)
        agency_places.make_partner(by=None, agency=agency, partner=partner, start=None)
        found.append((agency, executive(partnership, agency)))
    return found


def executive(partnership: Partnership, agency: Agency) -> Account:
    """An executive of an agency, with an account."""
    person = structure.somebody(partnership)
    post = structure.a_post(agency, start=agency.start)
    structure.in_post(post, person, start=agency.start)
    account = foundation.account(person)
    Grant.objects.create(
        principal=person.principal, partnership=partnership, role="statutory-partner"
    )
    return account


def signed(report: Report, signers: list[tuple[Agency, Account]]) -> Report:
    """The report signed off by each of these, one after another."""
    for agency, account in signers:
        report.refresh_from_db()
        content = content_hash(build(report))
        commands.sign_off(by=account.person, report=report, agency=agency, content=content)
    report.refresh_from_db()
    return report


def _owned(place: Place) -> ReportSection:
    """A section with a live block, given to the place's agency."""
    report = a_report(place.partnership)
    return commands.assign_section(
        by=None, section=section(report, "partnership"), owner=place.agency.principal
    )


@sample(
    "reports:record",
    "reports:read",
    "reports:sign-off",
    "reports:new-version",
    "reports:published",
    "reports:downloads",
    by=(),
)
def _report(place: Place) -> dict[str, object]:
    return {"pk": a_report(place.partnership).pk}


@sample("reports:draft-file", by=())
def _draft_file(place: Place) -> dict[str, object]:
    return {"pk": a_report(place.partnership).pk, "name": "figures.csv"}


@sample("reports:frozen-file", by=())
def _frozen_file(place: Place) -> dict[str, object]:
    report = a_report(place.partnership)
    FrozenReport.objects.create(
        version=report.versions.get(),
        at=datetime.now(UTC),
        content="0" * 64,
        html=b"",
        pdf=b"",
        typst=b"",
        figures_csv=b"id,value,rule,terms\n",
        figures_json=b"{}",
    )
    return {"pk": report.pk, "number": 1, "name": "figures.csv"}


@sample(
    "reports:section",
    "reports:section-ready",
    "reports:section-manage",
    "reports:figures",
    "reports:numbers",
    "reports:block-choose",
    by=("agency",),
)
def _section(place: Place) -> dict[str, object]:
    return {"pk": _owned(place).pk}


@sample("reports:block-add", by=("agency",))
def _block_add(place: Place) -> dict[str, object]:
    return {"pk": _owned(place).pk, "block": "scorecard"}


@sample("reports:block-remove", "reports:block-move", by=("agency",))
def _block(place: Place) -> dict[str, object]:
    return {"pk": _owned(place).blocks.get().pk}
