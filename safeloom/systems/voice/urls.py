"""Addresses of the voice of children and families."""

from django.urls import path

from safeloom.systems.voice.views import activities, changing, following, groups, pages

app_name = "voice"
ROOT = "<slug:partnership_key>/assurance/voice/"
PATHS = {
    "": ("list", activities.listing),
    "add/": ("add", changing.add),
    "groups/": ("groups", groups.listing),
    "groups/add/": ("add-channel", groups.add),
    "groups/<uuid:pk>/": ("change-channel", groups.change),
    "themes/": ("themes", pages.themes),
    "answer/<uuid:pk>/": ("answer", changing.answer),
    "<slug:reference>/": ("activity", activities.record),
    "<slug:reference>/change/": ("change", changing.change),
    "<slug:reference>/said/add/": ("say", changing.say),
    "<slug:reference>/said/<uuid:pk>/": ("change-said", changing.change_said),
    "<slug:reference>/said/<uuid:pk>/led/": ("lead-to", following.lead_to),
    "<slug:reference>/led/<uuid:pk>/remove/": ("unlead", following.unlead),
    "<slug:reference>/said/<uuid:pk>/feedback/": ("feed-back", following.feed_back),
    "<slug:reference>/said/<uuid:pk>/publish/": ("publish", changing.publish),
    "<slug:reference>/said/<uuid:pk>/withdraw/": ("withdraw", changing.withdraw),
}
urlpatterns = [path(ROOT + tail, view, name=name) for tail, (name, view) in PATHS.items()]
urlpatterns.append(path("<slug:partnership_key>/you-said-we-did/", pages.you_said, name="you-said"))
