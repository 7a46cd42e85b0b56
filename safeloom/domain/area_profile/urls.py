"""Addresses of the area profile."""

from django.urls import path

from safeloom.domain.area_profile.queries import KINDS
from safeloom.domain.area_profile.views import adding, figures, profile

app_name = "area_profile"
_ROOT = "<slug:partnership_key>/partnership/profile/"
urlpatterns = [
    path(_ROOT, profile.whole, name="whole"),
    path(f"{_ROOT}populations/add/", adding.paste, name="paste-populations"),
    *(
        path(f"{_ROOT}{kind}/<uuid:pk>/", figures.record, {"kind": kind}, name=kind)
        for kind in KINDS
    ),
    *(
        path(
            f"{_ROOT}{kind}/<uuid:pk>/correct/",
            figures.correct,
            {"kind": kind},
            name=f"correct-{kind}",
        )
        for kind in KINDS
    ),
    path(f"{_ROOT}<slug:reference>/", profile.area, name="area"),
    path(f"{_ROOT}<slug:reference>/population/add/", adding.population, name="add-population"),
    path(f"{_ROOT}<slug:reference>/schools/add/", adding.schools, name="add-schools"),
    path(f"{_ROOT}<slug:reference>/deprivation/add/", adding.deprivation, name="add-deprivation"),
]
