"""What was said once about the columns of files with the same headings."""

import hashlib
from collections.abc import Mapping, Sequence

from django.db import transaction

from safeloom.foundation.identity.models import Partnership
from safeloom.web.imports.cleaning import plain_heading
from safeloom.web.imports.models import ImportMap, ImportMapColumn
from safeloom.web.uploads import Value

Maps = Mapping[str, Mapping[int, str]]


def digest_of(headings: Sequence[Value]) -> str:
    """What tells one set of headings from another: their plain words in their order."""
    words = [plain_heading(str(said)) if said is not None else "" for said in headings]
    while words and not words[-1]:
        words.pop()
    return hashlib.sha256("\n".join(words).encode()).hexdigest()


def remembered(partnership: Partnership, kind: str) -> Maps:
    """The maps of a partnership for a kind of file, by the digest of their headings."""
    found: dict[str, dict[int, str]] = {}
    maps = ImportMap.objects.filter(partnership=partnership, kind=kind)
    for each in maps.prefetch_related("columns"):
        found[each.headings] = {column.place: column.field for column in each.columns.all()}
    return found


@transaction.atomic
def remember(
    *, partnership: Partnership, kind: str, headings: Sequence[Value], fields: Mapping[int, str]
) -> ImportMap:
    """Keep what columns mean; what was said before of the same headings is replaced."""
    digest = digest_of(headings)
    ImportMap.objects.filter(partnership=partnership, kind=kind, headings=digest).delete()
    found = ImportMap.objects.create(partnership=partnership, kind=kind, headings=digest)
    ImportMapColumn.objects.bulk_create(
        ImportMapColumn(map=found, place=place, field=field) for place, field in fields.items()
    )
    return found
