"""Addresses of plans and risks."""

from django.urls import path

from safeloom.domain.plans.views import (
    first,
    lines,
    plan_changes,
    plans,
    priorities,
    register,
    risk_changes,
    risks,
    themes,
    year_end,
)

app_name = "plans"
_AT = "<slug:partnership_key>/plan/"
_PLAN = f"{_AT}plans/<slug:reference>/"
_PRIORITY = f"{_AT}priorities/<slug:reference>/"
_LINE = f"{_AT}lines/<uuid:pk>/"
_RISK = f"{_AT}risks/<slug:reference>/"

urlpatterns = [
    path(_AT, first.page, name="first"),
    path(f"{_AT}plans/", plans.listing, name="plans"),
    path(f"{_AT}add-plan/", plan_changes.add, name="add-plan"),
    path(_PLAN, plans.record, name="plan"),
    path(f"{_PLAN}change/", plan_changes.change, name="change-plan"),
    path(f"{_PLAN}add-priority/", plan_changes.add_priority, name="add-priority"),
    path(f"{_PLAN}add-line/", lines.add, name="add-line"),
    path(f"{_PLAN}close-year/", year_end.close, name="close-year"),
    path(_PRIORITY, priorities.record, name="priority"),
    path(f"{_PRIORITY}change/", plan_changes.change_priority, name="change-priority"),
    path(f"{_PRIORITY}add-objective/", plan_changes.add_objective, name="add-objective"),
    path(f"{_AT}objectives/<uuid:pk>/", plan_changes.change_objective, name="change-objective"),
    path(_LINE, lines.record, name="line"),
    path(f"{_LINE}change/", lines.change, name="change-line"),
    path(f"{_LINE}move/", lines.move, name="move-line"),
    path(f"{_LINE}lead/", lines.lead, name="lead-line"),
    path(f"{_LINE}update/", lines.update, name="update-line"),
    path(f"{_LINE}action/", lines.action, name="line-action"),
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
