"""Putting a report together: sections in order, each its text and then its live blocks."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from django.conf import settings

from safeloom.kernel.periods import Period
from safeloom.reports.building.appendix import asked_for
from safeloom.reports.building.built import Built, BuiltSection
from safeloom.reports.building.gathering import Gathered, gather, numbers_of
from safeloom.reports.building.hiding import hidden_in
from safeloom.reports.building.inspecting import empty, findings, sections_in
from safeloom.reports.document.markdown import written
from safeloom.reports.document.tree import (
    Column,
    Document,
    FigureRow,
    Heading,
    Paragraph,
    Part,
    Table,
    runs,
)
from safeloom.reports.kinds import edition_of
from safeloom.reports.material import Shown
from safeloom.reports.models import Report, ReportSection, SignOff
from safeloom.web.words import date_words

_LEFT_OUT = ReportSection.State.LEFT_OUT


def build(report: Report, *, public: bool = True, site: str = "") -> Built:
    """The report as it would be printed now. `public` hides small numbers over the whole of it;
    `site` completes the addresses that numbers lead to."""
    rows = sections_in(report)
    gathered = gather(report, [row for row in rows if row.state != _LEFT_OUT])
    numbers, found = numbers_of(report, gathered)
    below = settings.HIDE_BELOW
    hidden = hidden_in(numbers, found.disclosure, below) if public else frozenset()
    seen = Shown(numbers, hidden)
    figures = {text: seen.row(id) for text, id in found.ids.items()}
    built = {one.row.pk: _section(one, seen, figures) for one in gathered}
    sections = tuple(built[row.pk][0] if row.pk in built else empty(row) for row in rows)
    parts = [part for row in rows if row.pk in built for part in built[row.pk][1]]
    edition = edition_of(report)
    document = Document(
        title=report.record.title,
        subtitle="",
        partnership=report.record.partnership.name,
        period=Period(report.period_start, report.period_end).label(),
        status=_status(report),
        parts=(*parts, *_about_hidden(hidden), *asked_for(edition, rows)),
        also=tuple(seen.row(id) for id in numbers),
        site=site,
    )
    return Built(report, document, sections, numbers, hidden)


def signed_document(built: Built, signatures: Sequence[SignOff]) -> Document:
    """The document with who signed it off and when."""
    table = Table(
        "Signed off by the statutory partners",
        (Column("Statutory partner"), Column("Signed by"), Column("On")),
        tuple(
            (
                runs(signature.agency_name),
                runs(signature.by.name),
                runs(date_words(signature.at)),
            )
            for signature in signatures
        ),
    )
    last = max(signature.at for signature in signatures)
    return replace(
        built.document,
        status=f"Version {built.report.version}, signed off {date_words(last)}",
        parts=(*built.document.parts, Heading(1, "Signed off"), table),
    )


def _section(
    one: Gathered, seen: Shown, figures: Mapping[str, FigureRow]
) -> tuple[BuiltSection, list[Part]]:
    text = written(one.row.text, figures, level=2)
    parts: list[Part] = [Heading(1, one.row.title, anchor=one.row.key), *text.parts]
    for material in one.materials:
        parts += material.draw(seen)
    if len(parts) == 1:
        parts.append(Paragraph(runs("Not written yet.")))
    return findings(one.row, text, figures), parts


def _status(report: Report) -> str:
    return f"Version {report.version}" if report.is_frozen else f"Draft of version {report.version}"


def _about_hidden(hidden: frozenset[str]) -> Iterable[Part]:
    if not hidden:
        return ()
    most = settings.HIDE_BELOW - 1
    return (
        Heading(1, "About the numbers", anchor="about-the-numbers"),
        Paragraph(
            runs(
                f"Numbers of people from 1 to {most} are not shown, so that nobody can be known from"
                " them, and neither are others from which they could be worked out. “Not shown”"
                " stands in their place, whichever it is."
            )
        ),
    )
