"""The schools of a round one by one: all returns, whom to chase, and what was asked for."""

from dataclasses import replace
from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.html import format_html_join

from safeloom.domain.partnership.models import SchoolEntry
from safeloom.domain.questionnaires import addresses as engine
from safeloom.domain.questionnaires.commands.inviting import address_of
from safeloom.domain.questionnaires.models import Response
from safeloom.domain.questionnaires.workflows import RESPONSE
from safeloom.foundation.access.pages import open_to
from safeloom.foundation.today import today
from safeloom.systems.school_return.queries import lists as queries
from safeloom.systems.school_return.queries.rates import PHASES, TYPES
from safeloom.systems.school_return.views.finding import found_round, trail
from safeloom.web.lists import Column, Filter, ListPage, list_response
from safeloom.web.marks import tag
from safeloom.web.words import date_words

_PHASES, _TYPES = dict(PHASES), dict(TYPES)


def _state_words(row: Response) -> str:
    words = RESPONSE.state(row.state).title
    return f"{words}, late" if queries.days_late(row, today()) else words


def _state(row: Response) -> Any:
    late = queries.days_late(row, today())
    return tag(_state_words(row), "late" if late else RESPONSE.state(row.state).mark)


def _days_late(row: Response) -> int | None:
    return queries.days_late(row, today()) or None


def _due(row: Response) -> str:
    words = date_words(row.due)
    return words if row.due == row.campaign.due else f"{words} (extended)"


def _signed(row: Response) -> str:
    return "; ".join(f"{one.capacity.title}, {date_words(one.at)}" for one in row.signatures)


def _contact(row: Response, of: Any) -> str:
    return "; ".join(filter(None, (of(one.person) for one in row.asked_now)))


def _reached(row: Response) -> Any:
    """Who answers, and below each how they are reached."""
    if not row.asked_now:
        return tag("Nobody to ask", "late")
    people = [one.person for one in row.asked_now]
    return format_html_join(
        "",
        '<span class="below">{}<br><span class="quiet long">{}</span></span>',
        (
            (person.name, ", ".join(filter(None, (address_of(person), person.work_telephone))))
            for person in people
        ),
    )


def _school_of(row: Response) -> str:
    return engine.of_response(row.campaign.partnership, row)


SCHOOL = Column("School", "called", sort="called", link=_school_of)
PHASE = Column("Phase", lambda row: _PHASES.get(row.phase, ""), sort=("phase", "called"))
KIND = Column("Kind", lambda row: _TYPES.get(row.type, ""), sort=("type", "called"))
STATE = Column("State", _state, sort=("state", "called"), export=_state_words)
BY_PHASE = Filter("phase", "Phase", SchoolEntry.Phase.choices, "phase")
BY_TYPE = Filter("kind", "Kind", SchoolEntry.Group.choices, "type")
RETURNS = ListPage(
    title="All returns",
    noun=("school", "schools"),
    search=["agency__principal__name", "agency__urn", "record__reference"],
    default_order=("called",),
    columns=[
        SCHOOL,
        PHASE,
        KIND,
        STATE,
        Column("Due", _due, sort="due", export=lambda row: row.due),
        Column("Signed off as", _signed),
    ],
    filters=[
        BY_PHASE,
        BY_TYPE,
        Filter(
            "state",
            "State",
            lambda request: queries.STATES,
            lambda rows, value: queries.in_state(rows, value, today()),
        ),
    ],
    empty="No school is asked yet.",
)
_WAITING = "Every school that was asked has returned it."
_DUE = Column("Due", _due, sort="due", export=lambda row: row.due)
_LATE = Column("Days late", _days_late, sort="due", kind="number")
_REMINDED = Column("Last reminder", "reminded_on", sort="reminded_on", kind="date")
CHASE = ListPage(
    title="Whom to chase",
    noun=("school", "schools"),
    search=["agency__principal__name", "agency__urn"],
    default_order=("due", "called"),
    columns=[SCHOOL, PHASE, STATE, _LATE, Column("Who answers", _reached), _REMINDED],
    filters=[BY_PHASE, BY_TYPE],
    empty=_WAITING,
)
# A file has room for each in a column of its own.
CHASE_FILE = replace(
    CHASE,
    columns=[
        SCHOOL,
        PHASE,
        KIND,
        STATE,
        _DUE,
        _LATE,
        Column("Who answers", lambda row: queries.names_of(row.asked_now)),
        Column("E-mail", partial(_contact, of=address_of)),
        Column("Telephone", partial(_contact, of=lambda person: person.work_telephone)),
        _REMINDED,
    ],
)
NEEDS = ListPage(
    title="What schools asked for",
    noun=("school", "schools"),
    search=["text", "response__agency__principal__name"],
    default_order=("called",),
    columns=[
        Column("School", "called", sort="called", link=lambda row: _school_of(row.response)),
        PHASE,
        KIND,
        Column("Would like", "text", kind="long"),
    ],
    filters=[BY_PHASE, BY_TYPE],
    empty="No school has said yet what it would like of the partnership.",
)


@open_to("questionnaire.see")
def returned(request: HttpRequest, partnership_key: str, reference: str) -> HttpResponse:
    """Every school of a round: where its return stands, and who signed it off."""
    here = request.partnership
    campaign = found_round(request, reference)
    return list_response(
        request,
        RETURNS,
        queries.returns(request.viewer, here, campaign),
        trail=trail(here, campaign),
    )


@open_to("campaign.change")
def chased(request: HttpRequest, partnership_key: str, reference: str) -> HttpResponse:
    """Who has not returned it, how they are reached, when they were last reminded."""
    here = request.partnership
    campaign = found_round(request, reference)
    rows = queries.not_returned(queries.returns(request.viewer, here, campaign))
    sent = campaign.sent is not None and campaign.ended is None
    remind = ("Remind all", engine.at("remind-campaign", here, reference))
    return list_response(
        request,
        CHASE_FILE if request.GET.get("export") else CHASE,
        rows,
        trail=trail(here, campaign),
        actions=[remind] if sent else [],
    )


@open_to("results.see")
def needed(request: HttpRequest, partnership_key: str, reference: str) -> HttpResponse:
    """What the schools that returned it would like of the partnership, in their words."""
    here = request.partnership
    campaign = found_round(request, reference)
    return list_response(
        request,
        replace(NEEDS, title=f"What schools asked for, {campaign.record.title}"),
        queries.needs(request.viewer, here, campaign),
        trail=trail(here, campaign),
    )
