"""Budgets and other income."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from safeloom.domain.finance.addresses import act, of_year
from safeloom.domain.finance.commands import budgets as commands
from safeloom.domain.finance.definitions import Side
from safeloom.domain.finance.forms import BudgetForm, IncomeForm
from safeloom.domain.finance.models import Budget
from safeloom.domain.finance.queries import budgets as queries
from safeloom.domain.finance.queries import years
from safeloom.domain.finance.views.ways import of_year_trail, trail
from safeloom.domain.partnership.views.asking import ask
from safeloom.domain.partnership.views.tables import Table, section
from safeloom.foundation.access.pages import open_to
from safeloom.kernel.money import money_words
from safeloom.web.lists import Column, Filter, ListPage, list_response
from safeloom.web.records import RecordPage, record_response
from safeloom.web.words import date_words


@open_to("finance.see")
def budget(request: HttpRequest, partnership_key: str) -> HttpResponse:
    """The budget of the year that runs, and the versions of every year."""
    here, viewer = request.partnership, request.viewer
    versions = queries.versions(viewer, here)
    current = years.shown_first(here, viewer.day)
    may = viewer.may("finance.change", here.pk) and current is not None and not current.closed
    page = RecordPage(
        title="Budget",
        next_step=("Set the budget", act("set-budget", here, current.record.reference))
        if may
        else None,
        sections=[
            section(f"version-{each.pk}", f"{each.year}, version {each.number}", _lines(each))
            for each in versions
        ]
        or [
            section(
                "none", "Versions", Table((), (), "What is planned for each head will stand here.")
            )
        ],
    )
    return record_response(request, page, trail=trail(here))


def _lines(version: Budget) -> Table:
    said = f"Agreed on {date_words(version.agreed_on)}"
    said += f" by {version.group.name}" if version.group else ""
    rows = [
        [str(line.head), line.head.get_side_display(), money_words(line.amount), said]
        for line in version.lines.all()
    ]
    return Table(["Head", "Side", "Planned", "Agreed"], rows)


@open_to("finance.change")
def set_budget(request: HttpRequest, partnership_key: str, reference: str) -> HttpResponse:
    """Set what is planned for each head of a year."""
    here, viewer = request.partnership, request.viewer
    rows = years.years(viewer, here, "finance.change")
    year = get_object_or_404(rows, record__reference=reference)
    heads = queries.heads_to_plan(here, year.start)
    before = queries.latest(year)
    initial: dict[str, Any] = {"agreed_on": viewer.day}
    if before is not None:
        initial |= {f"head-{line.head_id}": line.amount for line in before.lines.all()}
        initial["group"] = before.group_id

    def act_on(said: dict[str, Any]) -> Budget:
        amounts = {
            head: said[f"head-{head.pk}"]
            for head in heads
            if said.get(f"head-{head.pk}") is not None
        }
        return commands.set_budget(
            by=viewer.person,
            year=year,
            amounts=amounts,
            **{name: said[name] for name in ("agreed_on", "group", "note")},
        )

    return ask(
        request,
        BudgetForm,
        act_on,
        title=f"Set the budget of {year}",
        button="Set budget",
        done="The budget is set.",
        back=of_year(here, year),
        initial=initial,
        rows=(heads, years.groups_to_choose(here)),
        lead="A head that is left blank has no budget. Contributions need no line: what agencies agreed is "
        "their budget. A new version holds from the day it was agreed; those before stay.",
        trail=of_year_trail(here, year),
    )


@open_to("finance.see")
def income(request: HttpRequest, partnership_key: str) -> HttpResponse:
    """Income that is no agency's contribution, the latest first."""
    here, viewer = request.partnership, request.viewer
    every = list(years.all_years(here).order_by("-start"))
    page = ListPage(
        title="Income",
        noun=("entry", "entries"),
        search=["words", "reference", "head__title"],
        default_order=("-day", "-entered"),
        columns=[
            Column("Where from", "words", sort="words"),
            Column("Head", lambda row: str(row.head), sort="head__title"),
            Column("Date", "day", sort="day", kind="date"),
            Column(
                "Amount",
                lambda row: money_words(row.amount),
                sort="amount",
                kind="number",
                export=lambda row: row.amount,
            ),
            Column("Reference", "reference", sort="reference"),
            Column("Puts right", lambda row: str(row.adjusts) if row.adjusts else ""),
        ],
        filters=[
            Filter(
                "year",
                "Year",
                lambda request: [(each.record.reference, str(each)) for each in every],
                "year__record__reference",
            )
        ],
        empty="Income other than contributions will stand here.",
    )
    may = viewer.may("finance.change", here.pk)
    return list_response(
        request,
        page,
        queries.income(viewer, here),
        trail=trail(here),
        actions=[("Enter income", act("add-income", here))] if may else [],
    )


@open_to("finance.change")
def add_income(request: HttpRequest, partnership_key: str) -> HttpResponse:
    """Enter income."""
    here, viewer = request.partnership, request.viewer
    closed = years.all_years(here).filter(closed__isnull=False).order_by("-start")
    return ask(
        request,
        IncomeForm,
        lambda said: commands.add_income(by=viewer.person, partnership=here, **said),
        title="Enter income",
        button="Save income",
        done="The income is entered.",
        back=act("income", here),
        initial={"day": viewer.day},
        rows=(years.heads_to_choose(here, Side.INCOME, viewer.day), closed),
        lead="What agencies pay is entered on their contribution, not here.",
        trail=trail(here, ("Income", act("income", here))),
    )
