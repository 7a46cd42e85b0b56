"""Invoices, credit notes and what agencies paid."""

from datetime import date
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import transaction

from safeloom.domain.finance.commands import checks
from safeloom.domain.finance.models import Contribution, CreditNote, Invoice, Receipt
from safeloom.domain.finance.queries import contributions as queries
from safeloom.domain.partnership.models import Agency
from safeloom.foundation.audit import commands as audit
from safeloom.foundation.identity.models import Person
from safeloom.foundation.records.commands import in_turn
from safeloom.foundation.today import today
from safeloom.kernel.money import money_words


@transaction.atomic
def invoice(
    *,
    by: Person | None,
    contribution: Contribution,
    agency: Agency,
    day: date,
    reference: str,
    amount: Decimal,
    term_days: int | None = None,
) -> Invoice:
    """Enter an invoice to who pays a contribution on that day; it is due within the year's days unless
    `term_days` says otherwise. Raises ValidationError at `agency`, `day`, `reference` or `amount`."""
    here = contribution.year.partnership
    in_turn(contribution.record)
    checks.open_year(here, checks.not_later(day, today()))
    if not contribution.payers.as_at(day).filter(agency=agency).exists():
        raise ValidationError({"agency": f"{agency} does not pay this contribution on that day."})
    said = checks.words(reference, "reference", "the invoice’s number", 60)
    same = Invoice.objects.filter(contribution__year__partnership=here, reference__iexact=said)
    if same.exists():
        raise ValidationError({"reference": f"There is an invoice {said} already."})
    found = Invoice.objects.create(
        contribution=contribution,
        agency=agency,
        day=day,
        reference=said,
        amount=checks.amount(amount),
        term_days=contribution.year.term_days if term_days is None else term_days,
        entered_by=by,
    )
    _audit(by, contribution, "contribution.invoice", found)
    return found


@transaction.atomic
def credit(
    *, by: Person | None, invoice: Invoice, day: date, reference: str, amount: Decimal, reason: str
) -> CreditNote:
    """Take an invoice, or part of it, back. Raises ValidationError at the field; at `amount` where more
    would be taken back than is open."""
    contribution = invoice.contribution
    in_turn(contribution.record)
    checks.open_year(contribution.year.partnership, checks.not_later(day, today()))
    if day < invoice.day:
        raise ValidationError({"day": "Enter a day on or after the invoice’s."})
    taken = checks.amount(amount)
    _within(invoice, taken)
    found = CreditNote.objects.create(
        invoice=invoice,
        day=day,
        reference=checks.words(reference, "reference", "the credit note’s number", 60),
        amount=taken,
        reason=checks.words(reason, "reason", "why it is taken back", 300),
        entered_by=by,
    )
    _audit(by, contribution, "contribution.credit", found)
    return found


@transaction.atomic
def receive(
    *,
    by: Person | None,
    contribution: Contribution,
    day: date,
    amount: Decimal,
    reference: str = "",
    invoice: Invoice | None = None,
) -> Receipt:
    """Enter money that came in for a contribution, or (less than nothing) was paid back. It is income of
    the year of its day. Raises ValidationError at the field; at `amount` where it is more than is open
    of the invoice it is for."""
    here = contribution.year.partnership
    in_turn(contribution.record)
    year = checks.open_year(here, checks.not_later(day, today()))
    came = checks.amount(amount, below=True)
    if invoice is not None:
        if invoice.contribution_id != contribution.pk:
            raise ValidationError({"invoice": "Select an invoice of this contribution."})
        _within(invoice, came)
    found = Receipt.objects.create(
        contribution=contribution,
        year=year,
        invoice=invoice,
        day=day,
        reference=" ".join(reference.split())[:60],
        amount=came,
        entered_by=by,
    )
    _audit(by, contribution, "contribution.receive", found)
    return found


def _within(invoice: Invoice, amount: Decimal) -> None:
    read = queries.invoices(Invoice.objects.filter(pk=invoice.pk), date.max).get()
    left = queries.unpaid(read)
    if amount > left:
        words = f"Only {money_words(left)} of invoice {invoice.reference} is open."
        raise ValidationError({"amount": words})


def _audit(
    by: Person | None, contribution: Contribution, verb: str, row: Invoice | CreditNote | Receipt
) -> None:
    audit.write(by=by, verb=verb, record=contribution.record, after=audit.fields_of(row))
