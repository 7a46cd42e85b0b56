"""Who owns recommendations and to whom they are made, when agencies become others."""

from safeloom.domain.actions.models import (
    FollowedAudience,
    FollowedRecommendationOwner,
    RecommendationAudience,
    RecommendationOwner,
)
from safeloom.domain.partnership.commands.reorganising.moves import Line, Moves
from safeloom.domain.partnership.commands.reorganising.passing import pass_on
from safeloom.domain.partnership.models import Agency


def follow(moves: Moves) -> list[Line]:
    """A recommendation is owned by one of what its owner becomes, and made to each of what those it was
    made to become."""
    what = ("agency__principal", "recommendation__record")
    owners = RecommendationOwner.objects.select_related(*what)
    audience = RecommendationAudience.objects.select_related(*what)
    order = ("recommendation__record__reference", "pk")
    return pass_on(
        moves,
        owners.order_by(*order),
        FollowedRecommendationOwner,
        key="recommendation-owner",
        words=_owned,
        about=_recommendation,
        begin=_owner,
    ) + pass_on(
        moves,
        audience.order_by(*order),
        FollowedAudience,
        key="recommendation-audience",
        words=_made_to,
        about=_recommendation,
        begin=_one_of_audience,
        each=True,
    )


def _owned(row: RecommendationOwner) -> str:
    return f"{row.recommendation.reference}, owned by {row.agency.name}"


def _made_to(row: RecommendationAudience) -> str:
    return f"{row.recommendation.reference}, made to {row.agency.name}"


def _recommendation(row: RecommendationOwner | RecommendationAudience):
    return row.recommendation_id


def _owner(row: RecommendationOwner, agency: Agency) -> RecommendationOwner:
    return RecommendationOwner(recommendation_id=row.recommendation_id, agency=agency)


def _one_of_audience(row: RecommendationAudience, agency: Agency) -> RecommendationAudience:
    return RecommendationAudience(recommendation_id=row.recommendation_id, agency=agency)
