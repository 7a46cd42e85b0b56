"""Addresses of recommendations and of what agencies are asked about them. No wording stands in one."""

from safeloom.domain.actions.views import assurances, recommendation_lists, recommendations

PATHS = {
    "plan/recommendations/": ("recommendations", recommendation_lists.listing),
    "plan/recommendations/add/": ("add-recommendation", recommendations.add),
    "plan/recommendations/by/": ("recommendations-by", recommendation_lists.by),
    "plan/recommendations/assurance/": ("assurances", recommendation_lists.assurances),
    "plan/recommendations/assurance/<slug:reference>/": ("assurance", assurances.record),
    "plan/recommendations/assurance/<slug:reference>/answer/": (
        "answer-assurance",
        assurances.answer,
    ),
    "plan/recommendations/assurance/<slug:reference>/judge/": ("judge-assurance", assurances.judge),
    "plan/recommendations/<slug:reference>/": ("recommendation", recommendations.record),
    "plan/recommendations/<slug:reference>/change/": (
        "change-recommendation",
        recommendations.change,
    ),
    "plan/recommendations/<slug:reference>/decide/": (
        "decide-recommendation",
        recommendations.decide,
    ),
    "plan/recommendations/<slug:reference>/ask/": ("ask-assurance", assurances.ask_agencies),
}
