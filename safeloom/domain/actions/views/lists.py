"""The lists of the tracker."""

from django.db.models import F, Q
from django.http import HttpRequest, HttpResponse

from safeloom.domain.actions import addresses, telling
from safeloom.domain.actions.definitions import State
from safeloom.domain.actions.models import Action
from safeloom.domain.actions.queries import rows
from safeloom.foundation.access.pages import open_to
from safeloom.web.lists import Column, Filter, ListPage, list_response
from safeloom.web.part_pages import part_pages


def _told(word: str) -> Q:
    return Q(told__icontains=word)


def _in_state(found, value: str):
    return found.filter(hidden=False, state=value)


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
LIST = ListPage(
    title="Actions",
    noun=("action", "actions"),
    search=["record__reference", _told],
    default_order=(F("due").asc(nulls_last=True), "record__reference"),
    columns=COLUMNS,
    filters=[Filter("status", "Status", lambda request: State.choices, _in_state)],
    empty="What is to be done, by whom and by when will stand here.",
)


@open_to("action.see")
def listing(request: HttpRequest, partnership_key: str) -> HttpResponse:
    """The actions the viewer may see."""
    here = request.partnership
    may = request.viewer.may("action.add", here.pk)
    return list_response(
        request,
        LIST,
        rows.listed(request.viewer, here),
        actions=([("Add an action", addresses.adding(here))] if may else [])
        + part_pages(request, "actions:actions"),
    )
