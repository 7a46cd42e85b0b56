"""The address of the scorecard."""

from django.urls import path

from safeloom.systems.scorecard import pages

app_name = "scorecard"
urlpatterns = [path("<slug:partnership_key>/performance/", pages.scorecard, name="scorecard")]
