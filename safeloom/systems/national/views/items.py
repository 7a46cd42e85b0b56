"""The list of what arrived, and the page of one."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from safeloom.domain.actions.sections import actions_section, recommendations_section
from safeloom.foundation.access.pages import open_to
from safeloom.systems.national.addresses import at, of_item
from safeloom.systems.national.content import kind_words, kinds
from safeloom.systems.national.models import ComparisonRow, NationalItem
from safeloom.systems.national.queries import answers
from safeloom.systems.national.queries import items as queries
from safeloom.systems.national.queries.items import STATES, UNIT, State
from safeloom.web.files import files_section
from safeloom.web.lists import Column, Filter, ListPage, Typed, list_response
from safeloom.web.records import RecordPage, Section, record_response
from safeloom.web.words import count_words, date_words

Gap = ComparisonRow.Gap
GAP_TAGS = {Gap.UNKNOWN: "plain", Gap.NONE: "done", Gap.PART: "wait", Gap.WHOLE: "late"}
OPEN = [("open", "Not done"), *((state.key, state.words) for state in STATES.values())]


def _by_state(rows: Any, value: str) -> Any:
    return rows.exclude(state="done") if value == "open" else rows.filter(state=value)


LIST = ListPage(
    title="National reviews, guidance and consultations",
    noun=("item", "items"),
    search=["record__title", "record__reference", "from_whom", "summary"],
    default_order=("-arrived", "record__reference"),
    columns=[
        Column(
            "Title",
            "record.title",
            sort="record__title",
            link=lambda item: of_item(item.record.partnership, item),
        ),
        Column("Kind", lambda item: kind_words(item.kind), sort="kind"),
        Column("From", "from_whom", sort="from_whom"),
        Column("Arrived", "arrived", sort="arrived", kind="date"),
        Column("Closes", "closes", sort="closes", kind="date"),
        Column("Compares", lambda item: item.owner_now or UNIT, sort="owner_now"),
        Column("Gaps", "gaps", sort="gaps", kind="number"),
        Column("State", lambda item: STATES[item.state].words, sort="state"),
        Column("Reference", "record.reference", sort="record__reference"),
    ],
    filters=[
        Filter("state", "State", OPEN, _by_state),
        Filter("kind", "Kind", lambda request: list(kinds().items()), "kind"),
    ],
    typed=[
        Typed("since", "Arrived since", lambda rows, day: rows.filter(arrived__gte=day), kind="day")
    ],
    empty="What national bodies publish or ask stands here, with how local practice compares.",
)


def trail(here: Any, item: NationalItem | None = None) -> list[tuple[str, str]]:
    """The way back to the list, or to an item."""
    way = [("National", at("list", here))]
    return [*way, (item.title, of_item(here, item))] if item else way


@open_to("national.see")
def listing(request: HttpRequest, partnership_key: str) -> HttpResponse:
    """What arrived."""
    here, viewer = request.partnership, request.viewer
    may = viewer.may_everywhere("national.change", here.pk)
    return list_response(
        request,
        LIST,
        queries.with_state(queries.items(viewer, here), viewer.day),
        actions=[("Add what arrived", at("add", here))] if may else [],
    )


def found(request: HttpRequest, reference: str, permission: str = "national.see") -> NationalItem:
    """The item of an address, if the viewer holds a permission for it."""
    rows = queries.items(request.viewer, request.partnership, permission)
    return get_object_or_404(rows, record__reference=reference)


@open_to("national.see")
def item(request: HttpRequest, partnership_key: str, reference: str) -> HttpResponse:
    """One item: the comparison, the answer, what follows."""
    here, viewer = request.partnership, request.viewer
    rows = queries.with_state(queries.items(viewer, here), viewer.day)
    one = get_object_or_404(rows, record__reference=reference)
    state = STATES[one.state]
    compares = queries.may_compare(viewer, one, viewer.day)
    changes = viewer.may_everywhere("national.change", here.pk)
    facts: list[tuple[str, Any]] = [
        ("Kind", kind_words(one.kind)),
        ("From", one.from_whom),
        ("Arrived", date_words(one.arrived)),
        ("Compares", one.owner_now or UNIT),
    ]
    if one.compare_by:
        facts.append(("Compare by", date_words(one.compare_by)))
    if one.closes:
        facts.append(("Closes", date_words(one.closes)))
    page = RecordPage(
        title=one.title,
        reference=reference,
        status=state.words,
        status_kind=state.tag,
        facts=facts,
        next_step=_next(request, one, state, compares),
        sections=[
            Section(
                "about",
                "What it is about",
                "national/about.html",
                ("Change", at("change", here, reference)) if changes else None,
            ),
            Section(
                "comparison",
                "Comparison with local practice",
                "national/comparison.html",
                ("Add a row", at("add-row", here, reference)) if compares else None,
            ),
            _answer_section(request, one),
            recommendations_section(viewer, here, one.record, viewer.day),
            actions_section(viewer, here, one.record, viewer.day),
            files_section(viewer, here, one.record, viewer.day),
        ],
        of=one.record,
    )
    return record_response(
        request,
        page,
        trail=trail(here),
        item=one,
        rows=_rows(here, one, compares),
        summing=_summing(one),
        steps=queries.steps_of(one),
        answer=answers.latest(one) if one.answer_by else None,
        answer_steps=answers.steps_of(one) if one.answer_by else [],
        decide=at("decide", here, reference) if changes else "",
    )


def _answer_section(request: HttpRequest, one: NationalItem) -> Section:
    may = request.viewer.may_everywhere("national.answer", request.partnership.pk)
    change = None
    if may and one.closes and one.answer_by not in ("approved", "sent") and not one.unanswered:
        words = "Change the answer" if one.answer_by else "Write the answer"
        change = (words, at("answer", request.partnership, one.record.reference))
    return Section("answer", "The partnership’s answer", "national/answer.html", change)


def _next(
    request: HttpRequest, one: NationalItem, state: State, compares: bool
) -> tuple[str, str] | None:
    here, viewer = request.partnership, request.viewer
    reference = one.record.reference
    if state.key in ("to-compare", "comparing", "late") and compares:
        if one.row_count:
            return ("Finish the comparison", at("compared", here, reference))
        return ("Add a row", at("add-row", here, reference))
    if not one.closes or one.unanswered or one.answer_by == "sent":
        return None
    others = one.answer_writer != (viewer.person.pk if viewer.person else None)
    if one.answer_by == "written" and others and viewer.may("national.approve", here.pk):
        return ("Approve or send back", at("approve", here, reference))
    if not viewer.may_everywhere("national.answer", here.pk):
        return None
    if one.answer_by == "approved":
        return ("Note that it was sent", at("sent", here, reference))
    if one.answer_by == "written":
        return None
    return ("Write the answer", at("answer", here, reference))


def _rows(here: Any, one: NationalItem, compares: bool) -> list[dict[str, Any]]:
    reference = one.record.reference
    return [
        {
            "row": row,
            "tag": (row.get_gap_display(), GAP_TAGS[Gap(row.gap)]),
            "change": at("change-row", here, reference, row.pk) if compares else "",
            "remove": at("remove-row", here, reference, row.pk) if compares else "",
        }
        for row in queries.rows_of(one)
    ]


def _summing(one: NationalItem) -> str:
    if not one.row_count:
        return ""
    gaps = count_words(one.gaps, "gap", "gaps")
    return f"{count_words(one.row_count, 'row', 'rows')} compared, {gaps}."
