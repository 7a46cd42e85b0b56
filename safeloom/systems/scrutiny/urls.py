"""Addresses of scrutiny."""

from django.urls import path

from safeloom.systems.scrutiny.views import exercises, planning, writing

app_name = "scrutiny"
ROOT = "<slug:partnership_key>/assurance/scrutiny/"
PATHS = {
    "": ("list", exercises.listing),
    "framework/": ("framework", planning.framework),
    "framework/set/": ("set-framework", planning.set_framework),
    "begin/": ("begin", planning.begin),
    "<slug:reference>/": ("exercise", exercises.record),
    "<slug:reference>/change/": ("change", planning.change),
    "<slug:reference>/comment/": ("comment", planning.comment),
    "<slug:reference>/follow-up/": ("follow-up", planning.follow_up),
    "<slug:reference>/evidence/": ("add-evidence", writing.add_evidence),
    "<slug:reference>/evidence/<uuid:pk>/remove/": ("remove-evidence", writing.remove_evidence),
    "<slug:reference>/judgements/<uuid:pk>/": ("judge", writing.judge),
    "<slug:reference>/report/": ("write", writing.write),
    "<slug:reference>/publish/": ("publish", writing.publish),
}
urlpatterns = [path(ROOT + tail, view, name=name) for tail, (name, view) in PATHS.items()]
