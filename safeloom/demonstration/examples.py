"""Published yearly reports as examples: counts, rates and money from `examples/KEY/figures.csv`,
brought in as `examples/KEY/partnership.toml` says. No number stands in that file: it names rows."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction

from safeloom.demonstration.example_files import printed_figures, said_of
from safeloom.domain.indicators.checking import rules_for
from safeloom.domain.indicators.commands import enter_returns, many
from safeloom.domain.indicators.definitions import Breakdown, Polarity, Totals
from safeloom.domain.indicators.entries import Entry, entry_for
from safeloom.domain.indicators.models import Measure
from safeloom.domain.partnership.commands import agencies, agency_places, areas
from safeloom.domain.partnership.models import Agency, Area
from safeloom.foundation.access.commands.partnerships import open_partnership
from safeloom.foundation.identity.models import Partnership
from safeloom.foundation.today import today
from safeloom.kernel.period_reading import read_period
from safeloom.kernel.periods import Frequency, Period
from safeloom.reports.commands import (
    add_block,
    change_section,
    mark_section,
    open_report,
    remove_block,
)
from safeloom.reports.models import Report, ReportSection

_STATE = ReportSection.State


@transaction.atomic
def load(key: str) -> Report:
    """Write an example's partnership, its numbers and its yearly report, all or nothing. Raises
    KeyError for a figure that is not in its file, ValidationError when there is a partnership of that key."""
    said = said_of(key)
    partnership = open_partnership(by=None, key=said["key"], name=said["name"])
    places = _areas(partnership, said["area"]) | _agencies(partnership, said["agency"])
    figures = printed_figures(key)
    measures = _measures(partnership, said["measure"], figures)
    entries = [
        entry
        for one in said["measure"]
        for entry in _entries(one, measures[one["key"]], places, figures)
    ]
    rules = rules_for(entries, today())
    reasons = {measures[one["key"]].pk: one.get("narrative", "") for one in said["measure"]}
    entries = [
        replace(entry, narrative=reasons[entry.measure.pk]) if rules.is_red(entry) else entry
        for entry in entries
    ]
    enter_returns(by=None, partnership=partnership, entries=entries, name="figures.csv")
    return _report(partnership, said, measures)


def _days(said: Mapping[str, Any]) -> dict[str, date | None]:
    return {"start": said.get("start"), "end": said.get("end")}


def _areas(partnership: Partnership, listed: Sequence[Mapping[str, Any]]) -> dict[str, Area]:
    new = [
        areas.NewArea(
            name=one["name"],
            gss_code=one["gss_code"],
            dfe_la_code=one["dfe_la_code"],
            **_days(one),
        )
        for one in listed
    ]
    made = areas.add_many(by=None, partnership=partnership, new=new)
    found = {one["key"]: area for one, area in zip(listed, made, strict=True)}
    for one in listed:
        if "after" in one:
            areas.succeed(
                by=None,
                predecessor=found[one["after"]],
                successor=found[one["key"]],
                day=one["start"],
            )
    return found


def _agencies(partnership: Partnership, listed: Sequence[Mapping[str, Any]]) -> dict[str, Agency]:
    new = [agencies.NewAgency(name=one["name"], kind=one["kind"], **_days(one)) for one in listed]
    made = agencies.add_many(by=None, partnership=partnership, new=new)
    for one, agency in zip(listed, made, strict=True):
        if "partner" in one:
            agency_places.make_partner(by=None, agency=agency, partner=one["partner"], **_days(one))
    return {one["key"]: agency for one, agency in zip(listed, made, strict=True)}


def _measures(
    partnership: Partnership, listed: Sequence[Mapping[str, Any]], figures: Mapping[str, Decimal]
) -> dict[str, Measure]:
    new = [
        {
            "key": one["key"],
            "title": one["title"],
            "theme": one["theme"],
            "order": order,
            "numerator": one["title"],
            "denominator": _whole(one),
            "unit": one["unit"],
            "decimals": one.get("decimals", 0),
            "polarity": one.get("polarity", Polarity.NEITHER),
            "frequency": one.get("frequency", "any"),
            "counted": one.get("counted", "during"),
            "breakdown": one.get("breakdown", Breakdown.WHOLE),
            "totals": Totals.SUM if "breakdown" in one else Totals.NONE,
            "source": "Published yearly report",
            "hides_small": False,  # each was published
        }
        for order, one in enumerate(listed, start=1)
    ]
    made = many.add_measures(by=None, partnership=partnership, new=new)
    found = {measure.key: measure for measure in made}
    targets = [
        many.NewTarget(measure=found[one["key"]], value=figures[one["target"]])
        for one in listed
        if "target" in one
    ]
    many.set_targets(by=None, partnership=partnership, new=targets)
    return found


def _whole(said: Mapping[str, Any]) -> str:
    """What a percentage is out of, in words."""
    return said.get("whole", "All of them") if said["unit"] == "percent" else ""


def _entries(
    said: Mapping[str, Any],
    measure: Measure,
    places: Mapping[str, Area | Agency],
    figures: Mapping[str, Decimal],
) -> list[Entry]:
    found = []
    for value in said["values"]:
        numbers = {
            field: _added(value[name], figures)
            for name, field in (
                ("figure", "value"),
                ("numerator", "numerator"),
                ("denominator", "denominator"),
            )
            if name in value
        }
        period = _period(value["period"], measure)
        place = places.get(value.get("place", ""))
        found.append(entry_for(measure, period, place, **numbers))
    return found


def _period(text: str, measure: Measure) -> Period:
    year = text[:4].isdigit() and len(text) == 7
    return read_period(text, Frequency.YEAR if year else measure.kernel_frequency)


def _added(names: str | Sequence[str], figures: Mapping[str, Decimal]) -> Decimal:
    several = [names] if isinstance(names, str) else names
    return sum((figures[name] for name in several), Decimal(0))


def _report(
    partnership: Partnership, said: Mapping[str, Any], measures: Mapping[str, Measure]
) -> Report:
    report = open_report(
        by=None,
        partnership=partnership,
        definition="yearly-report",
        period_start=said["start"],
        period_end=said["end"],
        edition=said["edition"],
    )
    written = {one["key"]: one for one in said["section"]}
    for section in report.sections.all():
        one = written.get(section.key)
        if one is None:
            mark_section(by=None, section=section, state=_STATE.LEFT_OUT)
        else:
            _write(section, one, measures)
    return report


def _write(
    section: ReportSection, said: Mapping[str, Any], measures: Mapping[str, Measure]
) -> None:
    blocks = said.get("blocks", [])
    for block in section.blocks.all():
        remove_block(by=None, block=block)
    for one in blocks:
        about = [measures[key].record for key in one.get("about", ())]
        add_block(
            by=None,
            section=section,
            block=one["block"],
            about=about,
            opening=one.get("opening"),
            closing=one.get("closing"),
        )
    section = change_section(by=None, section=section, text=said["text"])
    mark_section(by=None, section=section, state=_STATE.READY)
