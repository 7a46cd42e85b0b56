"""Which recommendations a person may see, and as what."""

from datetime import date
from typing import Any

from django.db.models import (
    Case,
    F,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    Subquery,
    TextField,
    Value,
    When,
)
from django.db.models.functions import Coalesce

from safeloom.domain.actions.content import sector_words, sectors, theme_words
from safeloom.domain.actions.models import (
    Recommendation,
    RecommendationAudience,
    RecommendationDecision,
    RecommendationOwner,
)
from safeloom.domain.actions.queries.concealing import hiding, naming, opened_sources
from safeloom.domain.actions.queries.standing import with_standing
from safeloom.domain.partnership.models import Agency
from safeloom.domain.partnership.queries.names import name_on
from safeloom.domain.partnership.queries.schools import apart_from_schools
from safeloom.foundation.access.rule import Viewer
from safeloom.foundation.dated import holding
from safeloom.foundation.identity.models import Partnership
from safeloom.foundation.records.models import Record
from safeloom.foundation.today import today

SEE = "recommendation.see"
UNIT = "Business unit"


def recommendations(
    viewer: Viewer, partnership: Partnership, permission: str = SEE
) -> QuerySet[Recommendation]:
    """The recommendations of a partnership for which the viewer holds a permission, sealed ones as what
    they may be told."""
    rows = Recommendation.objects.select_related("record__partnership", "source", "partnership")
    return viewer.rows(permission, rows, partnership.pk)


def told(
    viewer: Viewer, partnership: Partnership, permission: str = SEE
) -> QuerySet[Recommendation]:
    """The recommendations that tell the viewer all: without those from a sealed record they may not open."""
    opened = opened_sources(viewer, partnership, Recommendation)
    return recommendations(viewer, partnership, permission).exclude(hiding(opened))


def listed(
    viewer: Viewer, partnership: Partnership, permission: str = SEE
) -> QuerySet[Recommendation]:
    """Recommendations with where they stand, `owner_now` (the agency's name of the day, empty for the
    unit), `hidden`, `told` (the wording where it may be told), and `named`, whether the source may be."""
    day = viewer.day
    opened = opened_sources(viewer, partnership, Recommendation)
    hides = hiding(opened)
    owner = RecommendationOwner.objects.filter(holding(day), recommendation=OuterRef("pk"))
    seen = recommendations(viewer, partnership, permission)
    rows = with_standing(seen, day)
    return rows.annotate(
        owner_now=Coalesce(
            Subquery(owner.annotate(called=name_on(day, "agency__")).values("called")[:1]),
            Value(""),
        ),
        named=Case(
            When(naming(seen, viewer, partnership, opened), then=Value(True)), default=Value(False)
        ),
        hidden=Case(When(hides, then=Value(True)), default=Value(False)),
        told=Case(When(hides, then=Value("")), default=F("wording"), output_field=TextField()),
    )


def with_words(rows: QuerySet[Recommendation], day: date) -> QuerySet[Recommendation]:
    """The same with audience, sectors and themes read at once, as `audience_of` and `themes_of` want
    them. 3 queries."""
    return rows.prefetch_related(_audience(day), "sectors", "themes")


def _audience(day: date) -> Any:
    rows = RecommendationAudience.objects.as_at(day).annotate(called=name_on(day, "agency__"))
    return Prefetch("audience", rows.order_by("called"), to_attr="audience_now")


def audience_of(row: Recommendation) -> list[str]:
    """To whom it is made, sectors first."""
    named = [sector_words(one.sector) for one in row.sectors.all()]
    return sorted(named) + [one.called for one in row.audience_now]


def themes_of(row: Recommendation) -> list[str]:
    """What it is about."""
    return sorted(theme_words(one.theme) for one in row.themes.all())


def of_source(viewer: Viewer, partnership: Partnership, source: Record) -> QuerySet[Recommendation]:
    """The recommendations that come from a record, the first made first."""
    rows = listed(viewer, partnership).filter(source=source)
    return rows.order_by("made", "record__reference")


def owner_of(recommendation: Recommendation, day: date) -> RecommendationOwner | None:
    """Who sees to it on a day; None where the unit does."""
    rows = recommendation.owners.filter(holding(day))
    return rows.select_related("agency__principal", "agency__record").first()


def audience_now(recommendation: Recommendation, day: date) -> list[Agency]:
    """The agencies it is made to by name, on a day."""
    rows = RecommendationAudience.objects.as_at(day).filter(recommendation=recommendation)
    return [row.agency for row in rows.select_related("agency__principal", "agency__record")]


def to_ask(recommendation: Recommendation, day: date) -> QuerySet[Agency]:
    """The agencies that may be asked whether it is embedded: those it is made to, and all of its sectors,
    that exist on the day."""
    kinds = [
        kind
        for row in recommendation.sectors.all()
        if row.sector in sectors()
        for kind in sectors()[row.sector].kinds
    ]
    audience = RecommendationAudience.objects.as_at(day).filter(recommendation=recommendation)
    rows = Agency.objects.as_at(day).filter(record__partnership=recommendation.partnership)
    named = list(audience.values_list("agency", flat=True))
    rows = rows.filter(Q(kind__in=kinds) | Q(pk__in=named))
    # Four hundred schools are asked by their yearly return, unless one is named.
    rows = apart_from_schools(rows, day, named)
    return rows.select_related("principal", "record").order_by("principal__name")


def decisions_of(recommendation: Recommendation) -> list[RecommendationDecision]:
    """What was decided, the latest first. 1 query."""
    return list(recommendation.decisions.select_related("by__principal"))


def by_sector(rows: QuerySet[Recommendation], sector: str) -> QuerySet[Recommendation]:
    """Those made to a sector."""
    return rows.filter(sectors__sector=sector)


def saying(word: str) -> Q:
    """Those that say a word, to whoever may be told."""
    return Q(told__icontains=word)


def by_agency(rows: QuerySet[Recommendation], agency: str) -> QuerySet[Recommendation]:
    """Those that may be told and are made to an agency by name, or owned by it, today."""
    made = RecommendationAudience.objects.as_at(today()).filter(agency=agency)
    owned = RecommendationOwner.objects.as_at(today()).filter(agency=agency)
    mine = Q(pk__in=made.values("recommendation")) | Q(pk__in=owned.values("recommendation"))
    return rows.filter(mine, hidden=False)


def by_source(rows: QuerySet[Recommendation], kind: str) -> QuerySet[Recommendation]:
    """Those that may be told and come from records of a kind; `outside` for those from none."""
    rows = rows.filter(hidden=False)
    return rows.filter(source__isnull=True) if kind == "outside" else rows.filter(source__kind=kind)
