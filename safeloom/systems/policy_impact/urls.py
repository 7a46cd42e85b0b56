"""Addresses of policy impact."""

from django.urls import path

from safeloom.systems.policy_impact.views import changing, impacts

app_name = "policy-impact"
ROOT = "<slug:partnership_key>/assurance/policy-impact/"
PATHS = {
    "": ("list", impacts.listing),
    "rota/": ("rota", changing.rota),
    "<slug:reference>/": ("impact", impacts.record),
    "<slug:reference>/move/": ("move", changing.move),
    "<slug:reference>/change/": ("say", changing.say),
    "<slug:reference>/evidence/": ("add-evidence", changing.add_evidence),
    "<slug:reference>/evidence/<uuid:pk>/remove/": ("remove-evidence", changing.remove_evidence),
    "<slug:reference>/presented/": ("present", changing.present),
    "<slug:reference>/assurance/": ("assure", changing.assure),
}
urlpatterns = [path(ROOT + tail, view, name=name) for tail, (name, view) in PATHS.items()]
