"""Risks as at a day, as far as a viewer may see them."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db.models import OuterRef, Prefetch, Q, QuerySet, Subquery

from safeloom.domain.partnership.models import Agency, Group, Post, as_called
from safeloom.domain.partnership.queries.schools import apart_from_schools, posts_apart_from_schools
from safeloom.domain.plans.definitions import THEMES, ScoreKind
from safeloom.domain.plans.models import (
    RATING,
    Risk,
    RiskAcceptance,
    RiskClosing,
    RiskOwner,
    RiskReview,
    RiskScore,
    RiskTheme,
)
from safeloom.domain.plans.standing import Standing, standing
from safeloom.foundation.access.rule import Viewer
from safeloom.foundation.dated import holding
from safeloom.foundation.identity.models import Partnership

SEE = "risk.see"


def risks(viewer: Viewer, partnership: Partnership, permission: str = SEE) -> QuerySet[Risk]:
    """The risks of a partnership for which a viewer holds a permission, of all times."""
    rows = Risk.objects.select_related("record__partnership", "partnership", "theme")
    return viewer.rows(permission, rows, partnership.pk)


def with_rows(rows: QuerySet[Risk]) -> QuerySet[Risk]:
    """Risks with all that says how they stand (`standing`): 7 queries for any number."""
    owners = RiskOwner.objects.select_related(
        "agency__principal", "post__principal", "post__agency__principal", "group__principal"
    )
    accepted = RiskAcceptance.objects.select_related(
        "group__principal", "post__principal", "post__agency__principal", "by__principal"
    )
    reviews = RiskReview.objects.select_related("by__principal")
    closings = RiskClosing.objects.select_related("by__principal", "reopened_by__principal")
    return rows.prefetch_related(
        "scores",
        Prefetch("reviews", reviews),
        Prefetch("owners", owners),
        Prefetch("acceptances", accepted),
        Prefetch("closings", closings),
        "theme__appetites",
    )


def on_register(rows: QuerySet[Risk], day: date) -> QuerySet[Risk]:
    """Of these the risks that were on the register on a day."""
    closed = RiskClosing.objects.filter(holding(day)).values("risk_id")
    return rows.filter(opened__lte=day).exclude(pk__in=closed)


def off_register(rows: QuerySet[Risk], day: date) -> QuerySet[Risk]:
    """Of these the risks that were closed on a day."""
    return rows.filter(pk__in=RiskClosing.objects.filter(holding(day)).values("risk_id"))


def register(
    viewer: Viewer, partnership: Partnership, day: date, since: date | None = None
) -> list[Standing]:
    """The register as at a day, by theme and number, each with its movement since an earlier day."""
    return standings(on_register(risks(viewer, partnership), day), day, since)


def whole_register(
    partnership: Partnership, day: date, since: date | None = None
) -> list[Standing]:
    """The register as at a day for a report of the partnership."""
    rows = Risk.objects.filter(partnership=partnership)
    rows = rows.select_related("record__partnership", "partnership", "theme")
    return standings(on_register(rows, day), day, since)


def standings(rows: QuerySet[Risk], day: date, since: date | None = None) -> list[Standing]:
    """How these risks stand on a day, owners called as they were then."""
    found = [standing(risk, day, since) for risk in with_rows(rows)]
    as_called((owner.agency for one in found if (owner := one.owner)), day)
    return sorted(found, key=in_order)


def in_order(one: Standing) -> tuple:
    """By theme, then by the register's number (2 before 10), then by reference."""
    digits = "".join(filter(str.isdigit, one.risk.number))
    number = (0, int(digits), one.risk.number) if digits else (1, 0, one.risk.number)
    return one.risk.theme.order, one.risk.theme.title, number, one.risk.record.reference


