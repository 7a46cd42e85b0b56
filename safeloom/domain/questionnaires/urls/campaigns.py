"""Addresses of campaigns and responses, as the unit and an agency's lead see them."""

from django.urls import path

from safeloom.domain.questionnaires.views import (
    asking,
    beginning,
    campaigns,
    moderating,
    moderating_many,
    open_links,
    people,
    responses,
    steps,
)

ROOT = "<slug:partnership_key>/assurance/"
C, R = "campaigns/<slug:reference>/", "responses/<slug:reference>/"
PATHS = {
    "": ("campaigns", campaigns.listed),
    "campaigns/begin/": ("begin-campaign", beginning.choose),
    "campaigns/begin/<slug:reference>/": ("begin-campaign-of", beginning.begin),
    C: ("campaign", campaigns.record),
    f"{C}change/": ("change-campaign", beginning.change),
    f"{C}ask/": ("ask", asking.ask),
    f"{C}send/": ("send-campaign", asking.send),
    f"{C}end/": ("end-campaign", asking.end),
    f"{C}moderate/": ("moderate-many", moderating_many.many),
    f"{C}close/": ("close-moderated", steps.close_moderated),
    f"{C}remind/": ("remind-campaign", asking.remind),
    f"{C}chase/": ("chase", campaigns.chase),
    f"{C}links/add/": ("add-open-link", open_links.add),
    f"{C}links/<slug:code>/poster/": ("poster", open_links.poster),
    f"{C}links/<slug:code>/code.svg": ("qr", open_links.drawn),
    f"{C}links/<slug:code>/stop/": ("stop-open-link", open_links.stop),
    "responses/": ("responses", responses.listed),
    R: ("response", responses.record),
    f"{R}leave-out/": ("leave-out", asking.leave_out),
    f"{R}extend/": ("extend", steps.extend),
    f"{R}request-changes/": ("request-changes", steps.request_changes),
    f"{R}reopen/": ("reopen", steps.reopen),
    f"{R}close/": ("close-response", steps.close),
    f"{R}moderate/": ("moderate", moderating.first),
    f"{R}moderate/done/": ("say-moderated", moderating.done),
    f"{R}moderate/<slug:section>/": ("moderate-section", moderating.section),
    f"{R}invite/": ("invite", people.invite),
    f"{R}people/<uuid:pk>/link/": ("send-response-link", people.send),
    f"{R}people/<uuid:pk>/remove/": ("remove-contributor", people.remove),
    f"{R}links/<uuid:pk>/revoke/": ("revoke-response-link", people.revoke),
}
CAMPAIGNS = [path(ROOT + tail, view, name=name) for tail, (name, view) in PATHS.items()]
