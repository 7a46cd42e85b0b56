"""The addresses of the figure check."""

from django.urls import path

from safeloom.systems.figure_check import pages

app_name = "figure_check"
_HERE = "<slug:partnership_key>/reports/figure-check/"
urlpatterns = [
    path(_HERE, pages.check, name="check"),
    path(f"{_HERE}findings/", pages.findings, name="findings"),
    path(f"{_HERE}template.csv", pages.template, name="template"),
]
