"""A compact and induction packs for the invented county."""

from datetime import datetime, time, timedelta
from typing import Any

from safeloom.foundation.audit import commands as audit
from safeloom.foundation.identity.models import Person
from safeloom.foundation.today import ENGLAND
from safeloom.systems.compact.commands import compact, induction
from safeloom.systems.compact.models import CompactSignature, CompactVersion, InductionReceipt
from safeloom.systems.compact.queries import compact as queries
from safeloom.systems.compact.queries.members import seats_held

GROUPS = ("board", "executive", "performance")
MEMBER = "group-member"
TEXT = """As a member of the partnership I agree:

- to speak for my agency, and to take back to it what is decided;
- to come prepared, or to send a deputy who can decide;
- to share what others need to keep children safe, and to keep safe what I am told;
- to challenge and to be challenged, early and with respect;
- to listen to children and families, and to say what changed because of them.
"""
ADDED = "- to return my agency’s data, audits and actions on the day they are due.\n"
ITEMS = (
    (
        "How the partnership works",
        "The board decides, the executive steers, the groups do the work.",
    ),
    (
        "What is expected of a member",
        "Two hours of reading, one meeting a quarter, one audit a year.",
    ),
    ("Small numbers and sharing", "Nothing that could tell who a child is leaves the group."),
)


def make(county: Any) -> None:
    """Two versions of the compact, the newer signed by most; a pack for one group, part of it read."""
    groups = [county.groups[key] for key in GROUPS if key in county.groups]
    versions = [
        compact.publish(
            by=None,
            partnership=county.partnership,
            words=compact.Words(
                title="Partnership compact",
                text=text,
                in_force_from=county.today - timedelta(days=back),
                groups=groups,
            ),
        )
        for text, back in ((TEXT, 700), (TEXT + ADDED, 60))
    ]
    persona = _member(county)
    for version, share in zip(versions, (1.0, 0.7), strict=True):
        _sign(county, version, share, leaving_out=persona)
    group = county.groups[GROUPS[-1]]
    items = [
        induction.add_item(
            by=None,
            partnership=county.partnership,
            group=group,
            item=induction.Item(title=title, text=text, order=number),
        )
        for number, (title, text) in enumerate(ITEMS, start=1)
    ]
    people = _holders(county, [group.pk])
    InductionReceipt.objects.bulk_create(
        InductionReceipt(item=item, version=1, person=person, at=_moment(county, 20))
        for place, item in enumerate(items)
        for person in people
        if (person.pk == persona and place == 0)
        or (person.pk != persona and county.chance.random() < 0.8)
    )


def _member(county: Any) -> Any:
    person = county.partnership.grants.filter(role=MEMBER).first()
    return person.principal_id if person else None


def _sign(county: Any, version: CompactVersion, share: float, leaving_out: Any) -> None:
    """Signatures as they would have been given within a month of the version's first day."""
    asked = queries.groups_asked(version)
    people = [
        person
        for person in _holders(county, asked)
        if county.chance.random() < share and person.pk != leaving_out
    ]
    content = queries.content_of(version, None)
    back = (county.today - version.in_force_from).days
    CompactSignature.objects.bulk_create(
        CompactSignature(
            version=version,
            person=person,
            name=person.name,
            at=_moment(county, max(back - county.chance.randrange(30), 0)),
            content=content,
        )
        for person in people
    )
    audit.write(by=None, verb="compact.sign", record=version.record, after={"people": len(people)})


def _holders(county: Any, groups: Any) -> list[Person]:
    keys = seats_held(groups, county.today).values("person_id")
    rows = Person.objects.filter(pk__in=keys).select_related("principal")
    return list(rows.order_by("principal__name", "pk"))


def _moment(county: Any, days_ago: int) -> datetime:
    day = county.today - timedelta(days=days_ago)
    return datetime.combine(day, time(10, 30), ENGLAND)
