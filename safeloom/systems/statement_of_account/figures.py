"""Amounts as figures of a report."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from django.utils.text import slugify

from safeloom.domain.finance.addresses import of_year
from safeloom.domain.finance.models import FinancialYear
from safeloom.domain.finance.queries.years import all_years
from safeloom.foundation.identity.models import Partnership
from safeloom.kernel.money import money_words
from safeloom.reports.document.tree import FigureRow, Run, Source, runs
from safeloom.reports.material import BlockContext, Number, Shown

NOTHING = "–"


def years_of(context: BlockContext) -> list[FinancialYear]:
    """The years a report is about, the earliest first."""
    rows = all_years(context.partnership)
    ended = rows.filter(end__gte=context.start, end__lte=context.end).order_by("start")
    if found := list(ended.select_related("partnership")):
        return found
    running = rows.filter(start__lte=context.end, end__gte=context.end)
    return list(running.select_related("partnership"))


@dataclass
class Figures:
    """The figures of a year, gathered while a table of them is put together."""

    partnership: Partnership
    year: FinancialYear
    day: date
    numbers: list[Number] = field(default_factory=list)

    def amount(
        self, name: str, words: str, amount: Decimal, *, rule: str = "", terms: tuple[str, ...] = ()
    ) -> str:
        """The id of an amount; `name` tells it apart within the year."""
        return self._add(name, words, money_words(amount), amount, "GBP", rule, terms)

    def percent(
        self, name: str, words: str, share: Decimal, rule: str, terms: tuple[str, ...]
    ) -> str:
        """The id of a percentage."""
        return self._add(name, words, f"{share}%", share, "%", rule, terms)

    def _add(
        self,
        name: str,
        words: str,
        shown: str,
        value: Decimal,
        unit: str,
        rule: str,
        terms: tuple[str, ...],
    ) -> str:
        id = f"money/{self.year}/{name}"
        row = FigureRow(
            id=id,
            section="",
            entity=self.partnership.name,
            measure=words,
            period=self.year.period.label(),
            value=shown,
            unit=unit,
            source=Source(f"Account {self.year}", of_year(self.partnership, self.year)),
            rule=rule if terms else "",
            terms=terms if rule else (),
        )
        self.numbers.append(Number(row, value))
        return id


def cell(shown: Shown, id: str) -> tuple[Run, ...]:
    """A figure, or a dash where there is none."""
    return (shown.figure(id),) if id else runs(NOTHING)


def slug(*parts: str) -> str:
    """A part of an id."""
    return "/".join(slugify(part)[:60] or "other" for part in parts)
