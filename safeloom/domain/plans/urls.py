"""Addresses of plans and risks."""

from django.urls import path

from safeloom.domain.plans.views import first, register, risk_changes, risks, themes

app_name = "plans"
_AT = "<slug:partnership_key>/plan/"
_RISK = f"{_AT}risks/<slug:reference>/"

urlpatterns = [
    path(_AT, first.page, name="first"),
    path(f"{_AT}risks/", register.listing, name="risks"),
    path(f"{_AT}add-risk/", risk_changes.add, name="add-risk"),
    path(f"{_AT}heat-map/", register.heat, name="heat-map"),
    path(f"{_AT}themes/", themes.listing, name="themes"),
    path(f"{_AT}themes/add/", themes.add, name="add-theme"),
    path(f"{_AT}themes/<uuid:pk>/", themes.change, name="theme"),
    path(_RISK, risks.record, name="risk"),
    path(f"{_RISK}change/", risk_changes.change, name="change-risk"),
    path(f"{_RISK}owner/", risk_changes.own, name="own-risk"),
    path(f"{_RISK}review/", risk_changes.review, name="review-risk"),
    path(f"{_RISK}accept/", risk_changes.accept, name="accept-risk"),
    path(f"{_RISK}take-back/", risk_changes.take_back, name="take-back-risk"),
    path(f"{_RISK}close/", risk_changes.close, name="close-risk"),
    path(f"{_RISK}reopen/", risk_changes.reopen, name="reopen-risk"),
]
