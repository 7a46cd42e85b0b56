"""The compact and induction packs for tests."""

from datetime import date, timedelta

from safeloom.domain.partnership.models import Group
from safeloom.foundation.identity.models import Account, Partnership
from safeloom.foundation.today import today
from safeloom.systems.compact.commands import compact, induction
from safeloom.systems.compact.models import CompactVersion, InductionItem
from tests.factories import SHARED, Place, foundation, partnership, sample

TEXT = "We agree:\n\n- to share what keeps children safe."


def published(
    here: Partnership, *groups: Group, since: date | None = None, text: str = TEXT, **said
) -> CompactVersion:
    """A version of the compact, in force from today."""
    words = compact.Words(
        title="Partnership compact",
        text=text,
        in_force_from=since or today(),
        groups=groups,
        **said,
    )
    return compact.publish(by=None, partnership=here, words=words)


def an_item(group: Group, title: str = "How we work", **said) -> InductionItem:
    """An item of a group's pack."""
    item = induction.Item(**{"title": title, "text": "Read this.", **said})
    here = group.record.partnership
    return induction.add_item(by=None, partnership=here, group=group, item=item)


def member(group: Group, name: str = "", **days) -> Account:
    """Somebody who holds a seat in a group and is let in as its member."""
    here = group.record.partnership
    person = partnership.somebody(here, name)
    partnership.seated(partnership.a_seat(group), person, **days)
    foundation.grant(person.principal, "group-member", here, over=group.principal)
    return foundation.account(person)


def _another_day(here: Partnership) -> date:
    return today() - timedelta(days=here.compacts.count() + 1)


@sample(
    *(f"compact:{name}" for name in ("version", "change", "sign", "signatures", "remind")),
    by=SHARED,
)
def _version(place: Place) -> dict[str, object]:
    here = place.partnership
    version = published(here, place.group, since=_another_day(here))
    return {"reference": version.record.reference}


@sample(*(f"compact:{name}" for name in ("item", "change-item", "withdraw-item")), by=("group",))
def _item(place: Place) -> dict[str, object]:
    return {"reference": an_item(place.group).record.reference}
