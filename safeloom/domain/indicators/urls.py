"""Addresses of measures and returns."""

from django.urls import path

from safeloom.domain.indicators.views import entering, measures, returns, supply

app_name = "indicators"

_AT = "<slug:partnership_key>/performance/"
_MEASURE = f"{_AT}measures/<slug:key>/"

urlpatterns = [
    path(f"{_AT}measures/", measures.listing, name="measures"),
    path(f"{_AT}add-measure/", measures.add, name="measure-add"),
    path(f"{_AT}choose-measures/", measures.choose, name="measures-choose"),
    path(_MEASURE, measures.record, name="measure"),
    path(f"{_MEASURE}change/", measures.change, name="measure-change"),
    path(f"{_MEASURE}target/", supply.target, name="measure-target"),
    path(f"{_MEASURE}ask/", supply.ask, name="measure-ask"),
    path(f"{_AT}supply/<int:pk>/stop/", supply.stop, name="supply-stop"),
    path(f"{_AT}returns/", entering.due, name="returns-due"),
    path(f"{_AT}returns/enter/<uuid:agency>/<slug:period>/", entering.enter, name="returns-enter"),
    path(f"{_AT}returns/<uuid:pk>/", returns.record, name="return"),
    path(f"{_AT}returns/<uuid:pk>/restate/", returns.restate, name="return-restate"),
]
