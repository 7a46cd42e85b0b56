"""Addresses of the Section 11 audit."""

from django.urls import path

from safeloom.systems.section_11.views import responses, rounds, visits

app_name = "section-11"
ROOT = "<slug:partnership_key>/assurance/section-11/"
PATHS = {
    "": ("first", rounds.first),
    "visits/<slug:reference>/": ("visit", visits.record),
    "visits/<slug:reference>/move/": ("move-visit", visits.move),
    "visits/<slug:reference>/seen/": ("note-visit", visits.note),
    "returns/<slug:reference>/screening/": ("screen", responses.screen),
    "returns/<slug:reference>/accepted/": ("equivalent", responses.equivalent),
    "returns/<slug:reference>/visit/": ("plan-visit", responses.plan),
    "returns/<slug:reference>/letter/": ("letter", responses.letter),
    "returns/<slug:reference>/letter/send/": ("send-letter", responses.send),
    "<slug:reference>/": ("round", rounds.one_round),
    "<slug:reference>/draw/": ("draw", rounds.draw),
}
urlpatterns = [path(ROOT + tail, view, name=name) for tail, (name, view) in PATHS.items()]
