"""Addresses of recommendations and of what agencies are asked about them. No wording stands in one."""

from safeloom.domain.actions.views import assurances, recommendation_lists, recommendations

PATHS = {
    "recommendations/": ("recommendations", recommendation_lists.listing),
    "recommendations/add/": ("add-recommendation", recommendations.add),
    "recommendations/by/": ("recommendations-by", recommendation_lists.by),
    "recommendations/assurance/": ("assurances", recommendation_lists.assurances),
    "recommendations/assurance/<slug:reference>/": ("assurance", assurances.record),
    "recommendations/assurance/<slug:reference>/answer/": ("answer-assurance", assurances.answer),
    "recommendations/assurance/<slug:reference>/judge/": ("judge-assurance", assurances.judge),
    "recommendations/<slug:reference>/": ("recommendation", recommendations.record),
    "recommendations/<slug:reference>/change/": ("change-recommendation", recommendations.change),
    "recommendations/<slug:reference>/decide/": ("decide-recommendation", recommendations.decide),
    "recommendations/<slug:reference>/ask/": ("ask-assurance", assurances.ask_agencies),
}
