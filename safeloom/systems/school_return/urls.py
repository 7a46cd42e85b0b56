"""Addresses of the schools' return."""

from django.urls import path

from safeloom.systems.school_return.views import lists, rounds

app_name = "school-return"
ROOT = "<slug:partnership_key>/assurance/schools/"
PATHS = {
    "": ("first", rounds.first),
    "<slug:reference>/": ("round", rounds.one_round),
    "<slug:reference>/ask/": ("ask", rounds.ask),
    "<slug:reference>/in-place/": ("in-place", rounds.in_place),
    "<slug:reference>/returns/": ("returns", lists.returned),
    "<slug:reference>/chase/": ("chase", lists.chased),
    "<slug:reference>/asked-for/": ("needs", lists.needed),
}
urlpatterns = [path(ROOT + tail, view, name=name) for tail, (name, view) in PATHS.items()]
