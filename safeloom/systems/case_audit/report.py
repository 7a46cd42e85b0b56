"""What audits came to, as a live block of a report. It names no case."""

from decimal import Decimal

from safeloom.kernel.printed import show
from safeloom.kernel.rounding import divide_half_up
from safeloom.reports.document.tree import (
    Column,
    FigureRow,
    ItemList,
    Paragraph,
    Part,
    Source,
    Table,
    runs,
)
from safeloom.reports.material import BlockContext, Material, Number, Shown
from safeloom.systems.case_audit.addresses import of_audit
from safeloom.systems.case_audit.content import OVERALL
from safeloom.systems.case_audit.models import CaseAudit
from safeloom.systems.case_audit.queries.results import Line, results

_NONE = "–"
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
    cells: list[list[list[Number]]] = []
    for audit, line in found:
        of_row = [
            _numbers(audit, name, words, *(getattr(line, name) if line else (0, 0)))
            for name, words in _COLUMNS
        ]
        cells.append(of_row)
        numbers += [one for cell in of_row for one in cell]

    def draw(shown: Shown) -> list[Part]:
        head = (
            Column("Theme"),
            Column("Cases", "number"),
            *(Column(f"{words}, in per cent", "number") for _, words in _COLUMNS),
        )
        body = tuple(
            (
                runs(audit.record.title),
                (shown.figure(of_row[0][1].id),) if of_row[0] else runs(_NONE),
                *((shown.figure(cell[2].id),) if cell else runs(_NONE) for cell in of_row),
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


def _numbers(audit: CaseAudit, name: str, words: str, meets: int, graded: int) -> list[Number]:
    """How many are good or better, of how many, and the share; none where nothing is graded."""
    if not graded:
        return []
    record = audit.record
    source = Source(record.title, of_audit(audit.partnership, audit))
    root = f"case-audit/{record.reference.lower()}/{name.replace('_', '-')}"

    def number(
        tail: str, measure: str, value: Decimal, unit: str, rule: str = "", terms: tuple = ()
    ) -> Number:
        figure = FigureRow(
            id=f"{root}/{tail}",
            section="",
            entity=record.title,
            measure=measure,
            period=f"{audit.start} to {audit.end}",
            value=f"{show(value, 0)}{'%' if unit == '%' else ''}",
            unit=unit,
            source=source,
            rule=rule,
            terms=terms,
        )
        return Number(figure, value)

    good = number("meets", f"{words}: good or better", Decimal(meets), "number")
    of = number("graded", f"{words}: graded", Decimal(graded), "number")
    percent = divide_half_up(Decimal(meets) * 100, Decimal(graded), 0)
    share = number("share", words, percent, "%", "share", (good.id, of.id))
    return [good, of, share]
