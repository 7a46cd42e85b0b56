"""What a partnership's structure says, without the keys of its rows."""

from safeloom.domain.partnership.models import (
    Agency,
    AgencyArea,
    Area,
    Chairing,
    DirectoryEntry,
    Group,
    GroupLine,
    PostHolding,
    SeatHolding,
    StatutoryRole,
)
from safeloom.foundation.identity.models import Partnership

ROWS = (
    (Area, "record__partnership", ("record__title", "gss_code", "dfe_la_code")),
    (Agency, "record__partnership", ("principal__name", "kind", "standing", "ods_code", "urn")),
    (AgencyArea, "agency__record__partnership", ("agency__principal__name", "area__record__title")),
    (StatutoryRole, "agency__record__partnership", ("agency__principal__name", "partner")),
    (Group, "record__partnership", ("principal__name", "kind")),
    (
        GroupLine,
        "group__record__partnership",
        ("group__principal__name", "parent__principal__name"),
    ),
    (DirectoryEntry, "partnership", ("person__principal__name",)),
    (
        PostHolding,
        "post__agency__record__partnership",
        ("post__principal__name", "person__principal__name"),
    ),
    (SeatHolding, "seat__group__record__partnership", ("seat__title", "person__principal__name")),
    (Chairing, "group__record__partnership", ("group__principal__name", "person__principal__name")),
)


def structure(partnership: Partnership) -> dict[str, list[tuple]]:
    """Every row of a partnership's structure in words and dates, by model, in order."""
    return {
        model.__name__: sorted(
            model.objects.filter(**{path: partnership}).values_list(*fields, "start", "end"),
            key=str,
        )
        for model, path, fields in ROWS
    }
