"""Addresses of the tracker. No wording stands in one."""

from django.urls import path

from safeloom.domain.actions import recommendation_urls
from safeloom.domain.actions.views import action, adding, changing, deciding, lists, progress

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
    "add/": ("add", adding.add),
    "<slug:reference>/": ("action", action.record),
    "<slug:reference>/update/": ("update", adding.update),
    "<slug:reference>/decide/": ("decide", deciding.decide),
    "<slug:reference>/reopen/": ("reopen", deciding.reopen),
    "<slug:reference>/reword/": ("reword", changing.reword),
    "<slug:reference>/move/": ("move", changing.move),
    "<slug:reference>/reassign/": ("reassign", changing.reassign),
    "<slug:reference>/split/": ("split", changing.split),
}
urlpatterns = [path(ROOT + tail, view, name=name) for tail, (name, view) in PATHS.items()] + [
    path("<slug:partnership_key>/" + tail, view, name=name)
    for tail, (name, view) in recommendation_urls.PATHS.items()
]
