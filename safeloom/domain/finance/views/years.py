"""Financial years."""

from datetime import date, timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from safeloom.domain.finance.addresses import act, of_year
from safeloom.domain.finance.commands import years as commands
from safeloom.domain.finance.definitions import FLAG_PERCENT, TERM_DAYS
from safeloom.domain.finance.forms import ChangeYearForm, SureForm, YearForm
from safeloom.domain.finance.models import FinancialYear
from safeloom.domain.finance.queries import years as queries
from safeloom.domain.finance.queries.account import read_account
from safeloom.domain.finance.views.ways import of_year_trail, trail
from safeloom.domain.partnership.views.asking import ask
from safeloom.foundation.access.pages import open_to
from safeloom.kernel.money import money_words
from safeloom.kernel.periods import Frequency, Period, period_containing
from safeloom.web.lists import Column, ListPage, list_response
from safeloom.web.words import date_words


@open_to("finance.see")
def years(request: HttpRequest, partnership_key: str) -> HttpResponse:
    """All financial years with what they close with."""
    here, viewer = request.partnership, request.viewer
    closing = queries.closings(list(queries.all_years(here)))
    page = ListPage(
        title="Financial years",
        noun=("financial year", "financial years"),
        search=["record__title", "record__reference"],
        default_order="-start",
        columns=[
            Column("Year", str, sort="start", link=lambda row: of_year(here, row)),
            Column("First day", "start", sort="start", kind="date"),
            Column("Last day", "end", sort="end", kind="date"),
            Column("State", lambda row: "Closed" if row.closed else "Open"),
            Column(
                "Carried forward",
                lambda row: money_words(closing[row]),
                kind="number",
                export=lambda row: closing[row],
            ),
        ],
        empty="The financial years of the partnership will stand here.",
    )
    may = viewer.may("finance.change", here.pk)
    return list_response(
        request,
        page,
        queries.years(viewer, here),
        trail=trail(here),
        actions=[("Add a financial year", act("add-year", here))] if may else [],
    )


@open_to("finance.change")
def add(request: HttpRequest, partnership_key: str) -> HttpResponse:
    """Add a financial year."""
    here = request.partnership
    start, end = _next(here, request.viewer.day)
    return ask(
        request,
        YearForm,
        lambda said: commands.add_year(by=request.viewer.person, partnership=here, **said),
        title="Add a financial year",
        button="Add financial year",
        done="The financial year is added.",
        back=lambda year: of_year(here, year),
        initial={
            "start": start,
            "end": end,
            "term_days": TERM_DAYS,
            "flag_percent": FLAG_PERCENT,
        },
        cancel=act("years", here),
        trail=trail(here, ("Financial years", act("years", here))),
    )


def _next(here, day: date) -> tuple[date, date]:
    last = queries.all_years(here).order_by("start").last()
    if last is None:
        period = period_containing(day, Frequency.YEAR)
    else:
        period = Period(last.start, last.end).next()
        period = Period(last.end + timedelta(days=1), period.end)
    return period.start, period.end


def _year(request: HttpRequest, reference: str) -> FinancialYear:
    rows = queries.years(request.viewer, request.partnership, "finance.change")
    return get_object_or_404(rows, record__reference=reference)


@open_to("finance.change")
def change(request: HttpRequest, partnership_key: str, reference: str) -> HttpResponse:
    """Change what a year begins with and what is flagged."""
    here, found = request.partnership, _year(request, reference)

    def now() -> dict:
        row = _year(request, reference)
        said = {name: getattr(row, name) for name in ("opening", "term_days", "flag_percent")}
        return said | {"revision": row.record.revision}

    def act_on(said: dict) -> FinancialYear:
        seen = said.pop("revision")
        return commands.change_year(by=request.viewer.person, year=found, seen=seen, **said)

    return ask(
        request,
        ChangeYearForm,
        act_on,
        title=f"Change {found}",
        button="Save year",
        done=f"{found} is changed.",
        back=of_year(here, found),
        initial=now(),
        current=now,
        subject=reference,
        trail=of_year_trail(here, found),
    )


@open_to("finance.change")
def close(request: HttpRequest, partnership_key: str, reference: str) -> HttpResponse:
    """Close a year, with what is carried forward."""
    here, found = request.partnership, _year(request, reference)
    closing = read_account(found, found.end).closing
    return ask(
        request,
        SureForm,
        lambda said: commands.close_year(
            by=request.viewer.person, year=found, seen=said["revision"]
        ),
        title=f"Close {found}",
        button="Close the year",
        done=f"{found} is closed.",
        back=of_year(here, found),
        initial={"revision": found.record.revision},
        lead=f"On {date_words(found.end)} {money_words(closing)} was in hand: it is carried forward. "
        "Nothing of a closed year changes any more; what comes to light later is entered in an open "
        "year. It cannot be opened again.",
        trail=of_year_trail(here, found),
        warn=True,
    )
