"""Bringing agencies, people and seats in from a file: many rows by the rules of the single verbs, under
one audit row, with what was made and changed entered in a journal so that it can be undone."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import F

from safeloom.domain.partnership.commands import agencies as agency_commands
from safeloom.domain.partnership.commands import checks
from safeloom.domain.partnership.commands import people as person_commands
from safeloom.domain.partnership.commands import posts as post_commands
from safeloom.domain.partnership.commands.agencies import NewAgency
from safeloom.domain.partnership.commands.people import NewPerson
from safeloom.domain.partnership.models import Agency, Post, PostHolding
from safeloom.foundation.audit import commands as audit
from safeloom.foundation.identity.models import Partnership, Person, Principal
from safeloom.foundation.records.commands import Stale, in_turn
from safeloom.foundation.records.models import Record
from safeloom.web.imports.journal import Journal

# Up to so many rows are named one by one in the audit; of more it holds their number.
_LISTED = 200
_BATCH = 500


@transaction.atomic
def bring_agencies(
    *,
    by: Person | None,
    partnership: Partnership,
    new: Sequence[NewAgency],
    changed: Sequence[tuple[Agency, NewAgency]],
    journal: Journal,
    name: str = "",
) -> list[Agency]:
    """Add and change agencies, all or none; those that are new come back. `changed` are pairs of an
    agency as it was read and what it is to be. `name` is the file's. Raises `ValidationError`, and
    `Stale` where one was changed since it was read."""
    in_turn(partnership)
    made = agency_commands.write(partnership, new) if new else []
    journal.made(agency.record for agency in made)
    journal.made(agency.principal for agency in made)
    journal.made(made)
    if changed:
        change_agencies(partnership, changed, journal)
    references = [agency.record.reference for agency in made]
    after: dict[str, Any] = {"new": len(made), "changed": len(changed)}
    if len(references) <= _LISTED:
        after |= {
            "references": references,
            "changed_references": [agency.record.reference for agency, _ in changed[:_LISTED]],
        }
    tell(by, partnership, "agency.bring_in", f"{len(made) + len(changed)} agencies", after, name)
    return made


def change_agencies(
    partnership: Partnership, changed: Sequence[tuple[Agency, NewAgency]], journal: Journal
) -> None:
    """Change agencies by the rules of `agencies.change`, without an audit row: for a verb that writes its
    own."""
    to = {agency.pk: said for agency, said in changed}
    seen = {agency.pk: agency.record.revision for agency, _ in changed}
    found = list(
        Agency.objects.filter(pk__in=list(to)).select_related("principal", "record").order_by("pk")
    )
    if any(agency.record.revision != seen[agency.pk] for agency in found):
        raise Stale
    journal.changing(agency.record for agency in found)
    journal.changing(agency.principal for agency in found)
    journal.changing(found)
    for agency in found:
        said = to[agency.pk]
        agency_commands.fill(agency, said)
        agency.principal.name = checks.words(said.name, "name", "the name of the agency")
        agency.record.title = agency.principal.name
        agency.record.revision += 1
        if (agency.start, agency.end) != (None, None):
            _holds_what_stands_in_it(agency)
    agency_commands.alone(found, partnership)
    Principal.objects.bulk_update([each.principal for each in found], ["name"], _BATCH)
    Record.objects.bulk_update([each.record for each in found], ["title", "revision"], _BATCH)
    names = ["kind", "standing", "start", "end", *agency_commands.CODES]
    Agency.objects.bulk_update(found, names, _BATCH)


def _holds_what_stands_in_it(agency: Agency) -> None:
    checks.holds_all(agency, agency.posts.all(), "It has a post")
    checks.holds_all(agency, agency.seats.all(), "It has a seat")
    checks.holds_all(agency, agency.covers.all(), "It works in an area")
    checks.holds_all(agency, agency.statutory_roles.all(), "It is a statutory partner")
    checks.holds_all(agency, agency.school_entries.all(), "The register has it as it is")


@dataclass(kw_only=True, eq=False)
class Bringing:
    """What a file says of one person: `person` who is there already, or who is to be added with what
    `said` says. `posts` are those they are to hold, by agency and title, since a day."""

    said: NewPerson
    person: Person | None = None
    seen: int = 0
    posts: list[tuple[Agency, str, date | None]] = field(default_factory=list)


@transaction.atomic
def bring_people(
    *,
    by: Person | None,
    partnership: Partnership,
    people: Sequence[Bringing],
    vacant: Sequence[tuple[Agency, str]] = (),
    journal: Journal,
    name: str = "",
) -> list[Person]:
    """Add people and change how they are reached, add the posts they hold and those that are vacant,
    all or none; those that are new come back. Raises `ValidationError`, and `Stale` where somebody was
    changed since they were read."""
    in_turn(partnership)
    new = [one for one in people if one.person is None]
    after: dict[str, Any] = write_people(by, partnership, people, journal, vacant)
    if len(new) <= _LISTED:
        after["people"] = [one.person.pk for one in new if one.person is not None]
    tell(by, partnership, "person.bring_in", f"{len(people)} people", after, name)
    return [one.person for one in new if one.person is not None]


def write_people(
    giver: Person | None,
    partnership: Partnership,
    people: Sequence[Bringing],
    journal: Journal,
    vacant: Sequence[tuple[Agency, str]] = (),
) -> dict[str, int]:
    """Write people and their posts by the rules of `bring_people`, without an audit row; how many of each
    were written. `giver` is who does it. Each of `people` has its `person` afterwards."""
    new = [one for one in people if one.person is None]
    entries = person_commands.write(partnership, [one.said for one in new]) if new else []
    for one, entry in zip(new, entries, strict=True):
        one.person = entry.person
    journal.made(entry.person.principal for entry in entries)
    journal.made(entry.person for entry in entries)
    journal.made(entries)
    added = {one.person.pk for one in new if one.person is not None}
    changed = [one for one in people if one.person is not None and one.person.pk not in added]
    reached = _change_people(partnership, changed, journal)
    posts, holdings = _fill_posts(giver, partnership, people, vacant, journal)
    return {"new": len(entries), "changed": reached, "posts": posts, "holdings": holdings}


def _change_people(partnership: Partnership, changed: Sequence[Bringing], journal: Journal) -> int:
    wanted = {one.person.pk: one for one in changed if one.person is not None}
    keys = [key for key, one in wanted.items() if _differs(one)]
    if not keys:
        return 0
    found = list(Person.objects.filter(pk__in=keys).select_related("principal").order_by("pk"))
    if any(person.revision != wanted[person.pk].seen for person in found):
        raise Stale
    journal.changing(found)
    for person in found:
        said = wanted[person.pk].said
        person.work_email = said.work_email or person.work_email
        person.work_telephone = said.work_telephone or person.work_telephone
        person.revision += 1
    person_commands.alone(found, partnership)
    Person.objects.bulk_update(found, ["work_email", "work_telephone", "revision"], _BATCH)
    return len(found)


def _differs(one: Bringing) -> bool:
    there = one.person
    if there is None:
        return False
    return any(
        said and said != getattr(there, name)
        for name, said in (
            ("work_email", one.said.work_email),
            ("work_telephone", one.said.work_telephone),
        )
    )


def _fill_posts(
    by: Person | None,
    partnership: Partnership,
    people: Sequence[Bringing],
    vacant: Sequence[tuple[Agency, str]],
    journal: Journal,
) -> tuple[int, int]:
    """Add the posts that are not there, and who holds them; how many of each."""
    wanted = [(agency, title) for one in people for agency, title, _ in one.posts]
    there = _posts_there(partnership)
    new: dict[tuple, post_commands.NewPost] = {}
    for agency, title in [*wanted, *vacant]:
        place = agency.pk, title.casefold()
        if place not in there and place not in new:
            new[place] = post_commands.NewPost(
                agency=agency, title=title, start=agency.start, end=agency.end
            )
    made = post_commands.write(partnership, list(new.values())) if new else []
    journal.made(post.principal for post in made)
    journal.made(post.membership for post in made)
    journal.made(made)
    there |= dict(zip(new, made, strict=True))
    holders = []
    for one in people:
        if one.person is None:
            continue
        for agency, title, start in one.posts:
            post = there[agency.pk, title.casefold()]
            holder = post_commands.Holder(
                person=one.person, start=start or post.start, end=post.end
            )
            holders.append((post, holder))
            checks.not_for_oneself(by, one.person, post.pk)
    if not holders:
        return len(made), 0
    standing = PostHolding.objects.filter(post__agency__record__partnership=partnership)
    holdings = post_commands.fill(holders, partnership, list(standing))
    journal.made(holding.membership for holding in holdings)
    journal.made(holdings)
    return len(made), len(holdings)


def _posts_there(partnership: Partnership) -> dict[tuple, Post]:
    rows = Post.objects.filter(agency__record__partnership=partnership).select_related("principal")
    latest = rows.order_by(F("end").asc(nulls_last=True))
    return {(post.agency_id, post.title.casefold()): post for post in latest}


def tell(
    teller: Person | None,
    partnership: Partnership,
    verb: str,
    subject: str,
    after: dict[str, Any],
    name: str,
) -> None:
    """Write the audit row of what was brought in from the file of this name (empty: from none),
    and who `teller` is."""
    if name:
        # People call files after themselves.
        after["file"] = audit.not_kept("web.Import.name", name)
    audit.write(by=teller, verb=verb, subject=subject, partnership=partnership, after=after)
