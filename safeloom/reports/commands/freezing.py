"""Keeping a signed version as it was signed."""

from safeloom.foundation.audit.commands import write
from safeloom.reports.building import Built, signed_document
from safeloom.reports.models import (
    FrozenFigure,
    FrozenReport,
    FrozenSection,
    Report,
    ReportVersion,
    SignOff,
)
from safeloom.reports.outputs import render


def freeze(report: Report, version: ReportVersion, built: Built, content: str) -> FrozenReport:
    """Keep texts, figures with their sources and the finished outputs of a version; it can be
    changed no more. Part of `sign_off`, in its transaction."""
    signatures = list(
        SignOff.objects.filter(version=version, void_since__isnull=True).select_related(
            "agency", "by"
        )
    )
    document = signed_document(built, signatures)
    outputs = render(document)
    frozen = FrozenReport.objects.create(
        version=version,
        at=max(signature.at for signature in signatures),
        content=content,
        html=outputs.html,
        pdf=outputs.pdf,
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
        partnership=record.partnership,
        record=record,
        after={"content": content, "figures": len(document.figures)},
    )
    return frozen
