"""The return rate drawn, and tables as they leave."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

from safeloom.domain.questionnaires.models import Campaign
from safeloom.systems.school_return.queries.in_place import Table
from safeloom.systems.school_return.queries.rates import Rates
from safeloom.web.charts import Chart, Series, bars


def percent(value: Decimal) -> str:
    """`85%`."""
    return f"{value:f}%"


def chart_of(campaign: Campaign, rates: Rates) -> Chart | None:
    """The return rate by phase as bars, with those of the round before; None where nobody was asked."""
    if not rates.phases:
        return None
    series = [Series(campaign.record.title, [one.now.percent for one in rates.phases])]
    if campaign.previous is not None:
        series.append(
            Series(campaign.previous.record.title, [one.before.percent for one in rates.phases])
        )
    return bars(
        "Schools that returned it, by phase",
        [one.title for one in rates.phases],
        series,
        heading="Phase",
        write=percent,
    )


def file_of(campaign: Campaign, table: Table) -> tuple[list[str], Iterator[Sequence[Any]]]:
    """Headings and lines of what schools have in place, each share as how many of how many."""
    headings = ["Part", "Question", "In place", "Answered", "In per cent", "Last time in per cent"]
    for _, words in table.phases:
        headings += [f"{words}: in place", f"{words}: answered"]

    def lines() -> Iterator[Sequence[Any]]:
        for row in table.rows:
            whole = (row.whole.many, row.whole.of, row.whole.percent, row.before.percent)
            found: list[Any] = [row.section, row.words, *whole]
            for key, _ in table.phases:
                share = row.phases.get(key)
                found += [share.many, share.of] if share else [0, 0]
            yield found

    return headings, lines()
