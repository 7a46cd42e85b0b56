"""Addresses of inspections."""

from django.urls import path

from safeloom.systems.inspections.views import changing, inspections

app_name = "inspections"
ROOT = "<slug:partnership_key>/plan/inspections/"
PATHS = {
    "": ("calendar", inspections.calendar),
    "list/": ("list", inspections.listing),
    "add/": ("add", changing.add),
    "<slug:reference>/": ("inspection", inspections.record),
    "<slug:reference>/change/": ("change", changing.change),
    "<slug:reference>/judgements/add/": ("judge", changing.judge),
    "<slug:reference>/judgements/<uuid:pk>/remove/": (
        "remove-judgement",
        changing.remove_judgement,
    ),
    "<slug:reference>/position/": ("position", changing.position),
}
urlpatterns = [path(ROOT + tail, view, name=name) for tail, (name, view) in PATHS.items()]
