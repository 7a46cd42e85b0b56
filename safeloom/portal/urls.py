"""Addresses of the way in and of home."""

from django.urls import path

from safeloom.portal.views import (
    account,
    clocks,
    copy,
    entry,
    factors,
    files,
    home,
    mail,
    searching,
    second_step,
    sessions,
)

app_name = "portal"
urlpatterns = [
    path("", home.choice, name="choice"),
    path("sign-in/", entry.sign_in, name="sign-in"),
    path("sign-in/persona/", entry.sign_in_as_persona, name="persona"),
    path("sign-in/second-step/", second_step.at_sign_in, name="second-step-in"),
    path("sign-out/", entry.sign_out, name="sign-out"),
    path("account/", account.own, name="account"),
    path("account/password/", account.change_password, name="change-password"),
    path("account/confirm/", factors.confirm, name="confirm"),
    path("account/second-step/", factors.overview, name="second-step"),
    path("account/second-step/app/", factors.add_app, name="add-app"),
    path("account/second-step/key/", factors.add_key, name="add-key"),
    path("account/second-step/codes/", factors.codes, name="recovery-codes"),
    path("account/second-step/<int:pk>/remove/", factors.remove, name="remove-factor"),
    path("account/copy/", copy.own, name="copy"),
    path("account/mail/", mail.choose, name="mail"),
    path("account/sessions/", sessions.listed, name="sessions"),
    path("account/sessions/end/", sessions.end, name="end-session"),
    path("account/sessions/end-others/", sessions.end_others, name="end-other-sessions"),
    path("account/reset/", account.ask_for_link, name="reset"),
    path("account/reset/choose/", account.choose_password, name="choose-password"),
    path("account/reset/<str:secret>/", account.open_link, name="link"),
    path("<slug:partnership_key>/", home.home, name="home"),
    path("<slug:partnership_key>/search/", searching.results, name="search"),
    path("<slug:partnership_key>/files/add/<uuid:record>/", files.add, name="add-file"),
    path("<slug:partnership_key>/files/<uuid:pk>/", files.download, name="file"),
    path("<slug:partnership_key>/files/<uuid:pk>/record/", files.record, name="file-record"),
    path("<slug:partnership_key>/files/<uuid:pk>/replace/", files.replace, name="replace-file"),
    path("<slug:partnership_key>/files/<uuid:pk>/remove/", files.remove, name="remove-file"),
    path("<slug:partnership_key>/clocks/<uuid:pk>/pause/", clocks.pause, name="pause-clock"),
    path("<slug:partnership_key>/clocks/<uuid:pk>/resume/", clocks.resume, name="resume-clock"),
    path("<slug:partnership_key>/clocks/<uuid:pk>/stop/", clocks.stop, name="stop-clock"),
    path("<slug:partnership_key>/clocks/<uuid:pk>/restart/", clocks.restart, name="restart-clock"),
]
