"""Addresses of what arrived from national bodies."""

from django.urls import path

from safeloom.systems.national.views import answering, changing, comparing, items

app_name = "national"
ROOT = "<slug:partnership_key>/plan/national/"
PATHS = {
    "": ("list", items.listing),
    "add/": ("add", changing.add),
    "<slug:reference>/": ("item", items.item),
    "<slug:reference>/change/": ("change", changing.change),
    "<slug:reference>/rows/add/": ("add-row", comparing.add_row),
    "<slug:reference>/rows/<uuid:pk>/": ("change-row", comparing.change_row),
    "<slug:reference>/rows/<uuid:pk>/remove/": ("remove-row", comparing.remove_row),
    "<slug:reference>/compared/": ("compared", comparing.compared),
    "<slug:reference>/decide/": ("decide", changing.decide),
    "<slug:reference>/answer/": ("answer", answering.write),
    "<slug:reference>/answer/approve/": ("approve", answering.judge),
    "<slug:reference>/answer/sent/": ("sent", answering.sent),
}
urlpatterns = [path(ROOT + tail, view, name=name) for tail, (name, view) in PATHS.items()]
