"""Agreeing contributions, invoices, credit notes, receipts."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from safeloom.domain.finance.addresses import act, of_contribution
from safeloom.domain.finance.commands import agreeing, receiving
from safeloom.domain.finance.definitions import Side
from safeloom.domain.finance.forms import AgreementForm, CreditForm, InvoiceForm, ReceiptForm
from safeloom.domain.finance.models import Contribution
from safeloom.domain.finance.pasting import read_shares, written
from safeloom.domain.finance.queries import contributions as queries
from safeloom.domain.finance.queries import years
from safeloom.domain.finance.views.ways import of_year_trail, trail
from safeloom.domain.partnership.views.asking import ask
from safeloom.foundation.access.pages import open_to
from safeloom.kernel.money import money_words
from safeloom.web.words import date_words


@open_to("contribution.change")
def agree(request: HttpRequest, partnership_key: str, reference: str) -> HttpResponse:
    """Agree what is paid towards a head for a year."""
    here, viewer = request.partnership, request.viewer
    rows = years.years(viewer, here, "contribution.change")
    year = get_object_or_404(rows, record__reference=reference)
    heads = years.heads_to_choose(here, Side.INCOME, year.start)

    def act_on(said: dict[str, Any]) -> Any:
        shares = read_shares(said.pop("lines"), queries.may_pay(here, year.start))
        return agreeing.agree_contributions(by=viewer.person, year=year, shares=shares, **said)

    before = queries.latest_agreement(year)
    initial: dict[str, Any] = {"agreed_on": viewer.day}
    if before is not None:
        initial |= {
            "head": before.head_id,
            "lines": written(list(before.lines.all())),
            "whole_pounds": before.whole_pounds,
            "group": before.group_id,
            "total": before.total,
        }
    else:
        initial["head"] = heads.values_list("pk", flat=True).first()
    return ask(
        request,
        AgreementForm,
        act_on,
        title=f"Agree contributions for {year}",
        button="Agree contributions",
        done="The contributions are agreed.",
        back=f"{act('partners', here)}?year={reference}#agreements",
        initial=initial,
        rows=(heads, years.groups_to_choose(here)),
        lead="It begins with what was agreed last. A new version holds from the day it was agreed; those "
        "before stay.",
        trail=of_year_trail(here, year),
    )


def _contribution(request: HttpRequest, reference: str) -> Contribution:
    rows = queries.contributions(
        request.viewer, request.partnership, request.viewer.day, "contribution.change"
    )
    return get_object_or_404(rows, record__reference=reference)


def _trail(request: HttpRequest, found: Contribution) -> list[tuple[str, str]]:
    here = request.partnership
    return trail(here, (f"{found.called}, {found.year}", of_contribution(here, found)))


@open_to("contribution.change")
def invoice(request: HttpRequest, partnership_key: str, reference: str) -> HttpResponse:
    """Enter an invoice to who pays a contribution."""
    here, found = request.partnership, _contribution(request, reference)
    payers = queries.asked_of(found)
    return ask(
        request,
        InvoiceForm,
        lambda said: receiving.invoice(by=request.viewer.person, contribution=found, **said),
        title=f"Enter an invoice to {found.called}, {found.year}",
        button="Save invoice",
        done="The invoice is entered.",
        back=of_contribution(here, found),
        initial={
            "agency": payers[0][0].pk if payers else None,
            "day": request.viewer.day,
            "amount": payers[0][1] if payers else None,
            "term_days": found.year.term_days,
        },
        rows=queries.payers_of(found),
        trail=_trail(request, found),
    )


@open_to("contribution.change")
def receive(request: HttpRequest, partnership_key: str, reference: str) -> HttpResponse:
    """Enter money that came in for a contribution."""
    here, found = request.partnership, _contribution(request, reference)
    unpaid = [
        each
        for each in queries.invoices(found.invoices.all(), request.viewer.day)
        if queries.unpaid(each) > 0
    ]
    first = unpaid[0] if unpaid else None
    return ask(
        request,
        ReceiptForm,
        lambda said: receiving.receive(by=request.viewer.person, contribution=found, **said),
        title=f"Enter a receipt from {found.called}, {found.year}",
        button="Save receipt",
        done="The receipt is entered.",
        back=of_contribution(here, found),
        initial={
            "invoice": first.pk if first else None,
            "day": request.viewer.day,
            "amount": queries.unpaid(first) if first else queries.outstanding(found),
        },
        rows=found.invoices.all(),
        lead=f"{money_words(queries.outstanding(found))} is outstanding.",
        trail=_trail(request, found),
    )


@open_to("contribution.change")
def credit(request: HttpRequest, partnership_key: str, pk: UUID) -> HttpResponse:
    """Take an invoice, or part of it, back."""
    here, viewer = request.partnership, request.viewer
    found = get_object_or_404(queries.invoices_of(viewer, here, viewer.day), pk=pk)
    contribution = found.contribution
    return ask(
        request,
        CreditForm,
        lambda said: receiving.credit(by=viewer.person, invoice=found, **said),
        title=f"Credit invoice {found.reference}",
        button="Save credit note",
        done="The credit note is entered.",
        back=of_contribution(here, contribution),
        initial={"day": viewer.day, "amount": queries.unpaid(found)},
        lead=f"{money_words(found.amount)} of {date_words(found.day)}, of which "
        f"{money_words(queries.unpaid(found))} is open.",
        trail=trail(here, (contribution.record.title, of_contribution(here, contribution))),
    )
