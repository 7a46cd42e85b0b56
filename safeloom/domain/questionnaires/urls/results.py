"""Addresses of what campaigns come to."""

from django.urls import path

from safeloom.domain.questionnaires.views import results, results_export, themes

ROOT = "<slug:partnership_key>/assurance/campaigns/<slug:reference>/results/"
PATHS = {
    "": ("results", results.results),
    "standards-by-body/": ("results-matrix", results.matrix),
    "export/": ("results-export", results_export.export),
    "themes/": ("results-themes", themes.themes),
    "themes/<uuid:pk>/": ("results-theme", themes.theme),
    "questions/<slug:key>/": ("results-question", results.question),
    "questions/<slug:key>/themes/": ("results-code", themes.code),
}
RESULTS = [path(ROOT + tail, view, name=name) for tail, (name, view) in PATHS.items()]
