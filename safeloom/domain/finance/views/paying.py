"""What agencies pay: the list, one contribution, cost per partner."""

from dataclasses import replace
from decimal import Decimal

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from safeloom.domain.finance.addresses import act, of_contribution, of_year
from safeloom.domain.finance.models import AgreementLine, Contribution, FinancialYear, Invoice
from safeloom.domain.finance.queries import contributions as queries
from safeloom.domain.finance.queries import years
from safeloom.domain.finance.views.ways import of_year_trail, trail
from safeloom.domain.partnership.views.tables import Act, Cell, Table, section
from safeloom.foundation.access.pages import open_to
from safeloom.foundation.identity.models import Partnership
from safeloom.kernel.money import money_words, penny
from safeloom.web.as_at import read_as_at
from safeloom.web.exports import table_response
from safeloom.web.files import files_section
from safeloom.web.lists import Column, Filter, ListPage, list_response
from safeloom.web.records import RecordPage, Section, record_response
from safeloom.web.words import date_words

HEADINGS = ("Agency", "Kind", "Agreed", "Share", "Invoiced", "Received", "Outstanding", "Change")


def _in_year(rows: QuerySet, value: str) -> QuerySet:
    return rows.filter(year__record__reference=value)


def _asked(row: Contribution) -> str:
    others = [payer.agency.name for payer in row.payers_now if payer.agency_id != row.agency_id]
    return ", ".join(others) or ("" if row.payers_now else "Nobody")


def _column(heading: str, value, **more) -> Column:
    return Column(heading, lambda row: money_words(value(row)), kind="number", export=value, **more)


@open_to("contribution.see")
def contributions(request: HttpRequest, partnership_key: str) -> HttpResponse:
    """The contributions that the viewer may see, of all years, the latest first."""
    here, viewer = request.partnership, request.viewer
    every = list(years.all_years(here).order_by("-start"))
    page = ListPage(
        title="Contributions",
        noun=("contribution", "contributions"),
        search=["agency__principal__name", "head__title", "record__reference"],
        default_order=("-year__start", "head__position", "agency__principal__name"),
        columns=[
            Column(
                "Agency",
                "called",
                sort="agency__principal__name",
                link=lambda row: of_contribution(here, row),
            ),
            Column("Year", lambda row: str(row.year), sort="year__start"),
            Column("Towards", lambda row: str(row.head), sort="head__title"),
            _column("Agreed", lambda row: penny(row.agreed), sort="agreed"),
            _column("Invoiced", lambda row: penny(row.billed) - penny(row.credited), sort="billed"),
            _column("Received", lambda row: penny(row.received), sort="received"),
            _column("Outstanding", queries.outstanding),
            Column("Now paid by", _asked),
        ],
        filters=[
            Filter(
                "year",
                "Year",
                lambda request: [(each.record.reference, str(each)) for each in every],
                _in_year,
            )
        ],
        empty="What each agency pays will stand here once it is agreed.",
        as_at=True,
    )
    may = viewer.may_everywhere("contribution.change", here.pk)
    current = years.shown_first(here, viewer.day)
    actions = []
    if may and current is not None:
        actions.append(("Agree contributions", act("agree", here, current.record.reference)))
    return list_response(
        request,
        page,
        lambda day: queries.contributions(viewer, here, day),
        trail=trail(here),
        actions=actions,
    )


