"""Keeping a signed version as it was signed."""

from collections.abc import Sequence
from dataclasses import dataclass

from safeloom.foundation.audit.commands import write
from safeloom.reports.building import Built, signed_document
from safeloom.reports.document.tree import Document
from safeloom.reports.models import (
    FrozenFigure,
    FrozenReport,
    FrozenSection,
    Report,
    SignOff,
)
from safeloom.reports.outputs import Outputs, render


@dataclass(frozen=True)
class Finished:
    """A built report with its signatures, drawn in all its forms."""

    built: Built
    document: Document
    outputs: Outputs


def finish(built: Built, signatures: Sequence[SignOff]) -> Finished:
    """Draw what these signatures are put to; nothing is written."""
    document = signed_document(built, signatures)
    return Finished(built, document, render(document))


def freeze(report: Report, last: SignOff, finished: Finished) -> FrozenReport:
    """Keep texts, figures with their sources and the finished outputs of a version; it can be
    changed no more. Part of `sign_off`, in its transaction."""
    built, document, outputs = finished.built, finished.document, finished.outputs
    version, content = last.version, last.content
    frozen = FrozenReport.objects.create(
        version=version,
        at=last.at,
        content=content,
        html=outputs.html,
        pdf=outputs.pdf,
        docx=outputs.docx,
        typst=outputs.typst,
        figures_csv=outputs.figures_csv,
        figures_json=outputs.figures_json,
    )
    FrozenSection.objects.bulk_create(
        FrozenSection(
            frozen=frozen,
            key=part.row.key,
            title=part.row.title,
            position=part.row.position,
            text=part.row.text,
        )
        for part in built.sections
    )
    FrozenFigure.objects.bulk_create(
        FrozenFigure(
            frozen=frozen,
            position=position,
            figure=row.id,
            section=row.section,
            entity=row.entity,
            measure=row.measure,
            period=row.period,
            value=row.value,
            unit=row.unit,
            rule=row.rule,
            terms=" ".join(row.terms),
            source=f"{row.source.title} {row.source.url}".strip(),
        )
        for position, row in enumerate(document.figures, start=1)
    )
    report.state = Report.State.FROZEN
    report.save(update_fields=["state"])
    record = report.record
    write(
        by=None,
        verb="report.freeze",
        subject=f"{record.reference} version {version.number}",
        record=record,
        after={"content": content, "figures": len(document.figures)},
    )
    return frozen
