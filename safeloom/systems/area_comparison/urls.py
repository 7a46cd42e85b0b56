"""The address of the area comparison."""

from django.urls import path

from safeloom.systems.area_comparison import pages

app_name = "area_comparison"
urlpatterns = [
    path("<slug:partnership_key>/performance/areas/", pages.comparison, name="comparison")
]
