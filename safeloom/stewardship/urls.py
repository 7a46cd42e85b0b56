"""Addresses of stewardship."""

from django.urls import path

from safeloom.stewardship.views import (
    accounts,
    audit,
    clocks,
    copies,
    files,
    hub,
    leaving,
    mail,
    retention,
    review,
    roles,
    second_step,
)

HERE = "<slug:partnership_key>/stewardship"

app_name = "stewardship"
urlpatterns = [
    path(f"{HERE}/", hub.hub, name="hub"),
    path(f"{HERE}/accounts/", accounts.listed, name="accounts"),
    path(f"{HERE}/accounts/make/", accounts.open_account, name="open-account"),
    path(f"{HERE}/accounts/<uuid:pk>/", accounts.account, name="account"),
    path(f"{HERE}/accounts/<uuid:pk>/link/", accounts.make_link, name="make-link"),
    path(f"{HERE}/accounts/<uuid:pk>/invite/", accounts.invite, name="invite"),
    path(f"{HERE}/accounts/<uuid:pk>/revoke-link/", accounts.revoke_link, name="revoke-link"),
    path(f"{HERE}/accounts/<uuid:pk>/close/", accounts.close, name="close-account"),
    path(f"{HERE}/accounts/<uuid:pk>/reopen/", accounts.reopen, name="reopen-account"),
    path(
        f"{HERE}/accounts/<uuid:pk>/reset-second-step/",
        second_step.reset,
        name="reset-second-step",
    ),
    path(f"{HERE}/accounts/<uuid:pk>/end-sessions/", accounts.end_sessions, name="end-sessions"),
    path(f"{HERE}/roles/", roles.listed, name="roles"),
    path(f"{HERE}/roles/give/", roles.give, name="give-role"),
    path(f"{HERE}/roles/<int:pk>/end/", roles.end, name="end-role"),
    path(f"{HERE}/second-step/", second_step.asked, name="second-step"),
    path(f"{HERE}/review/", review.listed, name="review"),
    path(f"{HERE}/review/due/", review.due, name="review-due"),
    path(f"{HERE}/review/made/", review.made, name="reviews-made"),
    path(f"{HERE}/audit/", audit.listed, name="audit"),
    path(f"{HERE}/files/", files.listed, name="files"),
    path(f"{HERE}/copies/", copies.make, name="copies"),
    path(f"{HERE}/retention/", retention.rules, name="retention"),
    path(f"{HERE}/retention/period/", retention.period, name="retention-period"),
    path(f"{HERE}/retention/hold/", retention.hold, name="put-hold"),
    path(f"{HERE}/retention/holds/<uuid:pk>/lift/", retention.lift, name="lift-hold"),
    path(f"{HERE}/retention/due/", retention.preview, name="retention-due"),
    path(f"{HERE}/retention/runs/<uuid:pk>/", retention.run, name="retention-run"),
    path(f"{HERE}/clocks/", clocks.rules, name="clocks"),
    path(f"{HERE}/clocks/closed/", clocks.close, name="close-on"),
    path(f"{HERE}/clocks/closed/<uuid:pk>/open/", clocks.open_again, name="open-on"),
    path(f"{HERE}/clocks/set/", clocks.set_rule, name="set-clock"),
    path(f"{HERE}/mail/", mail.listed, name="mail"),
    path(f"{HERE}/mail/<uuid:pk>/", mail.record, name="mail-record"),
    path(f"{HERE}/mail/<uuid:pk>/arrived/", mail.arrived, name="mail-arrived"),
    path(f"{HERE}/mail/<uuid:pk>/again/", mail.again, name="mail-again"),
    path(f"{HERE}/mail/<uuid:pk>/let-go/", mail.let_go, name="mail-let-go"),
    path(f"{HERE}/leaving/", leaving.leaving, name="leaving"),
    path(f"{HERE}/leaving/dictionary/", leaving.data_dictionary, name="data-dictionary"),
]