@open_to("contribution.see")
def contribution(request: HttpRequest, partnership_key: str, reference: str) -> HttpResponse:
    """One contribution: agreed, invoiced, received, outstanding."""
    here, viewer = request.partnership, request.viewer
    as_at = read_as_at(request)
    found = get_object_or_404(
        queries.contributions(viewer, here, as_at.day), record__reference=reference
    )
    invoices = list(queries.invoices(found.invoices.all(), as_at.day))
    left = queries.outstanding(found)
    late = [each for each in invoices if queries.unpaid(each) > 0 and each.due < as_at.day]
    may = viewer.may_everywhere("contribution.change", here.pk)
    facts = [
        ("Year", str(found.year)),
        ("Towards", str(found.head)),
        ("Agreed", money_words(penny(found.agreed)) if found.agreed is not None else "Not agreed"),
        ("Received", money_words(penny(found.received))),
        ("Outstanding", money_words(left)),
    ]
    words, kind = _status(found, left, bool(late))
    page = RecordPage(
        title=f"{found.called}, {found.year}",
        reference=reference,
        status=words,
        status_kind=kind,
        facts=facts,
        next_step=_next(here, found, left) if may else None,
        sections=[
            section(
                "invoices",
                "Invoices",
                _invoices(request, invoices, as_at.day, may),
                ("Enter an invoice", act("invoice", here, reference)) if may else None,
            ),
            section(
                "receipts",
                "Received",
                _receipts(found, as_at.day),
                ("Enter a receipt", act("receive", here, reference)) if may else None,
            ),
            section("agreed", "What was agreed", _agreed(found)),
            files_section(viewer, here, found.record, viewer.day),
        ],
        side=[Section("payers", "Who pays what is left", "finance/payers.html")],
    )
    return record_response(
        request,
        page,
        trail=trail(here, ("Contributions", act("contributions", here))),
        as_at=as_at,
        payers=[(agency.name, money_words(amount)) for agency, amount in queries.asked_of(found)],
        left=left,
    )


def _next(here: Partnership, found: Contribution, left: Decimal) -> tuple[str, str] | None:
    """An invoice before anything is invoiced or paid, a receipt while something is outstanding."""
    reference = found.record.reference
    if left <= 0:
        return None
    if not found.billed and not found.received:
        return ("Enter an invoice", act("invoice", here, reference))
    return ("Enter a receipt", act("receive", here, reference))


def _status(found: Contribution, left, late: bool) -> tuple[str, str]:
    if late:
        return "Overdue", "late"
    if left <= 0 and found.agreed:
        return "Paid", "done"
    return ("Partly paid" if found.received else "To be paid"), "wait"


def _invoices(request: HttpRequest, invoices: list[Invoice], day, may: bool) -> Table:
    here = request.partnership
    rows = []
    for each in invoices:
        open_amount = queries.unpaid(each)
        state = "Paid" if open_amount <= 0 else "Overdue" if each.due < day else "To be paid"
        acts = ()
        if may and open_amount > 0:
            acts = (Act("Credit", each.reference, act("credit", here, each.pk)),)
        rows.append(
            [
                Cell(each.reference, acts=acts),
                each.agency.name,
                date_words(each.day),
                date_words(each.due),
                money_words(each.amount),
                money_words(penny(each.credited)),
                money_words(penny(each.paid)),
                money_words(open_amount),
                state,
            ]
        )
    return Table(
        ["Invoice", "To", "Date", "Due", "Amount", "Credited", "Paid", "Open", "State"],
        rows,
        "No invoice was made.",
    )


def _receipts(found: Contribution, day) -> Table:
    return Table(
        ["Date", "Amount", "Reference", "On invoice", "Income of"],
        [
            [
                date_words(row.day),
                money_words(row.amount),
                row.reference or "None",
                row.invoice.reference if row.invoice else "None",
                str(row.year),
            ]
            for row in queries.receipts(found, day)
        ],
        "Nothing has come in yet.",
    )


def _agreed(found: Contribution) -> Table:
    return Table(
        ["Agreed on", "By", "Share", "Amount", "Version"],
        [
            [
                date_words(line.agreement.agreed_on),
                line.agreement.group.name if line.agreement.group else "Not said",
                queries.share_words(line),
                money_words(line.amount),
                str(line.agreement.number),
            ]
            for line in queries.lines_of(found)
        ],
    )


