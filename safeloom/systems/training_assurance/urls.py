"""Addresses of training assurance. A review stands under the reference of the response it is of."""

from django.urls import path

from safeloom.systems.training_assurance.views import reviews, rounds

app_name = "training-assurance"
ROOT = "<slug:partnership_key>/assurance/training/"
PATHS = {
    "": ("first", rounds.first),
    "reviews/<slug:reference>/": ("review", reviews.review),
    "reviews/<slug:reference>/grades/": ("do-review", reviews.do),
    "reviews/<slug:reference>/files/<uuid:pk>/": ("review-file", reviews.file),
    "reviews/<slug:reference>/reviewer/": ("give-review", reviews.give),
    "<slug:reference>/": ("round", rounds.one_round),
    "<slug:reference>/lot/": ("draw", rounds.draw),
}
urlpatterns = [path(ROOT + tail, view, name=name) for tail, (name, view) in PATHS.items()]
