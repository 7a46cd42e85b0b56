"""What agencies were called on a day, within a query."""

from datetime import date

from django.db.models import Case, CharField, F, OuterRef, Q, Subquery, When
from django.db.models.functions import Coalesce

from safeloom.domain.partnership.models import FormerName


def name_on(day: date | F, agency: str = "") -> Case:
    """The name of an agency on a day, as a column; `agency` is the path to it (`agency__`), empty for
    the agency itself. The day may be a column of the rows, such as the day of a meeting."""
    now = F(f"{agency}principal__name")
    of_row = OuterRef(day.name) if isinstance(day, F) else day
    former = FormerName.objects.as_at(of_row).filter(agency=OuterRef(f"{agency}pk"))
    then = Coalesce(Subquery(former.values("name")[:1]), now, output_field=CharField())
    return Case(When(**{f"{agency}renamed__gt": day}, then=then), default=now)


def once_called(words: str) -> Q:
    """The agencies that were called so once."""
    return Q(pk__in=FormerName.objects.filter(name__icontains=words).values("agency"))
