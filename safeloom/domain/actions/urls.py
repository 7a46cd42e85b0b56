"""Addresses of the tracker. No wording stands in one."""

from django.urls import path

from safeloom.domain.actions import recommendation_urls
from safeloom.domain.actions.views import (
    action,
    adding,
    changing,
    deciding,
    links,
    lists,
    many,
    progress,
    rule,
)

app_name = "actions"
ROOT = "<slug:partnership_key>/actions/"
PATHS = {
    "": ("actions", lists.listing),
    "all/": ("all", lists.everything),
    "mine/": ("mine", lists.mine),
    "agency/": ("agency", lists.agency),
    "to-check/": ("waiting", lists.waiting),
    "sources/": ("sources", progress.sources),
    "progress/": ("progress", progress.overview),
    "many/": ("many", many.change),
    "at-risk/": ("rule", rule.change),
    "add/": ("add", adding.add),
    "<slug:reference>/": ("action", action.record),
    "<slug:reference>/update/": ("update", adding.update),
    "<slug:reference>/decide/": ("decide", deciding.decide),
    "<slug:reference>/reopen/": ("reopen", deciding.reopen),
    "<slug:reference>/reword/": ("reword", changing.reword),
    "<slug:reference>/move/": ("move", changing.move),
    "<slug:reference>/reassign/": ("reassign", changing.reassign),
    "<slug:reference>/send-link/": ("send-link", links.send),
    "<slug:reference>/links/<uuid:pk>/revoke/": ("revoke-link", links.revoke),
    "<slug:reference>/split/": ("split", changing.split),
}
# Of the whole installation: who opens one may know no partnership.
LINKS = [
    path("account/action/", links.by_link, name="by-link"),
    path("account/action/<str:secret>/", links.open_link, name="open-link"),
]
urlpatterns = (
    LINKS
    + [path(ROOT + tail, view, name=name) for tail, (name, view) in PATHS.items()]
    + [
        path("<slug:partnership_key>/" + tail, view, name=name)
        for tail, (name, view) in recommendation_urls.PATHS.items()
    ]
)
