"""What recommendations offer."""

from safeloom.kernel.registry import (
    Beginning,
    DemonstrationData,
    DigestSource,
    HomeCard,
    LinkKind,
    PartPage,
    Permission,
    RecordKind,
    ReorganisationRule,
    SearchSource,
    SearchWatch,
)
from safeloom.kernel.watches import record_watch

UNIT = ("business-manager", "coordinator")
WHOLE = (*UNIT, "statutory-partner", "scrutineer", "information-governance")
_HERE = "safeloom.domain.actions"

RECOMMENDATIONS = (
    Permission(
        "recommendation.see",
        "see recommendations, an agency lead those that concern their agency",
        (*WHOLE, "agency-lead"),
    ),
    Permission("recommendation.add", "record recommendations", UNIT),
    Permission("recommendation.change", "change recommendations", UNIT),
    Permission(
        "recommendation.decide",
        "accept recommendations or not, close them and open them again",
        (*UNIT, "statutory-partner"),
    ),
    Permission(
        "assurance.see",
        "see what agencies say of recommendations that they embedded, a lead of their agency’s",
        (*WHOLE, "agency-lead"),
    ),
    Permission(
        "assurance.answer",
        "say for their own agency whether a recommendation is embedded",
        ("agency-lead",),
    ),
    Permission(
        "assurance.judge", "ask agencies for assurance, accept what they say or send it back", UNIT
    ),
    LinkKind(
        "recommendations",
        "Recommendation",
        "Comes from",
        order=12,
        pairs=f"{_HERE}.queries.linked.recommended",
    ),
    Beginning(
        "recommendation",
        "Add a recommendation",
        "actions:add-recommendation",
        "recommendation.add",
        order=15,
    ),
    RecordKind(
        "recommendation",
        "Recommendation",
        see="recommendation.see",
        change="recommendation.change",
        rows=f"{_HERE}.queries.recommendations.told",
        address=f"{_HERE}.addresses.of_recommendation",
    ),
    RecordKind(
        "assurance",
        "Assurance",
        see="assurance.see",
        change="",
        rows=f"{_HERE}.queries.assurances.assurances",
        address=f"{_HERE}.addresses.of_assurance",
    ),
    PartPage(
        "plans:first",
        "Recommendations",
        "actions:recommendations",
        "recommendation.see",
        order=40,
    ),
    PartPage(
        "actions:actions",
        "Recommendations",
        "actions:recommendations",
        "recommendation.see",
        order=10,
    ),
    SearchSource(
        "recommendation",
        "Recommendations",
        "Recommendation",
        "actions.Recommendation",
        rows=f"{_HERE}.recommendation_searching.recommendations_found",
        entries=f"{_HERE}.recommendation_searching.tell_recommendations",
        address=f"{_HERE}.recommendation_searching.recommendation_address",
        watches=(
            SearchWatch("actions.Recommendation", "pk", ("wording", "origin", "source")),
            record_watch(),
            SearchWatch("foundation.Record", "source_id", ("title", "sensitivity")),
            SearchWatch("actions.RecommendationTheme", "pk", ("theme",), key="recommendation"),
            SearchWatch("actions.RecommendationSector", "pk", ("sector",), key="recommendation"),
        ),
        order=110,
    ),
    HomeCard(
        "recommendations",
        "Recommendations",
        "needs_me",
        f"{_HERE}.recommendation_home.mine",
        order=25,
    ),
    DigestSource(
        "recommendations", "Recommendations", f"{_HERE}.recommendation_home.digest", order=25
    ),
    ReorganisationRule(
        "recommendations",
        "Who owns recommendations and to whom they are made",
        ("actions.RecommendationOwner", "actions.RecommendationAudience"),
        follow=f"{_HERE}.reorganising_recommendations.follow",
        links=("actions.FollowedRecommendationOwner", "actions.FollowedAudience"),
        order=61,
    ),
    ReorganisationRule(
        "assurances",
        "Assurance of recommendations",
        ("actions.Assurance",),
        stays="an agency says what is embedded in its own practice: what it becomes is asked anew",
    ),
    DemonstrationData("recommendations", f"{_HERE}.recommendation_demonstration.make", order=110),
)
