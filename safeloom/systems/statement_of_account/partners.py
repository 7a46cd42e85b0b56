"""What partners agreed and paid, as live blocks of a report."""

from decimal import Decimal

from safeloom.domain.finance.models import AgreementLine, FinancialYear
from safeloom.domain.finance.queries import contributions as queries
from safeloom.domain.finance.queries.account import agreements_in_force
from safeloom.kernel.money import NOTHING, money_words
from safeloom.reports.document.tree import Column, Heading, Paragraph, Part, Table, runs
from safeloom.reports.material import BlockContext, Material, Number, Shown
from safeloom.systems.statement_of_account.figures import Figures, cell, slug, years_of
from safeloom.systems.statement_of_account.report import NONE
from safeloom.web.words import date_words

_PARTNERS = (
    Column("Partner"),
    Column("Agreed", "number"),
    Column("Share", "number"),
    Column("Received", "number"),
    Column("Agreed the year before", "number"),
    Column("Change", "number"),
)
_SHARES = (Column("Who pays"), Column("Share", "number"), Column("Agreed", "number"))


def cost_per_partner(context: BlockContext) -> Material:
    """What each partner agreed and paid in each year of the report, its share, and the change."""
    numbers: list[Number] = []
    made = [_partners(context, year, numbers) for year in years_of(context)]

    def draw(shown: Shown) -> list[Part]:
        parts = [part for one in made for part in one(shown)]
        return parts or [Paragraph(runs(NONE))]

    return Material(draw, numbers=numbers)


def _partners(context: BlockContext, year: FinancialYear, numbers: list[Number]):
    day = min(year.end, context.end)
    figures = Figures(context.partnership, year, day, numbers)
    costs = queries.cost_per_partner(year, day)
    whole = queries.total(costs)
    came = sum((each.received for each in costs), NOTHING)
    named = {each.agency: f"partner/{slug(each.name)}" for each in costs}
    agreed = {
        each.agency: figures.amount(
            f"{named[each.agency]}/agreed", f"{each.name}, agreed", each.agreed
        )
        for each in costs
    }
    received = {
        each.agency: figures.amount(
            f"{named[each.agency]}/received", f"{each.name}, received", each.received
        )
        for each in costs
    }
    total = _total(figures, "agreed", "All partners, agreed", whole, tuple(agreed.values()))
    all_received = _total(
        figures, "received", "All partners, received", came, tuple(received.values())
    )
    rows = []
    for each in costs:
        name, mine = named[each.agency], agreed[each.agency]
        share = each.share(whole)
        before = change = ""
        if each.before is not None:
            before = figures.amount(f"{name}/before", f"{each.name}, the year before", each.before)
        if each.change is not None:
            words = f"{each.name}, change"
            change = figures.percent(f"{name}/change", words, each.change, "change", (before, mine))
        rows.append(
            (
                each.name,
                mine,
                ""
                if share is None
                else figures.percent(
                    f"{name}/share", f"{each.name}, share", share, "share", (mine, total)
                ),
                received[each.agency],
                before,
                change,
            )
        )

    def draw(shown: Shown) -> list[Part]:
        if not costs:
            return [Paragraph(runs(f"Nothing was agreed for {year}."))]
        words = (
            f"{len(costs)} partners agreed {money_words(whole)}, of which {money_words(came)} was"
        )
        return [
            Heading(2, f"Cost per partner {year}"),
            Paragraph(runs(f"{words} received by {date_words(day)}.")),
            Table(
                f"What each partner agreed and paid, {year}",
                _PARTNERS,
                (
                    *((runs(row[0]), *(cell(shown, id) for id in row[1:])) for row in rows),
                    (
                        runs("All partners"),
                        cell(shown, total),
                        runs(""),
                        cell(shown, all_received),
                        runs(""),
                        runs(""),
                    ),
                ),
            ),
        ]

    return draw


def _total(figures: Figures, name: str, words: str, amount: Decimal, terms: tuple[str, ...]) -> str:
    if not terms:
        return ""
    return figures.amount(f"partners/{name}", words, amount, rule="sum", terms=terms)


def contributions(context: BlockContext) -> Material:
    """What was agreed towards each head in each year of the report, with every share of a share."""
    numbers: list[Number] = []
    made = [_agreed(context, year, numbers) for year in years_of(context)]

    def draw(shown: Shown) -> list[Part]:
        parts = [part for one in made for part in one(shown)]
        return parts or [Paragraph(runs(NONE))]

    return Material(draw, numbers=numbers)


def _agreed(context: BlockContext, year: FinancialYear, numbers: list[Number]):
    day = min(year.end, context.end)
    figures = Figures(context.partnership, year, day, numbers)
    force = {each.pk for each in agreements_in_force(year, day)}
    tables = [
        (
            agreement,
            _lines(figures, str(agreement.head), list(agreement.lines.all()), agreement.total),
        )
        for agreement in queries.agreements(year)
        if agreement.pk in force
    ]

    def draw(shown: Shown) -> list[Part]:
        if not tables:
            return [Paragraph(runs(f"Nothing was agreed for {year}."))]
        parts: list[Part] = [Heading(2, f"Contributions {year}")]
        for agreement, rows in tables:
            by = f" by {agreement.group.name}" if agreement.group else ""
            parts.append(
                Table(
                    f"{agreement.head}, agreed on {date_words(agreement.agreed_on)}{by}",
                    _SHARES,
                    tuple((runs(title), runs(share), cell(shown, id)) for title, share, id in rows),
                )
            )
        return parts

    return draw


def _lines(
    figures: Figures, head: str, lines: list[AgreementLine], total: Decimal
) -> list[tuple[str, str, str]]:
    """The lines of an agreement and what they come to: title, share in words, id."""
    base = f"agreed/{slug(head)}"
    ids: dict = {}
    below: dict = {}
    for line in [
        *(each for each in lines if each.parent_id),
        *(each for each in lines if not each.parent_id),
    ]:
        parts = tuple(below.get(line.pk, ()))
        ids[line.pk] = figures.amount(
            f"{base}/{line.position}-{slug(line.title)}",
            f"{head}: {line.title}",
            line.amount,
            rule="sum",
            terms=parts,
        )
        below.setdefault(line.parent_id, []).append(ids[line.pk])
    whole = figures.amount(
        f"{base}/total", f"{head}, total", total, rule="sum", terms=tuple(below.get(None, ()))
    )
    rows = []
    for line in lines:
        share = queries.share_words(line)
        told = "" if share == money_words(line.amount) else share
        rows.append((f"– {line.title}" if line.parent_id else line.title, told, ids[line.pk]))
    return [*rows, ("Total", "", whole)]
