"""What the money tells at home."""

from datetime import datetime

from safeloom.domain.finance.addresses import act, of_contribution, of_spend
from safeloom.domain.finance.definitions import State
from safeloom.domain.finance.queries import contributions, limits, spending, years
from safeloom.foundation.access.rule import Viewer
from safeloom.foundation.identity.models import Partnership
from safeloom.kernel.money import money_words
from safeloom.kernel.registry import HomeLine
from safeloom.web.words import date_words

# Lines that stand one by one; of more, their number.
_MOST = 5


def begin(viewer: Viewer, partnership: Partnership, since: datetime) -> list[HomeLine]:
    """The first financial year, for who keeps the account. 1 query."""
    if not viewer.may("finance.change", partnership.pk):
        return []
    if years.all_years(partnership).exists():
        return []
    words = "What partners pay and what it is spent on; a budget sheet can be brought in."
    return [HomeLine("Add a financial year", act("add-year", partnership), detail=words)]


def to_approve(viewer: Viewer, partnership: Partnership, since: datetime) -> list[HomeLine]:
    """The spending that waits and that the person may approve. At most 7 queries."""
    if not viewer.may("spend.decide", partnership.pk):
        return []
    waiting = spending.waiting(partnership, viewer.day)
    found = limits.mine_to_approve(partnership, viewer.person, waiting, viewer.day)
    lines = [
        HomeLine(
            f"Approve or reject {spend.record.title}: {money_words(spend.amount)}",
            of_spend(partnership, spend),
            detail=f"{spend.head}, asked for on {date_words(spend.day)}",
        )
        for spend in found[:_MOST]
    ]
    if len(found) > _MOST:
        url = f"{act('spending', partnership)}?state={State.WAITING}"
        lines.append(HomeLine(f"{len(found) - _MOST} more wait for your approval", url))
    return lines


def overdue(viewer: Viewer, partnership: Partnership, since: datetime) -> list[HomeLine]:
    """The invoices that are not paid and past their day: all for the unit, their own for an agency's lead.
    At most 2 queries."""
    held = viewer.may("contribution.change", partnership.pk)
    own = viewer.over("contribution.see", partnership.pk)
    if not held and not own:
        return []
    found = [
        each
        for each in contributions.open_invoices(viewer, partnership, viewer.day)
        if each.due < viewer.day
    ]
    lines = [
        HomeLine(
            f"{each.agency.name}: {money_words(contributions.unpaid(each))} of invoice "
            f"{each.reference} not paid",
            of_contribution(partnership, each.contribution),
            due=each.due,
            late=True,
        )
        for each in found[:_MOST]
    ]
    if len(found) > _MOST:
        words = f"{len(found) - _MOST} more invoices are overdue"
        lines.append(HomeLine(words, act("contributions", partnership), late=True))
    return lines


def decided(viewer: Viewer, partnership: Partnership, since: datetime) -> list[HomeLine]:
    """What was decided about spending the person asked for. 1 query."""
    if viewer.person is None or not viewer.may("finance.see", partnership.pk):
        return []
    return [
        HomeLine(
            f"{step.get_step_display()}: {step.spend.record.title}",
            of_spend(partnership, step.spend),
            detail=step.reason,
        )
        for step in spending.decided_since(partnership, viewer.person, since)
    ]
