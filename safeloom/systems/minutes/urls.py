"""Addresses of minutes and packs."""

from django.urls import path

from safeloom.systems.minutes.views import minutes

app_name = "minutes"
ROOT = "<slug:partnership_key>/meetings/<slug:reference>/"
PATHS = {
    "pack.pdf": ("pack", minutes.pack),
    "minutes/": ("draft", minutes.draft),
    "minutes/draft.pdf": ("draft-pdf", minutes.draft_pdf),
    "minutes/circulate/": ("circulate", minutes.circulate),
    "minutes/approve/": ("approve", minutes.approve),
    "minutes/correct/": ("correct", minutes.correct),
    "minutes/<int:number>/<slug:form>/": ("frozen", minutes.frozen_file),
}
urlpatterns = [path(ROOT + tail, view, name=name) for tail, (name, view) in PATHS.items()]
