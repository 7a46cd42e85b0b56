"""Addresses of the compact and of induction packs. No person's name stands in one."""

from django.urls import path

from safeloom.systems.compact.views import compact, induction, packs, signing

app_name = "compact"
ROOT = "<slug:partnership_key>/partnership/"
PATHS = {
    "compact/": ("compact", compact.current),
    "compact/publish/": ("publish", compact.publish),
    "compact/<slug:reference>/": ("version", compact.version),
    "compact/<slug:reference>/change/": ("change", compact.change),
    "compact/<slug:reference>/sign/": ("sign", signing.sign),
    "compact/<slug:reference>/signatures/": ("signatures", signing.signatures),
    "compact/<slug:reference>/remind/": ("remind", signing.remind),
    "induction/": ("induction", induction.pack),
    "induction/add/": ("add-item", packs.add),
    "induction/progress/": ("progress", packs.progress),
    "induction/remind/": ("remind-to-read", packs.remind),
    "induction/<slug:reference>/": ("item", induction.item),
    "induction/<slug:reference>/change/": ("change-item", packs.change),
    "induction/<slug:reference>/withdraw/": ("withdraw-item", packs.withdraw),
}
urlpatterns = [path(ROOT + tail, view, name=name) for tail, (name, view) in PATHS.items()]