def listed(
    viewer: Viewer, partnership: Partnership, day: date, *, closed: bool = False
) -> QuerySet[Risk]:
    """The register as at a day for a list (or what was closed by then): what it is sorted and narrowed by
    as columns, and its rows."""
    every = risks(viewer, partnership)
    rows = off_register(every, day) if closed else on_register(every, day)
    return with_rows(
        rows.annotate(
            inherent_now=rating_on(day, ScoreKind.INHERENT),
            residual_now=rating_on(day, ScoreKind.RESIDUAL),
            retained_now=rating_on(day, ScoreKind.RETAINED),
            likelihood_now=_latest_score(day, "likelihood"),
            impact_now=_latest_score(day, "impact"),
        )
    )


def rating_on(day: date, kind: str) -> Subquery:
    """The last score of a kind that was said by a day, as a column of risks."""
    rows = RiskScore.objects.filter(risk=OuterRef("pk"), kind=kind, day__lte=day)
    return Subquery(
        rows.annotate(rating=RATING).order_by("-day", "-at", "-id").values("rating")[:1]
    )


def _latest_score(day: date, what: str) -> Subquery:
    rows = RiskScore.objects.filter(risk=OuterRef("pk"), kind=ScoreKind.RESIDUAL, day__lte=day)
    return Subquery(rows.order_by("-day", "-at", "-id").values(what)[:1])


def one(viewer: Viewer, partnership: Partnership, permission: str = SEE) -> QuerySet[Risk]:
    """The risks of which one is shown or changed, with all their rows."""
    return with_rows(risks(viewer, partnership, permission))


def themes(partnership: Partnership) -> list[RiskTheme]:
    """The themes in the order of the register, with their appetites."""
    rows = RiskTheme.objects.filter(partnership=partnership)
    return list(rows.select_related("partnership").prefetch_related("appetites"))


def theme(partnership: Partnership, key: UUID) -> QuerySet[RiskTheme]:
    """A theme of the partnership."""
    rows = RiskTheme.objects.filter(partnership=partnership, pk=key)
    return rows.select_related("partnership")


def theme_titles(partnership: Partnership) -> list[str]:
    """What a risk may be sorted under: the partnership's themes, or those that come with Safeloom as long
    as it has none of its own."""
    return [one.title for one in themes(partnership)] or list(THEMES)


def owners(partnership: Partnership, day: date) -> dict[str, QuerySet]:
    """Who may own or accept a risk on a day: groups, agencies and posts, by the names of form fields."""
    here = {"record__partnership": partnership}
    posts = Post.objects.as_at(day).filter(agency__record__partnership=partnership)
    return {
        "group": Group.objects.as_at(day)
        .filter(**here)
        .select_related("principal", "record")
        .order_by("principal__name"),
        "agency": apart_from_schools(Agency.objects.as_at(day).filter(**here), day)
        .select_related("principal", "record")
        .order_by("principal__name"),
        "post": posts_apart_from_schools(posts, day)
        .select_related("principal", "agency__principal", "agency__record")
        .order_by("agency__principal__name", "principal__name"),
    }


def to_review(found: Iterable[Standing]) -> list[Standing]:
    """Of these the risks to be looked at by their day or earlier, or whose acceptance expired; the longest
    waiting first."""
    due = [one for one in found if one.is_late or one.expired]
    return sorted(due, key=lambda one: (one.next_review or one.day, one.risk.record.reference))


def owned(viewer: Viewer, partnership: Partnership) -> QuerySet[Risk]:
    """The risks a viewer is to review: those for which they hold the permission."""
    return risks(viewer, partnership, "risk.review")


def mine(rows: QuerySet[Risk], viewer: Viewer, day: date) -> QuerySet[Risk]:
    """Of these the risks whose owner on a day is a post, an agency or a group the viewer belongs to."""
    keys = list(viewer.belongs)
    held = RiskOwner.objects.filter(holding(day)).filter(
        Q(agency__in=keys) | Q(post__in=keys) | Q(group__in=keys)
    )
    return rows.filter(pk__in=held.values("risk_id"))


def changed_since(viewer: Viewer, partnership: Partnership, first: date) -> QuerySet[Risk]:
    """The risks that were reviewed, or came onto the register, on a day or later."""
    reviewed = RiskReview.objects.filter(day__gte=first).values("risk_id")
    rows = risks(viewer, partnership)
    return rows.filter(Q(opened__gte=first) | Q(pk__in=reviewed))
