"""Actions for tests."""

from datetime import date, datetime, timedelta
from itertools import count

from safeloom.domain.actions.commands.actions import add_action
from safeloom.domain.actions.commands.links import send_link
from safeloom.domain.actions.commands.updates import update_action
from safeloom.domain.actions.models import Action, ActionUpdate
from safeloom.domain.partnership.models import Agency
from safeloom.foundation.today import ENGLAND, today
from tests.factories import SHARED, Place, partnership, sample

_NUMBERS = count(1)


def an_action(
    owner: Agency, wording: str = "", due: date | None = None, *, ago: int = 0, **said
) -> Action:
    """An action of an agency, agreed on some days ago, due in 90 days where not said."""
    agreed = today() - timedelta(days=ago)
    return add_action(
        by=None,
        partnership=owner.record.partnership,
        wording=wording or f"Do thing {next(_NUMBERS)}",
        owner=owner,
        due=None if said.get("due_words") else due or today() + timedelta(days=90),
        opened=agreed,
        **said,
    )


def an_update(
    action: Action, said: str = "", text: str = "", *, ago: int = 0, **more
) -> ActionUpdate:
    """What was said of an action, some days ago."""
    day = today() - timedelta(days=ago)
    at = datetime(day.year, day.month, day.day, 12, tzinfo=ENGLAND) if ago else None
    return update_action(by=None, action=action, text=text or "So far.", said=said, at=at, **more)


@sample(
    *(f"actions:{name}" for name in ("action", "update", "decide", "reopen")),
    *(f"actions:{name}" for name in ("reword", "move", "reassign", "split", "send-link")),
    by=("agency",),
)
def _action(place: Place) -> dict[str, object]:
    return {"reference": an_action(place.agency).record.reference}


@sample("actions:open-link", by=SHARED)
def _secret(place: Place) -> dict[str, object]:
    return {"secret": "not-a-secret"}


@sample("actions:revoke-link", by=("agency",))
def _link(place: Place) -> dict[str, object]:
    here = place.partnership
    person = partnership.somebody(here, work_email=f"ash{next(_NUMBERS)}@safeloom.example")
    action = an_action(place.agency, person=person)
    link = send_link(by=None, action=action, person=person)
    return {"reference": action.record.reference, "pk": link.pk}
