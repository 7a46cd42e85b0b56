"""Address of the structure page."""

from django.urls import path

from safeloom.systems.structure import pages

app_name = "structure"
urlpatterns = [path("<slug:partnership_key>/partnership/", pages.page, name="page")]
