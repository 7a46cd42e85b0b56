"""Who may be drawn for a visit, and what was drawn."""

from django.db.models import QuerySet

from safeloom.domain.questionnaires.models import Campaign, Response
from safeloom.systems.section_11.models import Drawable, VisitDraw


def drawable(campaign: Campaign) -> QuerySet[Response]:
    """The responses of a round whose body has no visit planned or held and was not drawn before."""
    rows = Response.objects.filter(campaign=campaign, agency__isnull=False, visits__isnull=True)
    rows = rows.exclude(draws__place__isnull=False)
    return rows.select_related("record", "agency__principal").order_by("record__reference")


def draws_of(campaign: Campaign) -> list[VisitDraw]:
    """The draws of a round, the first first, each with its kinds and, as `came_out`, who was drawn.
    3 queries."""
    draws = list(campaign.visit_draws.select_related("by__principal").prefetch_related("kinds"))
    rows = Drawable.objects.filter(draw__in=draws, place__isnull=False).order_by("place")
    by_draw: dict[object, list[Drawable]] = {draw.pk: [] for draw in draws}
    for row in rows.select_related("response__record", "response__agency__principal"):
        by_draw[row.draw_id].append(row)
    for draw in draws:
        draw.came_out = by_draw[draw.pk]  # type: ignore[attr-defined]
    return draws
