"""What of the structure may be found; how it is told is in `searching.py`."""

from safeloom.kernel.registry import SearchApart, SearchSource, SearchWatch
from safeloom.kernel.watches import record_watch

_SEARCH = "safeloom.domain.partnership.searching"
_NAME = ("name",)

FOUND = (
    SearchSource(
        "agency",
        "Agencies",
        "Agency",
        "partnership.Agency",
        rows=f"{_SEARCH}.agencies_found",
        entries=f"{_SEARCH}.tell_agencies",
        address=f"{_SEARCH}.agency_address",
        watches=(
            SearchWatch(
                "partnership.Agency",
                "pk",
                ("kind", "end", "ods_code", "urn", "gss_code", "dfe_la_code"),
            ),
            SearchWatch("foundation.Principal", "principal_id", _NAME),
            record_watch(),
            SearchWatch("partnership.FormerName", "pk", _NAME, key="agency"),
        ),
        order=10,
    ),
    SearchSource(
        "person",
        "People",
        "Person",
        "partnership.DirectoryEntry",
        rows=f"{_SEARCH}.people_found",
        entries=f"{_SEARCH}.tell_people",
        address=f"{_SEARCH}.person_address",
        watches=(
            SearchWatch("partnership.DirectoryEntry", "pk", ("start", "end")),
            # Another entry may be the latest now.
            SearchWatch("partnership.DirectoryEntry", "person_id", ("start", "end"), key="person"),
            SearchWatch("foundation.Principal", "person__principal_id", _NAME),
        ),
        order=20,
    ),
    SearchSource(
        "post",
        "Posts",
        "Post",
        "partnership.Post",
        rows=f"{_SEARCH}.posts_found",
        entries=f"{_SEARCH}.tell_posts",
        address=f"{_SEARCH}.agency_address",
        watches=(
            SearchWatch("partnership.Post", "pk", ("agency", "end")),
            SearchWatch("foundation.Principal", "principal_id", _NAME),
            SearchWatch("foundation.Principal", "agency__principal_id", _NAME),
            record_watch("agency__record_id"),
        ),
        order=30,
    ),
    SearchSource(
        "group",
        "Groups",
        "Group",
        "partnership.Group",
        rows=f"{_SEARCH}.groups_found",
        entries=f"{_SEARCH}.tell_groups",
        address=f"{_SEARCH}.group_address",
        watches=(
            SearchWatch("partnership.Group", "pk", ("kind", "end")),
            SearchWatch("foundation.Principal", "principal_id", _NAME),
            record_watch(),
        ),
        order=40,
    ),
    SearchSource(
        "area",
        "Areas",
        "Area",
        "partnership.Area",
        rows=f"{_SEARCH}.areas_found",
        entries=f"{_SEARCH}.tell_areas",
        address=f"{_SEARCH}.area_address",
        watches=(
            SearchWatch("partnership.Area", "pk", ("end", "gss_code", "dfe_la_code")),
            record_watch(),
        ),
        order=50,
    ),
    SearchSource(
        "reorganisation",
        "Reorganisations",
        "Reorganisation",
        "partnership.Reorganisation",
        rows=f"{_SEARCH}.acts_found",
        entries=f"{_SEARCH}.tell_acts",
        address=f"{_SEARCH}.act_address",
        watches=(
            SearchWatch("partnership.Reorganisation", "pk", ("done", "undone", "dropped")),
            record_watch(),
        ),
        order=60,
    ),
    SearchApart(
        "private-contact",
        "Private telephone numbers and addresses are kept encrypted: they are found only by exact match.",
        "partnership:find-private",
        "person.private",
    ),
)
