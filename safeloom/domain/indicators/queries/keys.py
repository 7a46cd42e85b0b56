"""Keys out of thousands of rows that name the same few measures and areas: each made once."""

from uuid import UUID

from django.db.models import CharField
from django.db.models.functions import Cast, Coalesce

# To make a key of a column takes several times as long as to read it; as text it is only read.
RETURN = Cast("id", CharField())
MEASURE = Cast("measure_id", CharField())
ABOUT = Cast(Coalesce("area_id", "agency_id"), CharField())


class Keys(dict[str | None, UUID | None]):
    """The key of a text, as either database writes it."""

    def __missing__(self, text: str | None) -> UUID | None:
        made = self[text] = None if text is None else UUID(text)
        return made
