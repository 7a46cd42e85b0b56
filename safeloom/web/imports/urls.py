"""Addresses of bringing files in: for each kind of file its own."""

from django.urls import path

from safeloom.web.imports import engine, views

app_name = "imports"
_AT = "<slug:partnership_key>/bring-in/"
_OF_KIND = {
    "send": ("", views.send),
    "columns": ("columns/", views.columns),
    "preview": ("preview/", views.preview),
    "problems": ("problems/", views.problems),
}

urlpatterns = [
    path(_AT, views.start, name="start"),
    path(f"{_AT}done/<uuid:pk>/", views.done, name="done"),
    *(
        path(f"{_AT}{key}/{tail}", views.of_kind(view, kind), name=f"{name}-{key}")
        for key, kind in engine.kinds().items()
        for name, (tail, view) in _OF_KIND.items()
    ),
]
