"""What audits came to, as a live block of a report. It names no case."""

from safeloom.reports.document.tree import (
    Column,
    ItemList,
    Paragraph,
    Part,
    Source,
    Table,
    runs,
)
from safeloom.reports.material import BlockContext, Material, Number, Shown
from safeloom.reports.shares import NONE, Told, cell, share_of
from safeloom.systems.case_audit.addresses import of_audit
from safeloom.systems.case_audit.content import OVERALL
from safeloom.systems.case_audit.models import CaseAudit
from safeloom.systems.case_audit.queries.results import Line, results

_COLUMNS = (
    ("meets", "Settled"),
    ("met_by_own", "By agencies’ own grades"),
    ("met_before", "Settled in the audit before"),
)


def audits_finished(context: BlockContext) -> Material:
    """For each audit finished within the report's period: how many cases were settled, the share of them
    graded good or better as a whole, beside the agencies' own grades and the audit before, in whole per
    cent; good practice and findings."""
    rows = CaseAudit.objects.filter(
        partnership=context.partnership, finished__range=(context.start, context.end)
    ).select_related("record", "partnership", "earlier")
    found = [(audit, _overall(audit)) for audit in rows.order_by("finished", "record__reference")]
    if not found:
        return Material(lambda shown: [Paragraph(runs("No case audit was finished."))])
    numbers: list[Number] = []
    cells: list[list[tuple[Number, ...]]] = []
    for audit, line in found:
        of_row = [
            _share(audit, name, words, *(getattr(line, name) if line else (0, 0)))
            for name, words in _COLUMNS
        ]
        cells.append(of_row)
        numbers += [one for share in of_row for one in share]

    def draw(shown: Shown) -> list[Part]:
        head = (
            Column("Theme"),
            Column("Cases", "number"),
            *(Column(f"{words}, in per cent", "number") for _, words in _COLUMNS),
        )
        body = tuple(
            (
                runs(audit.record.title),
                (shown.figure(of_row[0][1].id),) if of_row[0] else runs(NONE),
                *(cell(shown, share) for share in of_row),
            )
            for (audit, _), of_row in zip(found, cells, strict=True)
        )
        parts: list[Part] = [
            Table("Case audits: cases graded good or better as a whole", head, body, dense=True)
        ]
        items = [
            (
                Paragraph(
                    runs(f"{audit.record.title}, {one.get_kind_display().lower()}: {one.words}")
                ),
            )
            for audit, _ in found
            for one in audit.findings.all()
        ]
        return [*parts, ItemList(tuple(items))] if items else parts

    return Material(draw, numbers=numbers)


def _overall(audit: CaseAudit) -> Line | None:
    return next((one for one in results(audit) if one.question.key == OVERALL), None)


def _share(audit: CaseAudit, name: str, words: str, meets: int, graded: int) -> tuple[Number, ...]:
    """How many are good or better, of how many, and the share; none where nothing is graded."""
    record = audit.record
    source = Source(record.title, of_audit(audit.partnership, audit))
    root = f"case-audit/{record.reference.lower()}/{name.replace('_', '-')}"
    told = Told(root, record.title, f"{audit.start} to {audit.end}", source)
    return share_of(told, words, (f"{words}: good or better", meets), (f"{words}: graded", graded))
