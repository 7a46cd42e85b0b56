"""The position of plans as a live block of a report."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from safeloom.domain.plans import addresses
from safeloom.domain.plans.line_standing import ORDER, LineStanding
from safeloom.domain.plans.models import Plan, Priority
from safeloom.domain.plans.position import Counts, Position, counted, position
from safeloom.domain.plans.queries import lines as line_queries
from safeloom.domain.plans.queries import plans as plan_queries
from safeloom.foundation.identity.models import Partnership
from safeloom.kernel.rag import Rag
from safeloom.reports.document.tree import (
    ChartPart,
    Column,
    FigureRow,
    Heading,
    Paragraph,
    Part,
    Runs,
    Source,
    Table,
    runs,
)
from safeloom.reports.document.tree import Rag as Rating
from safeloom.reports.material import BlockContext, Material, Number, Shown
from safeloom.web.words import date_words

_COUNTS = tuple(Column(rating.word, "number") for rating in ORDER)


def choices(partnership: Partnership) -> list[tuple[str, str]]:
    """The plans of a partnership, the latest first."""
    rows = plan_queries.every(partnership).order_by("-start", "record__reference")
    return [(str(plan.pk), plan.title) for plan in rows]


def plan_position(context: BlockContext) -> Material:
    """How the lines of plans stood on the last day: by priority, with those of programmes that serve it, and
    by the month they are due. Of none chosen, the partnership's own plans of that day."""
    rows = plan_queries.every(context.partnership)
    chosen = [record.pk for record in context.about]
    rows = rows.filter(pk__in=chosen) if chosen else rows.as_at(context.end).filter(group=None)
    plans = list(rows.order_by("start", "record__reference"))
    if not plans:
        return Material(lambda shown: [Paragraph(runs("No plan was in force on that day."))])
    told = [_Told(context, plan) for plan in plans]

    def draw(shown: Shown) -> list[Part]:
        return [part for one in told for part in one.draw(shown, headed=len(told) > 1)]

    return Material(draw, numbers=[number for one in told for number in one.numbers])


class _Told:
    """One plan: what is counted of it, and how that is drawn."""

    def __init__(self, context: BlockContext, plan: Plan) -> None:
        self.plan, self.day, here = plan, context.end, context.partnership
        self.address = f"{addresses.of_plan(here, plan)}?as_at={self.day}"
        own = line_queries.standings(line_queries.of_plan(plan), here, self.day)
        self.priorities = plan_queries.priorities(plan)
        serving = line_queries.standings(line_queries.serving(self.priorities), here, self.day)
        self.position: Position = position(own, self.day)
        self.rows = [
            (priority.title, _of(own, priority), _serving(serving, priority))
            for priority in self.priorities
        ]
        rest = counted(one for one in own if one.line.priority_id is None)
        if rest.total:
            self.rows.append(("Without a priority", rest, counted([])))
        self.numbers = [*self._counts("all", plan.title, self.position.counts)]
        for at, (title, counts, served) in enumerate(self.rows, start=1):
            self.numbers += self._counts(f"priority-{at}", title, counts)
            if served.total:
                self.numbers += self._counts(f"serving-{at}", f"{title}, programmes", served)
        for month in self.position.months:
            name = f"{month.first:%Y-%m}" if month.first else "no-date"
            self.numbers += self._counts(name, f"{plan.title}, due {month.label}", month.counts)

    def _counts(self, name: str, entity: str, counts: Counts) -> list[Number]:
        base = f"plan/{self.plan.record.reference}/{self.day}/{name}"
        ids = tuple(f"{base}/{rating.value}" for rating, _ in counts.each())
        rows = [
            *(
                (id, f"Lines of a plan, {rating.word.lower()}", many, "", ())
                for id, (rating, many) in zip(ids, counts.each(), strict=True)
            ),
            (f"{base}/total", "Lines of a plan", counts.total, "sum", ids),
        ]
        return [
            Number(
                FigureRow(
                    id=id,
                    section="",
                    entity=entity,
                    measure=measure,
                    period=date_words(self.day),
                    value=str(many),
                    unit="number",
                    source=Source(self.plan.title, self.address),
                    rule=rule,
                    terms=terms,
                ),
                Decimal(many),
            )
            for id, measure, many, rule, terms in rows
        ]

    def draw(self, shown: Shown, *, headed: bool) -> list[Part]:
        """The parts of the plan."""
        parts: list[Part] = [Heading(2, self.plan.title)] if headed else []
        parts.append(Paragraph(runs(f"On {date_words(self.day)}: {self.position.sentence}")))
        if not self.position.counts.total:
            return parts
        if self.rows:
            parts.append(self._by_priority(shown))
        if self.position.chart is not None:
            parts.append(ChartPart(replace(self.position.chart, rows=())))
        parts.append(self._by_month(shown))
        return parts

    def _by_priority(self, shown: Shown) -> Table:
        served = any(one[2].total for one in self.rows)
        columns = (Column("Priority"), *_COUNTS, Column("Lines", "number"), Column("Worst"))
        columns += (Column("Lines of programmes", "number"),) if served else ()
        rows = []
        for at, (title, counts, serving) in enumerate(self.rows, start=1):
            row = [runs(title), *self._figures(shown, f"priority-{at}"), _worst(counts)]
            if served:
                row.append(
                    self._figures(shown, f"serving-{at}")[-1] if serving.total else runs("–")
                )
            rows.append(tuple(row))
        return Table(f"Priorities of {self.plan.title}", columns, tuple(rows), dense=True)

    def _by_month(self, shown: Shown) -> Table:
        rows = [
            (
                runs(month.label, *([f" ({', '.join(month.words)})"] if month.words else [])),
                *self._figures(shown, f"{month.first:%Y-%m}" if month.first else "no-date"),
            )
            for month in self.position.months
        ]
        rows.append((runs("All"), *self._figures(shown, "all")))
        columns = (Column("Due"), *_COUNTS, Column("Lines", "number"))
        return Table(f"{self.plan.title} by due month", columns, tuple(rows), dense=True)

    def _figures(self, shown: Shown, name: str) -> list[Runs]:
        base = f"plan/{self.plan.record.reference}/{self.day}/{name}"
        ids = [*(f"{base}/{rating.value}" for rating in ORDER), f"{base}/total"]
        return [(shown.figure(id),) for id in ids]


def _of(own: Sequence[LineStanding], priority: Priority) -> Counts:
    return counted(one for one in own if one.line.priority_id == priority.pk)


def _serving(serving: Sequence[LineStanding], priority: Priority) -> Counts:
    return counted(one for one in serving if one.line.serves_id == priority.pk)


def _worst(counts: Counts) -> Runs:
    worst = counts.worst or Rag.NONE
    return (Rating(worst.value, worst.word),) if counts.total else runs("–")
