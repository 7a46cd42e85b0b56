"""Addresses of reports that are expected and that came."""

from django.urls import path

from safeloom.systems.reports_received.views import expecting, received, reports

app_name = "reports_received"
ROOT = "<slug:partnership_key>/plan/reports-received/"
PATHS = {
    "": ("list", reports.listing),
    "came/": ("came", received.listing),
    "came/<slug:reference>/": ("received", received.record),
    "came/<slug:reference>/presented/": ("present", received.present),
    "came/<slug:reference>/assurance/": ("assure", received.assure),
    "expect/": ("expect", expecting.add),
    "<slug:reference>/": ("expected", reports.record),
    "<slug:reference>/change/": ("change", expecting.change),
    "<slug:reference>/receive/": ("receive", expecting.receive),
    "<slug:reference>/not-needed/": ("not-needed", expecting.not_needed),
}
urlpatterns = [path(ROOT + tail, view, name=name) for tail, (name, view) in PATHS.items()]
