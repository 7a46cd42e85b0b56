"""What the search finds of the structure. Of each kind one permission is asked for, and nothing is told
that another one guards: no post of a person, no address."""

from collections.abc import Iterator
from datetime import date
from uuid import UUID

from django.db.models import QuerySet
from django.urls import reverse

from safeloom.domain.partnership.models import (
    Agency,
    Area,
    DirectoryEntry,
    Group,
    Post,
    Reorganisation,
)
from safeloom.domain.partnership.queries.agencies import agencies
from safeloom.domain.partnership.queries.areas import areas
from safeloom.domain.partnership.queries.groups import groups
from safeloom.domain.partnership.queries.order import LATEST_FIRST
from safeloom.domain.partnership.queries.people import entries
from safeloom.domain.partnership.queries.reorganisations import reorganisations
from safeloom.foundation.access.rule import Viewer
from safeloom.foundation.identity.models import Partnership
from safeloom.foundation.records.models import Record
from safeloom.foundation.search.definitions import Searchable
from safeloom.web.words import date_words


def agencies_found(viewer: Viewer, partnership: Partnership) -> QuerySet[Agency]:
    """Agencies of all times."""
    return agencies(viewer, partnership)


def tell_agencies(rows: QuerySet[Agency]) -> Iterator[Searchable]:
    """By name, former name, reference and public code."""
    for agency in rows.select_related("principal", "record").prefetch_related("former_names"):
        yield Searchable(
            row=agency.pk,
            partnership=agency.record.partnership_id,
            title=agency.name,
            place=agency.record.reference,
            reference=agency.record.reference,
            detail=_until(agency.get_kind_display(), agency.end),
            parts=(
                # Before the day of a new name the title is still the old one: either finds it.
                *(("Former name", former.name) for former in agency.former_names.all()),
                ("ODS code", agency.ods_code),
                ("URN", agency.urn),
                ("GSS code", agency.gss_code),
                ("DfE local authority code", agency.dfe_la_code),
                ("Name", agency.principal.name),
            ),
            sealed=_is_sealed(agency.record),
        )


def agency_address(viewer: Viewer, partnership: Partnership, place: str) -> str:
    """The page of an agency, and of a post of it."""
    return reverse("partnership:agency", args=[partnership.key, place])


def posts_found(viewer: Viewer, partnership: Partnership) -> QuerySet[Post]:
    """Posts of all times."""
    return viewer.rows("agency.see", Post.objects.all(), partnership.pk)


def tell_posts(rows: QuerySet[Post]) -> Iterator[Searchable]:
    """By title, with the agency they are of."""
    for post in rows.select_related("principal", "agency__principal", "agency__record"):
        record = post.agency.record
        yield Searchable(
            row=post.pk,
            partnership=record.partnership_id,
            title=post.title,
            place=record.reference,
            detail=_until(post.agency.name, post.end),
            sealed=_is_sealed(record),
        )


def people_found(viewer: Viewer, partnership: Partnership) -> QuerySet[DirectoryEntry]:
    """The directory of all times."""
    return entries(viewer, partnership)


def tell_people(rows: QuerySet[DirectoryEntry]) -> Iterator[Searchable]:
    """By name. Of somebody who came back the latest entry is told."""
    people = list(rows.values_list("person_id", flat=True))
    known = DirectoryEntry.objects.filter(person_id__in=people).select_related("person__principal")
    latest: dict[tuple[UUID, UUID], DirectoryEntry] = {}
    for entry in known.order_by(LATEST_FIRST, "-pk"):
        latest.setdefault((entry.partnership_id, entry.person_id), entry)
    asked = set(rows.values_list("pk", flat=True))
    for entry in latest.values():
        if entry.pk not in asked:
            continue
        yield Searchable(
            row=entry.pk,
            partnership=entry.partnership_id,
            title=entry.person.name,
            place=str(entry.person_id),
            detail=_until("", entry.end),
        )


def person_address(viewer: Viewer, partnership: Partnership, place: str) -> str:
    """A person's page."""
    return reverse("partnership:person", args=[partnership.key, place])


def groups_found(viewer: Viewer, partnership: Partnership) -> QuerySet[Group]:
    """Groups of all times, shared ones too."""
    return groups(viewer, partnership)


def tell_groups(rows: QuerySet[Group]) -> Iterator[Searchable]:
    """By name and reference."""
    for group in rows.select_related("principal", "record__partnership"):
        record = group.record
        yield Searchable(
            row=group.pk,
            partnership=record.partnership_id,
            title=group.name,
            place=f"{record.partnership.key}/{record.reference}",
            reference=record.reference,
            detail=_until(group.get_kind_display(), group.end),
            sealed=_is_sealed(record),
        )


def group_address(viewer: Viewer, partnership: Partnership, place: str) -> str:
    """The page of a group, as this partnership sees it."""
    owner, _, reference = place.partition("/")
    if owner == partnership.key:
        return reverse("partnership:group", args=[owner, reference])
    return reverse("partnership:shared-group", args=[partnership.key, owner, reference])


def acts_found(viewer: Viewer, partnership: Partnership) -> QuerySet[Reorganisation]:
    """Reorganisations, planned and carried out."""
    return reorganisations(viewer, partnership)


def tell_acts(rows: QuerySet[Reorganisation]) -> Iterator[Searchable]:
    """By what it is about, and its reference."""
    for act in rows.select_related("record"):
        yield Searchable(
            row=act.pk,
            partnership=act.record.partnership_id,
            title=act.record.title,
            place=act.record.reference,
            reference=act.record.reference,
            detail=act.state[0],
            sealed=_is_sealed(act.record),
        )


def act_address(viewer: Viewer, partnership: Partnership, place: str) -> str:
    """A reorganisation's page."""
    return reverse("partnership:reorganisation", args=[partnership.key, place])


def areas_found(viewer: Viewer, partnership: Partnership) -> QuerySet[Area]:
    """Areas of all times."""
    return areas(viewer, partnership)


def tell_areas(rows: QuerySet[Area]) -> Iterator[Searchable]:
    """By name, reference and public code."""
    for area in rows.select_related("record"):
        yield Searchable(
            row=area.pk,
            partnership=area.record.partnership_id,
            title=area.name,
            place=area.record.reference,
            reference=area.record.reference,
            detail=_until("", area.end),
            parts=(
                ("GSS code", area.gss_code),
                ("DfE local authority code", area.dfe_la_code),
            ),
            sealed=_is_sealed(area.record),
        )


def area_address(viewer: Viewer, partnership: Partnership, place: str) -> str:
    """An area's page."""
    return reverse("partnership:area", args=[partnership.key, place])


def _until(words: str, end: date | None) -> str:
    if end is None:
        return words
    return f"{words}, until {date_words(end)}" if words else f"Until {date_words(end)}"


def _is_sealed(record: Record) -> bool:
    return record.sensitivity == Record.Sensitivity.SEALED
