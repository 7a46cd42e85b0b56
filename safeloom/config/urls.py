"""Every address of the site, put together from the packages that own them."""

from django.urls import include, path

from safeloom.portal.views import services

urlpatterns = [
    # Named as allauth asks for them.
    path("sign-in/with/<slug:provider_id>/", services.begin, name="openid_connect_login"),
    path("sign-in/with/<slug:provider_id>/back/", services.back, name="openid_connect_callback"),
    path("", include("safeloom.stewardship.urls")),
    path("", include("safeloom.domain.indicators.urls")),
    path("", include("safeloom.domain.actions.urls")),
    path("", include("safeloom.systems.case_audit.urls")),
    path("", include("safeloom.domain.questionnaires.urls")),
    path("", include("safeloom.domain.meetings.urls")),
    path("", include("safeloom.domain.plans.urls")),
    path("", include("safeloom.domain.finance.urls")),
    path("", include("safeloom.systems.area_comparison.urls")),
    path("", include("safeloom.systems.scorecard.urls")),
    path("", include("safeloom.web.imports.urls")),
    path("", include("safeloom.portal.urls")),
    path("", include("safeloom.systems.structure.urls")),
    path("", include("safeloom.systems.figure_check.urls")),
    path("", include("safeloom.systems.compact.urls")),
    path("", include("safeloom.systems.challenge.urls")),
    path("", include("safeloom.systems.inspections.urls")),
    path("", include("safeloom.systems.scrutiny.urls")),
    path("", include("safeloom.systems.reports_received.urls")),
    path("", include("safeloom.systems.policy_impact.urls")),
    path("", include("safeloom.systems.national.urls")),
    path("", include("safeloom.systems.minutes.urls")),
    path("", include("safeloom.systems.school_return.urls")),
    path("", include("safeloom.systems.section_11.urls")),
    path("", include("safeloom.systems.training_assurance.urls")),
    path("", include("safeloom.systems.surveys.urls")),
    path("", include("safeloom.systems.voice.urls")),
    path("", include("safeloom.domain.area_profile.urls")),
    path("", include("safeloom.domain.partnership.urls")),
    path("", include("safeloom.reports.urls")),
]

handler400 = "safeloom.web.errors.bad_request"
handler403 = "safeloom.web.errors.permission_denied"
handler404 = "safeloom.web.errors.not_found"
# Asked for by allauth's rate limits.
handler429 = "safeloom.web.errors.too_many"
handler500 = "safeloom.web.errors.server_error"
