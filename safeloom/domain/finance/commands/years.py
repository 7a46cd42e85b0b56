"""Financial years: adding, changing and closing one."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import transaction

from safeloom.domain.finance.commands import checks
from safeloom.domain.finance.definitions import FLAG_PERCENT, TERM_DAYS
from safeloom.domain.finance.models import FinancialYear
from safeloom.domain.finance.queries.spending import waiting_of
from safeloom.foundation.audit import commands as audit
from safeloom.foundation.identity.models import Partnership, Person
from safeloom.foundation.records.commands import in_turn, next_revision, open_record
from safeloom.foundation.today import today
from safeloom.kernel.dates import show_date
from safeloom.kernel.periods import Period

LONGEST = timedelta(days=550)


@transaction.atomic
def add_year(
    *,
    by: Person | None,
    partnership: Partnership,
    start: date,
    end: date,
    opening: Decimal | None = None,
    term_days: int = TERM_DAYS,
    flag_percent: Decimal = Decimal(FLAG_PERCENT),
) -> FinancialYear:
    """Add a financial year. `opening` is what was in hand on its first day, where no earlier year says
    it. Years stand one after the other without a gap. Raises ValidationError at the field."""
    in_turn(partnership)
    if end <= start:
        raise ValidationError({"end": "Enter a last day after the first day."})
    if end - start > LONGEST:
        raise ValidationError({"end": "A year is 18 months at most. Check the two days."})
    rows = FinancialYear.objects.filter(partnership=partnership).order_by("start")
    first, last = rows.first(), rows.last()
    if first is not None and last is not None:
        follows = start == last.end + timedelta(days=1)
        precedes = end == first.start - timedelta(days=1)
        if not (follows or precedes):
            raise ValidationError({"start": _where(first, last)})
        if precedes and first.opening is None and first.closed is not None:
            raise ValidationError(
                {"start": f"{first} is closed, and would no longer begin as it did."}
            )
    title = f"Financial year {Period(start, end).short_label()}"
    year = FinancialYear.objects.create(
        record=open_record(
            partnership=partnership, kind="financial-year", prefix="FY", title=title
        ),
        partnership=partnership,
        start=start,
        end=end,
        opening=opening,
        term_days=term_days,
        flag_percent=_share(flag_percent),
    )
    _audit(by, year, "financial-year.add")
    return year


def _where(first: FinancialYear, last: FinancialYear) -> str:
    return (
        "Years stand one after the other: begin on "
        f"{show_date(last.end + timedelta(days=1))}, or end on "
        f"{show_date(first.start - timedelta(days=1))}."
    )


@transaction.atomic
def change_year(
    *,
    by: Person | None,
    year: FinancialYear,
    seen: int | None,
    opening: Decimal | None,
    term_days: int,
    flag_percent: Decimal,
) -> FinancialYear:
    """Change what was in hand on the first day, the days in which an invoice is paid (invoices made
    before keep theirs), and which difference is flagged. Raises ValidationError, `Stale`."""
    next_revision(year.record, seen)
    checks.still_open(year)
    year.opening, year.term_days, year.flag_percent = opening, term_days, _share(flag_percent)
    year.save(update_fields=["opening", "term_days", "flag_percent"])
    _audit(by, year, "financial-year.change")
    return year


def _share(value: Decimal) -> Decimal:
    if not 0 < value <= 100:
        raise ValidationError({"flag_percent": "Enter a percentage above 0 and up to 100."})
    return value


@transaction.atomic
def close_year(*, by: Person | None, year: FinancialYear, seen: int | None) -> FinancialYear:
    """Close a year: what it closes with is carried forward, and nothing of it changes any more. Refused
    before it has ended, while the year before is open, and while spending waits for approval."""
    next_revision(year.record, seen)
    checks.still_open(year)
    if year.end >= today():
        raise ValidationError(f"{year} lasts until {show_date(year.end)}. Close it after that day.")
    before = FinancialYear.objects.filter(
        partnership=year.partnership, end__lt=year.start, closed__isnull=True
    ).order_by("start")
    if (open_one := before.first()) is not None:
        raise ValidationError(f"{open_one} is still open. Close that year first.")
    waiting = waiting_of(year, today()).count()
    if waiting:
        raise ValidationError(
            f"{waiting} of its spending waits for approval. Have it approved, rejected or withdrawn."
        )
    year.closed, year.closed_by = datetime.now(UTC), by
    year.save(update_fields=["closed", "closed_by"])
    _audit(by, year, "financial-year.close")
    return year


def _audit(by: Person | None, year: FinancialYear, verb: str) -> None:
    audit.write(by=by, verb=verb, record=year.record, after=audit.fields_of(year))
