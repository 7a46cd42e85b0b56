"""The invented county's yearly reports: the one being written, and last year's, signed off."""

import tomllib
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from safeloom.demonstration.accounts import EXECUTIVES
from safeloom.demonstration.county import County
from safeloom.foundation.identity.models import Principal
from safeloom.foundation.records.models import Record
from safeloom.kernel.periods import Period
from safeloom.kernel.registry import ReportBlock, offered, resolve
from safeloom.reports.building import build, content_hash
from safeloom.reports.commands import (
    add_block,
    change_section,
    manage_section,
    open_report,
    record_publication,
    remove_block,
    sign_off,
)
from safeloom.reports.models import Report, ReportSection

_FILE = Path(__file__).parent / "content" / "report.toml"
_STATE = ReportSection.State


@cache
def content() -> dict[str, Any]:
    """The written parts by the key of their section."""
    return tomllib.loads(_FILE.read_text(encoding="utf-8"))


def make(county: County) -> None:
    """Write both reports; last year's only where the county has quarters of that year."""
    last_year = county.year.previous()
    if county.quarters[0].start < last_year.end:
        report = _write(county, last_year, signed=True)
        _sign(county, report)
        # By the end of the September after the year, as the guidance asks.
        day = date(last_year.end.year, 9, 15)
        record_publication(by=county.personas["business-manager"], report=report, day=day)
    _write(county, county.year, signed=False)


def _write(county: County, year: Period, *, signed: bool) -> Report:
    report = open_report(
        by=county.personas["business-manager"],
        partnership=county.partnership,
        definition="yearly-report",
        period_start=year.start,
        period_end=year.end,
    )
    for section in report.sections.all():
        said = content().get(section.key, {})
        if signed and not said.get("before"):
            manage_section(by=None, section=section, owner=None, state=_STATE.LEFT_OUT)
            continue
        for key in said.get("blocks", ()):
            add_block(by=None, section=section, block=key)
        for key in said.get("charts", ()):
            about = [county.measures[key].record]
            add_block(by=None, section=section, block="measure_chart", about=about)
        if "compared" in said:
            for block in section.blocks.all():
                remove_block(by=None, block=block)
            about = [county.measures[key].record for key in said["compared"]]
            add_block(by=None, section=section, block="area_comparison", about=about)
        _fill(county, section, said, year, signed=signed)
    return report


def _fill(
    county: County, section: ReportSection, said: dict[str, Any], year: Period, *, signed: bool
) -> None:
    words = {
        **county.places,
        "year": year.short_label(),
        "last": f"q4-{year.short_label()}",
    }
    text = said.get("text", "").format(**words)
    if text:
        section = change_section(by=None, section=section, text=text)
    section.refresh_from_db()
    state = _STATE.APPROVED if signed else said.get("state", _STATE.NOT_STARTED)
    manage_section(by=None, section=section, owner=_owner(county, said.get("owner")), state=state)


def tell_of_rounds(county: County) -> None:
    """Put blocks about rounds that are done with into the report being written, once the systems have run
    them; a section that was approved stays so."""
    report = Report.objects.get(record__partnership=county.partnership, period_end=county.year.end)
    kinds = {one.key: one for one in offered(ReportBlock)}
    for section in report.sections.filter(key__in=content()):
        rounds, state = content()[section.key].get("rounds", ()), section.state
        for key in rounds:
            # The latest comes first: what is done with is the earliest.
            record, _ = resolve(kinds[key].choices)(county.partnership)[-1]
            about = [Record.objects.get(pk=record)]
            add_block(by=None, section=section, block=key, about=about)
        if rounds:
            section.refresh_from_db()
            manage_section(by=None, section=section, owner=section.owner, state=state)


def _owner(county: County, key: str | None) -> Principal | None:
    if key in county.personas:
        return county.personas[key].principal
    thing = county.groups.get(key) or county.agencies.get(key)
    return thing.principal if thing else None


def _sign(county: County, report: Report) -> None:
    """The executives of the statutory partners sign, one after the other; the last freezes it."""
    content = content_hash(build(report))
    for key, rank in EXECUTIVES:
        sign_off(
            by=county.holders[key, rank][-1].entry.person,
            report=report,
            agency=county.agencies[key],
            content=content,
        )
