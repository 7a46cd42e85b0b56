"""Exercises, their table of evidence, and what became of what an earlier one found."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import F, QuerySet

from safeloom.domain.partnership.models import Post
from safeloom.foundation.access.rule import Viewer
from safeloom.foundation.identity.models import Partnership
from safeloom.foundation.links.queries import seen
from safeloom.foundation.records.models import Record
from safeloom.systems.scrutiny.content import methods
from safeloom.systems.scrutiny.models import (
    Evidence,
    Exercise,
    Framework,
    Judgement,
    Shown,
    SuccessFactor,
)

READ, DRAFTS, WRITE = "scrutiny.read", "scrutiny.see", "scrutiny.write"
# Fewer ways of finding out than this are a gap: nothing is checked against something else.
TRIANGULATED = 3


def exercises(
    viewer: Viewer, partnership: Partnership, permission: str = READ
) -> QuerySet[Exercise]:
    """The exercises a viewer may read, drafts only for who may see those; to write, plan or comment, what is
    not published."""
    rows = Exercise.objects.select_related("record__partnership", "partnership", "framework")
    rows = viewer.rows(permission, rows, partnership.pk)
    if permission not in (READ, DRAFTS):
        return rows.filter(published__isnull=True)
    if not viewer.may_everywhere(DRAFTS, partnership.pk):
        return rows.filter(published__isnull=False)
    return rows


def listed(viewer: Viewer, partnership: Partnership) -> QuerySet[Exercise]:
    """The same, drafts first, then the latest published."""
    rows = exercises(viewer, partnership)
    return rows.order_by(F("published").desc(nulls_first=True), "-event", "record__reference")


def framework_on(partnership: Partnership, day: date) -> Framework | None:
    """The framework that holds on a day."""
    rows = Framework.objects.filter(partnership=partnership, since__lte=day)
    return rows.order_by("-since").first()


def frameworks(viewer: Viewer, partnership: Partnership) -> list[Framework]:
    """All versions with their factors, the latest first. 2 queries."""
    rows = viewer.rows(DRAFTS, Framework.objects.all(), partnership.pk)
    return list(rows.order_by("-since").prefetch_related("factors"))


def posts(viewer: Viewer, partnership: Partnership) -> QuerySet[Post]:
    """The posts of today that may have taken part."""
    rows = Post.objects.as_at(viewer.day).filter(agency__record__partnership=partnership)
    rows = rows.select_related("principal", "agency__principal", "agency__record")
    return rows.order_by("agency__principal__name", "principal__name")


def judgements_of(exercise: Exercise) -> list[Judgement]:
    """The factors looked at with what was judged, in their order. 1 query."""
    return list(exercise.judgements.select_related("factor").order_by("factor__number"))


def evidence_of(exercise: Exercise) -> list[Evidence]:
    """The evidence with what it showed, by method in the order of the table. 2 queries."""
    rows = exercise.evidence.filter(removed__isnull=True).select_related("source")
    order = list(methods())
    found = rows.prefetch_related("shown__judgement__factor")
    return sorted(found, key=lambda row: (order.index(row.method), row.pk))


@dataclass(frozen=True)
class FactorRow:
    """A success factor and, by method in their order, the strongest thing shown: 0 where nothing was."""

    title: str
    cells: tuple[int, ...]

    @property
    def used(self) -> int:
        """By how many methods anything was shown."""
        return sum(1 for cell in self.cells if cell)

    @property
    def gap(self) -> bool:
        """Whether too few methods bear it out."""
        return self.used < TRIANGULATED


def table(judgements: Sequence[Judgement], evidence: Sequence[Evidence]) -> list[FactorRow]:
    """Factor by method: how strong the strongest thing is that was shown. No queries."""
    strongest: dict[tuple[object, str], int] = {}
    for row in evidence:
        for shown in row.shown.all():
            place = (shown.judgement_id, row.method)
            strongest[place] = max(strongest.get(place, 0), shown.strength)
    return [
        FactorRow(
            one.factor.title, tuple(strongest.get((one.pk, method), 0) for method in methods())
        )
        for one in judgements
    ]


def strength_words(strength: int) -> str:
    """What a strength is called; nothing for none."""
    return Shown.Strength(strength).label if strength else ""


@dataclass(frozen=True)
class Changed:
    """A success factor as an earlier exercise judged it and as this one does; empty where not looked at."""

    title: str
    before: str
    now: str


def beside(earlier: Sequence[Judgement], later: Sequence[Judgement]) -> list[Changed]:
    """What became of each factor of either exercise, matched by title across versions. No queries."""
    before = {one.factor.title.casefold(): one for one in earlier}
    now = {one.factor.title.casefold(): one for one in later}
    return [
        Changed(
            one.factor.title,
            before[key].rating if key in before else "",
            now[key].rating if key in now else "",
        )
        for key, one in (before | now).items()
    ]


def source_of(viewer: Viewer, partnership: Partnership, reference: str) -> Record | None:
    """The record of a reference, if the viewer may see it. 2 queries."""
    rows = Record.objects.filter(partnership=partnership, reference__iexact=reference.strip())
    record = rows.first()
    return record if record and seen(viewer, partnership, [record]) else None


def judgements_of_many(rows: Sequence[Exercise]) -> dict[object, list[Judgement]]:
    """The judgements of several exercises, by exercise. 1 query."""
    found: dict[object, list[Judgement]] = {}
    of = Judgement.objects.filter(exercise__in=rows).select_related("factor")
    for one in of.order_by("factor__number"):
        found.setdefault(one.exercise_id, []).append(one)
    return found


def factors_of(framework: Framework | None) -> QuerySet[SuccessFactor]:
    """The success factors of a version; none of none."""
    rows = SuccessFactor.objects.order_by("number")
    return rows.filter(framework=framework) if framework else rows.none()
