"""Looking through what is written, without building it."""

from collections.abc import Collection

from safeloom.foundation.today import today
from safeloom.kernel.registry import ReportBlock, offered
from safeloom.reports.building.built import BuiltSection
from safeloom.reports.building.typed import not_accepted, referred_to
from safeloom.reports.document.markdown import Written, written
from safeloom.reports.measured import rows_of
from safeloom.reports.models import Report, ReportSection


def inspect(report: Report) -> tuple[BuiltSection, ...]:
    """What has to be mended or answered for in each section, as `build` would find it, in a fixed
    number of queries and without drawing anything."""
    rows = sections_in(report)
    left_out = ReportSection.State.LEFT_OUT
    names = [name for row in rows if row.state != left_out for name in referred_to(row.text)]
    figures = rows_of(report.record.partnership, names, day=today())
    return tuple(
        empty(row)
        if row.state == left_out
        else findings(row, written(row.text, figures, level=2), figures)
        for row in rows
    )


def sections_in(report: Report) -> list[ReportSection]:
    """The sections in order, with owners, live blocks and accepted numbers: 5 queries."""
    rows = report.sections.select_related("owner").prefetch_related(
        "accepted", "blocks__subjects__record"
    )
    return list(rows.order_by("position"))


def findings(row: ReportSection, text: Written, known: Collection[str]) -> BuiltSection:
    """What there is to mend or answer for in a section; `known` are the references that name a
    figure."""
    unknown = tuple(dict.fromkeys(name for name in referred_to(row.text) if name not in known))
    problems = [
        f"{problem.text} in line {problem.line} {problem.problem}."
        for problem in text.problems
        if problem.text.strip("[]").strip() not in unknown
    ]
    there = {block.key for block in offered(ReportBlock)}
    problems += [
        f"the live block “{block.block}” is no longer there; take it out."
        for block in row.blocks.all()
        if block.block not in there
    ]
    unsourced = tuple(not_accepted(row.text, row.accepted.all()))
    return BuiltSection(row, unknown, tuple(problems), unsourced)


def empty(row: ReportSection) -> BuiltSection:
    """A section that is left out: nothing in it is looked at."""
    return BuiltSection(row, (), (), ())
