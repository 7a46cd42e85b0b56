"""The lists of the tracker."""

from django.db.models import F, Q, QuerySet
from django.http import HttpRequest, HttpResponse

from safeloom.domain.actions import addresses, telling
from safeloom.domain.actions.commands.actions import PREFIX
from safeloom.domain.actions.definitions import State
from safeloom.domain.actions.models import Action
from safeloom.domain.actions.queries import choices, closing, rows
from safeloom.domain.actions.queries.progress import AGES, of_age
from safeloom.domain.actions.queries.states import bounds
from safeloom.foundation.access.pages import open_to
from safeloom.foundation.today import today
from safeloom.web.lists import Choosing, Column, Filter, ListPage, Typed, list_response
from safeloom.web.part_pages import part_pages


def _reference(word: str) -> Q:
    """A reference is letters, a dash and a number: other words need not be sought in tens of thousands."""
    could = any(sign.isdigit() for sign in word) or word.upper() in f"{PREFIX}-"
    return Q(record__reference__icontains=word) if could else Q(pk__in=())


def _told(word: str) -> Q:
    return Q(told__icontains=word)


def _in_state(found, value: str):
    return found.filter(bounds(value, today()), hidden=False, state=value)


def _of_agency(found, value: str):
    return found.filter(rows.owned_by(value, today()), hidden=False)


def _of_age(found, value: str):
    return found.filter(of_age(today(), value), hidden=False)


def _from_source(found, value: str):
    return found.filter(hidden=False, named=True, source__reference__iexact=value)


def _link(action: Action) -> str:
    return addresses.of_action(action.partnership, action)


COLUMNS = [
    Column("Reference", "record.reference", sort="record__reference", link=_link),
    Column("Action", telling.short, export=telling.wording),
    Column("Owner", telling.owner_words),
    Column(
        "Due",
        telling.due_words,
        sort=("due", "record__reference"),
        export=lambda action: action.due or action.due_words,
    ),
    Column("Status", telling.state_mark, export=telling.state_words),
    Column("Source", telling.source_words),
]
FILTERS = [
    Filter("status", "Status", State.choices, _in_state),
    Filter(
        "agency",
        "Owner",
        lambda request: choices.owning(
            request.viewer, request.partnership, request.GET.getlist("owner")
        ),
        _of_agency,
    ),
    Filter("age", "Agreed on", lambda request: [(key, words) for key, words, *_ in AGES], _of_age),
]
TYPED = [Typed("source", "Source (reference)", _from_source)]
EMPTY = "What is to be done, by whom and by when will stand here."


def _chosen(action: Action) -> str:
    return "" if action.hidden or action.ended else action.reference


def _page(title: str, empty: str = EMPTY) -> ListPage:
    return ListPage(
        title=title,
        noun=("action", "actions"),
        search=[_reference, _told],
        default_order=(F("due").asc(nulls_last=True), "record__reference"),
        columns=COLUMNS,
        filters=FILTERS,
        typed=TYPED,
        choosing=Choosing(_chosen, "Change the chosen actions"),
        empty=empty,
    )


LISTS = {
    "actions": _page("Open actions"),
    "mine": _page("My actions", "You own no actions that are open."),
    "agency": _page("Actions of my agency", "Your agency owns no actions that are open."),
    "waiting": _page("Actions to check", "No action waits to be checked and closed."),
    "all": _page("All actions"),
}
VIEWS = (
    ("actions", "Open"),
    ("mine", "Mine"),
    ("agency", "My agency’s"),
    ("waiting", "To check"),
    ("all", "All"),
    ("sources", "By source"),
    ("progress", "Progress"),
)


def tabs(request: HttpRequest, now: str) -> list[tuple[str, str, bool]]:
    """The views of the tracker, and what else stands in this part of the work: words, address, whether it
    is this one."""
    here, viewer = request.partnership, request.viewer
    checks = viewer.may("action.close", here.pk)
    found = [
        (words, addresses.page(name, here), name == now)
        for name, words in VIEWS
        if name != "waiting" or checks
    ]
    return [*found, *((*page, False) for page in part_pages(request, "actions:actions"))]


def _shown(request: HttpRequest, name: str, found: QuerySet[Action]) -> HttpResponse:
    here = request.partnership
    may = request.viewer.may("action.add", here.pk)
    many = request.viewer.may("action.change", here.pk)
    return list_response(
        request,
        LISTS[name],
        found,
        shown=lambda few: rows.with_owner(few, request.viewer.day),
        template="actions/list.html",
        tabs=tabs(request, name),
        choose_url=addresses.page("many", here) if many else "",
        actions=[("Add an action", addresses.adding(here))] if may else [],
    )


def _listed(request: HttpRequest) -> QuerySet[Action]:
    return rows.to_narrow(request.viewer, request.partnership)


@open_to("action.see")
def listing(request: HttpRequest, partnership_key: str) -> HttpResponse:
    """The open actions the viewer may see."""
    return _shown(request, "actions", _listed(request).filter(ended__isnull=True))


@open_to("action.see")
def mine(request: HttpRequest, partnership_key: str) -> HttpResponse:
    """The open actions the viewer owns: as themselves, or by a post they hold."""
    found = _listed(request).filter(rows.own(request.viewer), ended__isnull=True)
    return _shown(request, "mine", found)


@open_to("action.see")
def agency(request: HttpRequest, partnership_key: str) -> HttpResponse:
    """The open actions of the agencies the viewer works at or leads."""
    found = _listed(request).filter(ended__isnull=True)
    return _shown(
        request, "agency", rows.of_my_agencies(request.viewer, request.partnership, found)
    )


@open_to("action.close")
def waiting(request: HttpRequest, partnership_key: str) -> HttpResponse:
    """The actions that are complete or evidenced and that the viewer may check and close."""
    found = rows.to_narrow(request.viewer, request.partnership, "action.close")
    return _shown(request, "waiting", closing.to_check(request.viewer, request.partnership, found))


@open_to("action.see")
def everything(request: HttpRequest, partnership_key: str) -> HttpResponse:
    """All actions the viewer may see, closed ones too."""
    return _shown(request, "all", _listed(request))
