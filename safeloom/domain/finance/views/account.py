"""The statement of account."""

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404

from safeloom.domain.finance.addresses import act, of_year
from safeloom.domain.finance.models import FinancialYear
from safeloom.domain.finance.queries import years as queries
from safeloom.domain.finance.queries.account import budget_in_force, read_account
from safeloom.domain.finance.showing import HEADINGS, flags, rows_of, sentence
from safeloom.domain.finance.statement import FORECAST, Account
from safeloom.domain.finance.views.ways import pages, trail
from safeloom.foundation.access.pages import open_to
from safeloom.foundation.identity.models import Partnership
from safeloom.web.as_at import AsAt, read_as_at
from safeloom.web.exports import table_response
from safeloom.web.files import files_section
from safeloom.web.records import RecordPage, Section, record_response
from safeloom.web.words import date_words, moment_words


@open_to("contribution.see")
def money(request: HttpRequest, partnership_key: str) -> HttpResponse:
    """The year that runs, or how to begin; an agency lead is led to what their agency pays."""
    here, viewer = request.partnership, request.viewer
    if not viewer.may("finance.see", here.pk):
        return HttpResponseRedirect(act("contributions", here))
    found = queries.shown_first(here, viewer.day)
    if found is not None:
        return _page(request, found)
    may = viewer.may("finance.change", here.pk)
    page = RecordPage(
        title="Money",
        next_step=("Add a financial year", act("add-year", here)) if may else None,
        sections=[Section("begin", "Statement of account", "finance/begin.html")],
        side=[Section("pages", "More", "finance/pages.html")],
    )
    return record_response(request, page, pages=pages(request), may=may)


@open_to("finance.see")
def year(request: HttpRequest, partnership_key: str, reference: str) -> HttpResponse:
    """The statement of account of one year."""
    rows = queries.years(request.viewer, request.partnership)
    return _page(request, get_object_or_404(rows, record__reference=reference))


def _page(request: HttpRequest, found: FinancialYear) -> HttpResponse:
    here, viewer = request.partnership, request.viewer
    as_at = read_as_at(request)
    asked = as_at.day if not as_at.is_today else viewer.day
    account = read_account(found, asked)
    kind = request.GET.get("export", "")
    if kind in ("csv", "xlsx"):
        title = f"Statement of account {found}"
        return table_response(kind, title, HEADINGS, _taken(account), account.day)
    may = viewer.may("finance.change", here.pk)
    closes = may and found.closed is None and found.end < viewer.day
    facts: list[tuple[str, Any]] = [
        ("Year", f"{date_words(found.start)} to {date_words(found.end)}"),
        ("As at", date_words(account.day)),
    ]
    if found.closed is not None:
        who = f" by {found.closed_by.name}" if found.closed_by else ""
        facts.append(("Closed", moment_words(found.closed) + who))
    step = None
    if closes:
        step = ("Close the year", act("close-year", here, found.record.reference))
    elif viewer.may("spend.ask", here.pk):
        step = ("Ask to spend", act("ask", here))
    page = RecordPage(
        title=f"Statement of account {found}",
        reference=found.record.reference,
        status="Closed" if found.closed else "",
        status_kind="done",
        facts=facts,
        next_step=step,
        sections=[
            Section("statement", "Statement", "finance/statement.html"),
            files_section(viewer, here, found.record, viewer.day),
        ],
        side=[
            Section("pages", "More", "finance/pages.html"),
            Section("years", "Other years", "finance/years.html"),
        ],
    )
    return record_response(
        request,
        page,
        trail=trail(here) if request.resolver_match.url_name != "money" else [],
        as_at=AsAt(account.day, as_at.form, as_at.problem),
        rows=rows_of(account),
        headings=HEADINGS,
        sentence=sentence(account),
        flags=flags(account),
        forecast=FORECAST,
        no_budget=budget_in_force(found, account.day) is None,
        budget_url=act("set-budget", here, found.record.reference) if may else "",
        pages=pages(request),
        others=_others(here, found),
        change=act("change-year", here, found.record.reference)
        if may and found.closed is None
        else "",
    )


def _taken(account: Account) -> list[list]:
    return [[row.title, *row.amounts] for row in rows_of(account)]


def _others(here: Partnership, found: FinancialYear) -> list[tuple[str, str]]:
    rows = queries.all_years(here).order_by("-start")
    return [(str(each), of_year(here, each)) for each in rows if each.pk != found.pk]


def default_day(found: FinancialYear, day: date) -> date:
    """The day for which a year is shown: today, or its last day once that has passed."""
    return max(found.start, min(day, found.end))
