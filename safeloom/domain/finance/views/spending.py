"""Spending: the list, one of it, asking, deciding, paying."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from safeloom.domain.finance.addresses import act, of_spend, of_year
from safeloom.domain.finance.commands import spending as commands
from safeloom.domain.finance.definitions import Side, State
from safeloom.domain.finance.forms import PayForm, ReasonForm, SpendForm, SureForm
from safeloom.domain.finance.models import Spend
from safeloom.domain.finance.queries import limits, years
from safeloom.domain.finance.queries import spending as queries
from safeloom.domain.finance.views.ways import trail
from safeloom.domain.partnership.views.asking import ask as ask_form
from safeloom.domain.partnership.views.tables import Table, section
from safeloom.foundation.access.pages import open_to
from safeloom.kernel.money import money_words, penny
from safeloom.web.files import files_section
from safeloom.web.lists import Column, Filter, ListPage, list_response
from safeloom.web.records import RecordPage, Section, record_response
from safeloom.web.words import date_words

KINDS = {
    State.WAITING: "wait",
    State.COMMITTED: "wait",
    State.PART_PAID: "wait",
    State.PAID: "done",
    State.REJECTED: "late",
    State.WITHDRAWN: "plain",
}


@open_to("finance.see")
def spending(request: HttpRequest, partnership_key: str) -> HttpResponse:
    """All spending, the latest first."""
    here, viewer = request.partnership, request.viewer
    every = list(years.all_years(here).order_by("-start"))
    heads = list(years.heads(here, Side.EXPENDITURE))
    page = ListPage(
        title="Spending",
        noun=("entry", "entries"),
        search=["record__title", "record__reference", "supplier"],
        default_order=("-day", "-record__reference"),
        columns=[
            Column(
                "What for",
                "record.title",
                sort="record__title",
                link=lambda row: of_spend(here, row),
            ),
            Column("Reference", "record.reference", sort="record__reference"),
            Column("Head", lambda row: str(row.head), sort="head__title"),
            Column("Supplier", "supplier", sort="supplier"),
            Column("Asked for on", "day", sort="day", kind="date"),
            Column(
                "Amount",
                lambda row: money_words(row.amount),
                sort="amount",
                kind="number",
                export=lambda row: row.amount,
            ),
            Column(
                "Paid",
                lambda row: money_words(penny(row.paid)),
                sort="paid",
                kind="number",
                export=lambda row: penny(row.paid),
            ),
            Column("State", lambda row: State(row.state).label, sort="state"),
        ],
        filters=[
            Filter("state", "State", State.choices, "state"),
            Filter(
                "head",
                "Head",
                lambda request: [(str(each.pk), str(each)) for each in heads],
                "head",
            ),
            Filter(
                "year",
                "Year",
                lambda request: [(each.record.reference, str(each)) for each in every],
                "year__record__reference",
            ),
        ],
        empty="What is asked for, approved and paid will stand here.",
        as_at=True,
    )
    may = viewer.may("spend.ask", here.pk)
    return list_response(
        request,
        page,
        lambda day: queries.spending(viewer, here, day),
        trail=trail(here),
        actions=[("Ask to spend", act("ask", here))] if may else [],
    )


def _spend(request: HttpRequest, reference: str, permission: str = queries.SEE) -> Spend:
    rows = queries.spending(request.viewer, request.partnership, request.viewer.day, permission)
    return get_object_or_404(rows, record__reference=reference)


@open_to("finance.see")
def spend(request: HttpRequest, partnership_key: str, reference: str) -> HttpResponse:
    """One thing to be spent: where it stands, who may approve it, what was paid."""
    here, viewer = request.partnership, request.viewer
    found = _spend(request, reference)
    waits = found.state == State.WAITING
    right = limits.right_to(found, viewer.person, viewer.day) if waits else None
    decides = right is not None and viewer.may("spend.decide", here.pk)
    keeps = viewer.may("finance.change", here.pk)
    step = None
    if decides:
        step = ("Approve spending", act("approve", here, reference))
    elif keeps and found.state in (State.COMMITTED, State.PART_PAID):
        step = ("Enter a payment", act("pay", here, reference))
    elif found.state == State.REJECTED and viewer.may("spend.ask", here.pk):
        step = ("Ask again", f"{act('ask', here)}?again={reference}")
    page = RecordPage(
        title=found.record.title,
        reference=reference,
        status=State(found.state).label,
        status_kind=KINDS[State(found.state)],
        facts=_facts(found),
        next_step=step,
        sections=[
            section("decided", "What was decided", _decided(found)),
            section("payments", "Paid", _payments(found)),
            files_section(viewer, here, found.record, viewer.day),
        ],
        side=[Section("approvers", "Who may approve it", "finance/approvers.html")]
        if waits
        else [],
    )
    return record_response(
        request,
        page,
        template="finance/spend.html",
        trail=trail(here, ("Spending", act("spending", here))),
        reason=found.reason,
        adjusts=(str(found.adjusts), of_year(here, found.adjusts)) if found.adjusts else None,
        approvers=limits.approvers(found, viewer.day) if waits else [],
        own=waits and found.asked_by_id and viewer.person.pk in limits.entries_of(found.asked_by),
        acts=_acts(request, found, decides, keeps),
    )


def _acts(request: HttpRequest, found: Spend, decides: bool, keeps: bool) -> list[tuple[str, str]]:
    here, reference = request.partnership, found.record.reference
    acts = [("Reject", act("reject", here, reference))] if decides else []
    if keeps and found.state in (State.WAITING, State.COMMITTED, State.PART_PAID):
        acts.append(("Withdraw", act("withdraw", here, reference)))
    if keeps and found.state == State.PAID and not found.brought:
        acts.append(("Enter money that came back", act("pay", here, reference)))
    return acts


def _facts(found: Spend) -> list[tuple[str, Any]]:
    asked = date_words(found.day)
    if found.asked_by:
        asked += f" by {found.asked_by.name}"
    facts = [
        ("Head", str(found.head)),
        ("Amount", money_words(found.amount)),
        ("Paid", money_words(penny(found.paid))),
        ("Still to be paid", money_words(queries.left(found))),
        ("Supplier", found.supplier or "Not said"),
        ("Year", str(found.year)),
        ("Brought in" if found.brought else "Asked for", asked),
    ]
    return (
        facts
        if found.state not in (State.REJECTED, State.WITHDRAWN)
        else [fact for fact in facts if fact[0] != "Still to be paid"]
    )


def _decided(found: Spend) -> Table:
    empty = "Nothing yet."
    if found.brought:
        empty = "It came out of a file of the account: who approved it is not kept here."
    return Table(
        ["Decision", "On", "By", "As", "Reason"],
        [
            [
                step.get_step_display(),
                date_words(step.day),
                step.by.name if step.by else "The installation",
                step.post.title if step.post else "Keeper of the account",
                step.reason or "None",
            ]
            for step in found.steps_now
        ],
        empty,
    )


def _payments(found: Spend) -> Table:
    return Table(
        ["Date", "Amount", "Reference", "Expenditure of", "The last one"],
        [
            [
                date_words(row.day),
                money_words(row.amount),
                row.reference or "None",
                str(row.year),
                "Yes" if row.last else "No",
            ]
            for row in queries.payments(found)
        ],
        "Nothing is paid yet.",
    )


@open_to("spend.ask")
def ask(request: HttpRequest, partnership_key: str) -> HttpResponse:
    """Ask for approval to spend."""
    here, viewer = request.partnership, request.viewer
    initial: dict[str, Any] = {"day": viewer.day}
    if again := request.GET.get("again"):
        before = queries.spending(viewer, here, viewer.day).filter(record__reference=again).first()
        if before is not None:
            initial |= {
                "title": before.record.title,
                "head": before.head_id,
                "supplier": before.supplier,
                "amount": before.amount,
                "reason": before.reason,
            }
    return ask_form(
        request,
        SpendForm,
        lambda said: commands.ask_to_spend(by=viewer.person, partnership=here, **said),
        title="Ask to spend",
        button="Ask for approval",
        done="It waits for approval. Who may give it stands beside it.",
        back=lambda made: of_spend(here, made),
        initial=initial,
        rows=_heads(request, Side.EXPENDITURE),
        cancel=act("spending", here),
        trail=trail(here, ("Spending", act("spending", here))),
    )


def _heads(request: HttpRequest, side: str) -> tuple:
    here = request.partnership
    closed = years.all_years(here).filter(closed__isnull=False).order_by("-start")
    return years.heads_to_choose(here, side, request.viewer.day), closed


@open_to("spend.decide")
def approve(request: HttpRequest, partnership_key: str, reference: str) -> HttpResponse:
    """Approve spending."""
    here, viewer = request.partnership, request.viewer
    found = _spend(request, reference, "spend.decide")
    lead = f"{money_words(found.amount)} on {found.head}"
    lead += f", to {found.supplier}." if found.supplier else "."
    return ask_form(
        request,
        SureForm,
        lambda said: commands.approve_spend(by=viewer.person, spend=found),
        title=f"Approve {found.record.title}",
        button="Approve spending",
        done="It is approved, and committed.",
        back=of_spend(here, found),
        lead=lead,
        trail=_trail(request, found),
    )


@open_to("spend.decide")
def reject(request: HttpRequest, partnership_key: str, reference: str) -> HttpResponse:
    """Reject spending, with the reason."""
    here, viewer = request.partnership, request.viewer
    found = _spend(request, reference, "spend.decide")
    return ask_form(
        request,
        ReasonForm,
        lambda said: commands.reject_spend(by=viewer.person, spend=found, **said),
        title=f"Reject {found.record.title}",
        button="Reject spending",
        done="It is rejected. Who asked reads the reason.",
        back=of_spend(here, found),
        trail=_trail(request, found),
        warn=True,
    )


@open_to("finance.change")
def withdraw(request: HttpRequest, partnership_key: str, reference: str) -> HttpResponse:
    """Withdraw spending that waits, or what is left of a commitment."""
    here, viewer = request.partnership, request.viewer
    found = _spend(request, reference, "finance.change")
    return ask_form(
        request,
        ReasonForm,
        lambda said: commands.withdraw_spend(by=viewer.person, spend=found, **said),
        title=f"Withdraw {found.record.title}",
        button="Withdraw spending",
        done="It is withdrawn.",
        back=of_spend(here, found),
        trail=_trail(request, found),
        warn=True,
    )


@open_to("finance.change")
def pay(request: HttpRequest, partnership_key: str, reference: str) -> HttpResponse:
    """Enter a payment."""
    here, viewer = request.partnership, request.viewer
    found = _spend(request, reference, "finance.change")
    left = queries.left(found)
    return ask_form(
        request,
        PayForm,
        lambda said: commands.pay(by=viewer.person, spend=found, **said),
        title=f"Enter a payment for {found.record.title}",
        button="Save payment",
        done="The payment is entered.",
        back=of_spend(here, found),
        initial={"day": viewer.day, "amount": left or None},
        lead=f"{money_words(found.amount)} was approved; {money_words(left)} is left.",
        trail=_trail(request, found),
    )


def _trail(request: HttpRequest, found: Spend) -> list[tuple[str, str]]:
    here = request.partnership
    return trail(
        here, ("Spending", act("spending", here)), (found.record.title, of_spend(here, found))
    )
