"""Addresses of surveys."""

from django.urls import path

from safeloom.systems.surveys.views import links, surveys

app_name = "surveys"
ROOT = "<slug:partnership_key>/assurance/surveys/"
PATHS = {
    "": ("first", surveys.first),
    "<slug:reference>/": ("survey", surveys.survey),
    "<slug:reference>/links/": ("links", links.add),
    "<slug:reference>/posters/": ("posters", links.posters),
}
urlpatterns = [path(ROOT + tail, view, name=name) for tail, (name, view) in PATHS.items()]
