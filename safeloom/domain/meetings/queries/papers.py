"""Papers, as far as the viewer sees them: restricted ones only where they are entitled."""

from collections.abc import Sequence

from django.db.models import F, Prefetch, QuerySet, Value
from django.db.models.functions import Coalesce

from safeloom.domain.meetings.models import Meeting, Paper, PaperVersion
from safeloom.domain.partnership.models import SeatHolding
from safeloom.domain.partnership.queries.names import name_on
from safeloom.foundation.access.rule import Viewer
from safeloom.foundation.identity.models import Partnership, Principal
from safeloom.foundation.sealed.narrowing import without_sealed

SEE = "paper.see"


def papers(viewer: Viewer, partnership: Partnership, permission: str = SEE) -> QuerySet[Paper]:
    """The papers of a partnership that are there for the viewer; `agency_called` is the agency's name on
    the day a paper came, empty where it is of none."""
    return viewer.rows(permission, _with_all(Paper.objects.all()), partnership.pk)


def of_meeting(viewer: Viewer, meeting: Meeting) -> list[Paper]:
    """A meeting's papers that are there for the viewer, in the order they came; each with its `newest`
    version. 2 queries."""
    rows = papers(viewer, meeting.partnership).filter(meeting=meeting)
    return _newest(rows.order_by("added", "record__created"))


def open_ones(meeting: Meeting) -> list[Paper]:
    """A meeting's papers that everybody has who has the meeting, such as for its pack: none that is
    restricted, none withdrawn; each with its `newest` version. 2 queries."""
    rows = without_sealed(_with_all(meeting.papers.filter(withdrawn__isnull=True)))
    return _newest(rows.order_by("added", "record__created"))


def versions_of(paper: Paper) -> Sequence[PaperVersion]:
    """The versions of a paper, the newest first. 1 query."""
    return list(paper.versions.select_related("file__kept_by__principal", "by__principal"))


def those_who_meet(meeting: Meeting) -> list[tuple[Principal, str]]:
    """Who holds a seat of the meeting's group, or chairs it, on the meeting's day; each once, with as
    what. 2 queries."""
    holdings = SeatHolding.objects.as_at(meeting.day).filter(seat__group=meeting.group)
    holdings = holdings.select_related("person__principal", "seat").order_by("seat__title")
    chairs = meeting.group.chairings.as_at(meeting.day).select_related("person__principal")
    found: dict[Principal, str] = {}
    for one in chairs:
        found.setdefault(one.person.principal, one.get_part_display())
    for one in holdings:
        found.setdefault(one.person.principal, one.seat.title)
    return list(found.items())


def _newest(rows: QuerySet[Paper]) -> list[Paper]:
    versions = PaperVersion.objects.select_related("file").order_by("-number")
    found = list(rows.prefetch_related(Prefetch("versions", versions, to_attr="all_versions")))
    for paper in found:
        paper.newest = paper.all_versions[0] if paper.all_versions else None
    return found


def _with_all(rows: QuerySet[Paper]) -> QuerySet[Paper]:
    return rows.select_related(
        "record",
        "partnership",
        "item",
        "agency__principal",
        "post__principal",
        "post__agency__principal",
        "meeting__record",
        "meeting__group__principal",
        "meeting__group__record",
    ).annotate(agency_called=Coalesce(name_on(F("added"), "agency__"), Value("")))
