"""Who answers for a line or a risk, from a day on."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from safeloom.domain.partnership.models import Agency, Group, Post
from safeloom.domain.plans.models import Responsible, belongs_here


@dataclass(frozen=True)
class Who:
    """Who leads a line or owns a risk: a group, an agency, a post in it, or words."""

    group: Group | None = None
    agency: Agency | None = None
    post: Post | None = None
    words: str = ""

    def __bool__(self) -> bool:
        return any((self.group, self.agency, self.post, self.words))

    @property
    def called(self) -> str:
        """Who it is, in a line."""
        if self.post is not None:
            return f"{self.post.title}, {self.post.agency}"
        return str(self.group or self.agency or self.words)

    def told(self) -> dict[str, Any]:
        """The same by the names of fields."""
        return {"group": self.group, "agency": self.agency, "post": self.post, "words": self.words}


def answers_from(row: Responsible, of: str, who: Who, start: date, partnership_id: Any) -> None:
    """Write `who` into a new row, from a day on. Of the rows of the same line or risk (the field `of`) the
    one until then ends the day before, one with the same first day is replaced. Raises `ValidationError` by
    field."""
    belongs_here(partnership_id, group=who.group, agency=who.agency, post=who.post)
    rows = type(row)._default_manager.filter(**{of: getattr(row, of)})
    rows.filter(start=start).delete()
    rows.filter(end__isnull=True).update(end=start - timedelta(days=1))
    row.group, row.post, row.words = who.group, who.post, who.words.strip()
    row.agency = who.agency or (who.post.agency if who.post else None)
    row.start = start
    row.full_clean(exclude=[of])
    row.save(force_insert=True)