@open_to("finance.see")
def partners(request: HttpRequest, partnership_key: str) -> HttpResponse:
    """What each partner agreed and paid in a year, its share, and the change on the year before."""
    here = request.partnership
    as_at = read_as_at(request)
    every = list(years.all_years(here).order_by("-start"))
    wanted = request.GET.get("year")
    found = next((each for each in every if each.record.reference == wanted), None)
    if found is None:
        found = years.shown_first(here, as_at.day)
    if found is None:
        page = RecordPage(
            title="Cost per partner",
            sections=[section("partners", "Partners", Table((), (), "No year is kept yet."))],
        )
        return record_response(request, page, trail=trail(here))
    costs = queries.cost_per_partner(found, as_at.day)
    kind = request.GET.get("export", "")
    if kind in ("csv", "xlsx"):
        return table_response(
            kind, f"Cost per partner {found}", HEADINGS, queries.taken(costs), as_at.day
        )
    page = RecordPage(
        title=f"Cost per partner {found}",
        facts=[("Agreed", money_words(queries.total(costs)))],
        sections=[
            replace(
                section("partners", "Partners", _partners(costs)), template="finance/amounts.html"
            ),
            Section(
                "agreements", "How it was agreed", "finance/agreements.html", _agree(request, found)
            ),
        ],
        side=[
            Section("years", "Other years", "finance/years.html"),
            Section("take", "Take away", "finance/take.html"),
        ],
    )
    return record_response(
        request,
        page,
        trail=of_year_trail(here, found),
        as_at=as_at,
        others=[
            (str(each), f"{act('partners', here)}?year={each.record.reference}")
            for each in every
            if each.pk != found.pk
        ],
        take=f"?year={found.record.reference}&as_at={as_at.day.isoformat()}&export=",
        agreements=_agreements(found),
        year_url=of_year(here, found),
    )


def _agree(request: HttpRequest, found: FinancialYear) -> tuple[str, str] | None:
    here = request.partnership
    if found.closed or not request.viewer.may("contribution.change", here.pk):
        return None
    return ("Agree contributions", act("agree", here, found.record.reference))


def _partners(costs: list) -> Table:
    total = queries.total(costs)
    rows = []
    for each in costs:
        share, change = each.share(total), each.change
        rows.append(
            [
                each.name,
                money_words(each.agreed),
                "" if share is None else f"{share}%",
                money_words(each.invoiced),
                money_words(each.received),
                money_words(each.outstanding),
                _change_words(change),
            ]
        )
    if rows:
        rows.append(
            [
                "Total",
                money_words(total),
                "100%" if total else "",
                *(
                    money_words(sum((getattr(each, name) for each in costs), penny(0)))
                    for name in ("invoiced", "received", "outstanding")
                ),
                "",
            ]
        )
    headings = [heading for heading in HEADINGS if heading != "Kind"]
    headings[-1] = "Change on the year before"
    return Table(headings, rows, "Nothing is agreed for this year yet.")


def _change_words(change: Decimal | None) -> str:
    if change is None:
        return "Not known"
    return f"{change:+}%".replace("-", "−") if change else "None"


def _agreements(found: FinancialYear) -> list[dict]:
    return [
        {
            "title": f"{each.head}, version {each.number}",
            "agreed": date_words(each.agreed_on),
            "group": each.group.name if each.group else "",
            "note": each.note,
            "total": money_words(each.total),
            "lines": _tree(list(each.lines.all())),
        }
        for each in queries.agreements(found)
    ]


def _tree(lines: list[AgreementLine]) -> list[tuple[str, list[str]]]:
    """Each line of the first level in words, with those of its parts."""
    found: list[tuple[str, list[str]]] = []
    for line in lines:
        words = f"{line.title}: {money_words(line.amount)}"
        if (share := queries.share_words(line)) != money_words(line.amount):
            words += f" ({share})"
        if line.parent_id:
            found[-1][1].append(words)
        else:
            found.append((words, []))
    return found
