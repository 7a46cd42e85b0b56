"""Bringing schools in from their register: many at once, under one audit row, entered in a journal."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction

from safeloom.domain.partnership.commands import agencies as agency_commands
from safeloom.domain.partnership.commands import bringing
from safeloom.domain.partnership.commands.agencies import NewAgency
from safeloom.domain.partnership.commands.schools import SchoolFacts, entry_from
from safeloom.domain.partnership.models import (
    Agency,
    AgencyArea,
    AgencySuccession,
    Post,
    PostHolding,
    SchoolEntry,
    Seat,
    SeatHolding,
    StatutoryRole,
)
from safeloom.foundation.identity.models import Membership, Partnership, Person
from safeloom.foundation.records.commands import in_turn
from safeloom.kernel.dates import show_date
from safeloom.web.imports.journal import Journal

LEAD = "Designated safeguarding lead"


@dataclass(kw_only=True, eq=False)
class BroughtSchool:
    """What a file says of one school: the agency that is there (None: a new one, and afterwards that),
    what it is to be, what the register says of it from `day` on (None: what it says already), and its
    lead. `closes` is its last day where it closes. `after` is the school that it carries on."""

    to: NewAgency
    agency: Agency | None = None
    changed: bool = False
    closes: date | None = None
    facts: SchoolFacts | None = None
    day: date | None = None
    lead: bringing.Bringing | None = None
    after: Agency | None = None


@transaction.atomic
def bring_schools(
    *,
    by: Person | None,
    partnership: Partnership,
    schools: list[BroughtSchool],
    journal: Journal,
    name: str = "",
) -> list[Agency]:
    """Add, change and close schools as their register says, all or none; those that are new come back.
    What closes ends like an agency that is closed. `name` is the file's. Raises `ValidationError`, and
    `Stale` where one was changed since it was read."""
    in_turn(partnership)
    closing = {one.agency.pk: one.closes for one in schools if one.agency and one.closes}
    if closing:
        _end(partnership, closing, journal)
        for one in schools:
            if one.agency is not None and one.closes is not None:
                # What is said of it from now on ends with it.
                one.agency.end = one.closes
    changed = [(one.agency, one.to) for one in schools if one.agency is not None and one.changed]
    if changed:
        bringing.change_agencies(partnership, changed, journal)
    new = [one for one in schools if one.agency is None]
    made = agency_commands.write(partnership, [one.to for one in new]) if new else []
    journal.made(agency.record for agency in made)
    journal.made(agency.principal for agency in made)
    journal.made(made)
    for one, agency in zip(new, made, strict=True):
        one.agency = agency
    said = _say_all(schools, journal)
    followed = AgencySuccession.objects.bulk_create(
        AgencySuccession(predecessor=one.after, successor=one.agency, day=one.to.start)
        for one in schools
        if one.after is not None and one.to.start is not None
    )
    journal.made(followed)
    people = [one.lead for one in schools if one.lead is not None]
    for one in schools:
        if one.lead is not None and one.agency is not None:
            one.lead.posts = [(one.agency, LEAD, one.agency.start)]
    posts = bringing.write_people(by, partnership, people, journal) if people else {}
    after: dict[str, Any] = {
        "new": len(made),
        "changed": len(changed) - len(closing),
        "closed": len(closing),
        "entries": said,
        "leads": posts.get("holdings", 0),
    }
    bringing.tell(by, partnership, "school.bring_in", f"{len(schools)} schools", after, name)
    return made


def _say_all(schools: Iterable[BroughtSchool], journal: Journal) -> int:
    saying = [
        (one.agency, one.facts, one.day)
        for one in schools
        if one.facts is not None and one.agency is not None
    ]
    there: dict[Any, list[SchoolEntry]] = {}
    keys = [agency.pk for agency, _, _ in saying]
    for row in SchoolEntry.objects.filter(agency__in=keys):
        there.setdefault(row.agency_id, []).append(row)
    fresh: list[SchoolEntry] = []
    ended: list[SchoolEntry] = []
    for agency, facts, day in saying:
        known = there.get(agency.pk, [])
        journal.changing(row for row in known if row.end is None or row.start == day)
        entry, before = entry_from(agency, facts, day, known)
        (fresh if entry not in known else ended).append(entry)
        ended += [before] if before is not None else []
    names = [*SchoolFacts.__dataclass_fields__, "end", "revision"]
    SchoolEntry.objects.bulk_update(ended, names)
    journal.made(SchoolEntry.objects.bulk_create(fresh))
    return len(saying)


def _end(partnership: Partnership, days: dict[Any, date], journal: Journal) -> None:
    """End on its day what stands in each school that closes, as `agencies.close` does."""
    for rows, path in _standing_in(partnership):
        lasting = rows.filter(**{f"{path}__in": list(days)})
        ending = []
        for row in lasting.select_related(*path.split("__")[:1]):
            owner = (
                row.agency_id if path == "agency" else getattr(row, path.split("__")[0]).agency_id
            )
            last = days[owner]
            if row.start is not None and row.start > last:
                raise ValidationError(
                    f"Something of a school that closes on {show_date(last)} begins later: "
                    f"{row}. Take that back first."
                )
            if row.end is None or row.end > last:
                ending.append((row, last))
        journal.changing(row for row, _ in ending)
        _end_rows(ending, journal)


def _end_rows(ending: list[tuple[Any, date]], journal: Journal) -> None:
    belonging: dict[Any, date] = {}
    for row, last in ending:
        row.end = last
        row.revision += 1
        if hasattr(row, "membership_id"):
            belonging[row.membership_id] = last
    if not ending:
        return
    type(ending[0][0]).objects.bulk_update([row for row, _ in ending], ["end", "revision"])
    memberships = list(Membership.objects.filter(pk__in=list(belonging)))
    journal.changing(memberships)
    for one in memberships:
        one.end = belonging[one.pk]
    Membership.objects.bulk_update(memberships, ["end"])


def _standing_in(partnership: Partnership) -> list[tuple[models.QuerySet, str]]:
    here = {"agency__record__partnership": partnership}
    return [
        (PostHolding.objects.all(), "post__agency"),
        (SeatHolding.objects.all(), "seat__agency"),
        (Post.objects.filter(**here), "agency"),
        (Seat.objects.filter(**here), "agency"),
        (AgencyArea.objects.filter(**here), "agency"),
        (StatutoryRole.objects.filter(**here), "agency"),
        (SchoolEntry.objects.filter(**here), "agency"),
    ]
