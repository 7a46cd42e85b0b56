"""Actions on the pages of the records they come from."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from safeloom.domain.actions import addresses, telling
from safeloom.domain.actions.definitions import State
from safeloom.domain.actions.models import Action
from safeloom.domain.actions.queries.rows import actions, with_owner
from safeloom.domain.actions.queries.states import state_on, watch_of
from safeloom.domain.actions.recommendation_section import recommendations_section
from safeloom.foundation.access.rule import Viewer
from safeloom.foundation.identity.models import Partnership
from safeloom.foundation.records.models import Record
from safeloom.web import marks
from safeloom.web.records import Section

__all__ = ["ActionsSection", "actions_section", "recommendations_section"]


@dataclass(frozen=True)
class Line:
    """One action of the section."""

    action: Action
    url: str
    title: str
    owner: str
    due: str
    mark: str


@dataclass(frozen=True)
class ActionsSection(Section):
    """A section that lists the actions that come from a record."""

    lines: Sequence[Line] = ()


def actions_section(viewer: Viewer, here: Partnership, record: Record, day: date) -> ActionsSection:
    """The actions that come from a record, those the viewer may see, as they stand on `day`, with "Add an
    action" for whoever may. That the viewer sees the record is for the page to know. 4 queries at most."""
    rows = with_owner(actions(viewer, here).filter(source=record), day)
    rows = rows.annotate(state=state_on(day, watch_of(here, day))).order_by("record__reference")
    add = ("Add an action", addresses.adding(here, record))
    may = record.partnership_id == here.pk and viewer.may("action.add", here.pk)
    return ActionsSection(
        "actions",
        "Actions",
        "actions/section.html",
        add if may else None,
        [_line(here, action) for action in rows],
    )


def _line(here: Partnership, action: Action) -> Line:
    state = State(action.state)
    return Line(
        action=action,
        url=addresses.of_action(here, action),
        title=action.wording,
        owner=telling.named(getattr(action, "owned", None), action.agency_called),
        due=telling.due_words(action),
        mark=marks.tag(state.label, telling.TAGS[state]),
    )
