"""Addresses of meetings and their series. No person's name stands in one."""

from django.urls import path

from safeloom.domain.meetings.views import (
    agenda,
    attendance,
    calendars,
    decisions,
    meetings,
    minuting,
    papers,
    planning,
    report,
    series,
)

app_name = "meetings"
ROOT = "<slug:partnership_key>/meetings/"
PATHS = {
    "": ("list", meetings.listing),
    "attendance/": ("attendance-report", report.report),
    "decisions/": ("decisions", decisions.listing),
    "decisions/<slug:reference>/": ("decision", decisions.record),
    "decisions/<slug:reference>/change/": ("change-decision", decisions.change),
    "plan/": ("add", planning.add),
    "series/": ("all-series", series.listing),
    "series/add/": ("add-series", series.add),
    "series/<slug:reference>/": ("series", series.record),
    "series/<slug:reference>/change/": ("change-series", series.change),
    "series/<slug:reference>/end/": ("end-series", series.end),
    "series/<slug:reference>/plan/": ("add-to-series", planning.add_to_series),
    "series/<slug:reference>/items/add/": ("add-standing", series.add_standing),
    "standing/<uuid:pk>/": ("change-standing", series.change_standing),
    "standing/<uuid:pk>/remove/": ("remove-standing", series.remove_standing),
    "items/<uuid:pk>/": ("change-item", agenda.change),
    "items/<uuid:pk>/remove/": ("remove-item", agenda.remove),
    "items/<uuid:pk>/notes/": ("note-item", minuting.note),
    "items/<uuid:pk>/decision/": ("decide-item", minuting.decide),
    "items/<uuid:pk>/action/": ("agree-item", minuting.agree),
    "in-attendance/<uuid:pk>/remove/": ("remove-person", attendance.remove_person),
    "papers/": ("papers", papers.listing),
    "papers/<slug:reference>/": ("paper", papers.record),
    "papers/<slug:reference>/change/": ("change-paper", papers.change),
    "papers/<slug:reference>/version/": ("new-version", papers.new_version),
    "papers/<slug:reference>/withdraw/": ("withdraw-paper", papers.withdraw),
    "<slug:reference>/papers/add/": ("add-paper", papers.add),
    "<slug:reference>/": ("meeting", meetings.record),
    "<slug:reference>/calendar.ics": ("calendar-file", calendars.file),
    "<slug:reference>/invite/": ("invite", calendars.invite),
    "<slug:reference>/change/": ("change", planning.change),
    "<slug:reference>/cancel/": ("cancel", planning.cancel),
    "<slug:reference>/reinstate/": ("reinstate", planning.reinstate),
    "<slug:reference>/hold/": ("hold", planning.hold),
    "<slug:reference>/attendance/": ("attendance", attendance.mark),
    "<slug:reference>/attendance/as-ticked/": ("as-ticked", attendance.as_ticked),
    "<slug:reference>/attendance/add/": ("add-person", attendance.add_person),
    "<slug:reference>/minute/": ("minute", minuting.minute),
    "<slug:reference>/decision/": ("decide", minuting.decide_apart),
    "<slug:reference>/items/add/": ("add-item", agenda.add),
    "<slug:reference>/agenda/": ("draw-up", agenda.draw_up),
    "<slug:reference>/order/": ("reorder", agenda.reorder),
}
urlpatterns = [
    path("account/calendar/", calendars.own, name="own-calendar"),
    path("calendar/<str:secret>/", calendars.feed, name="feed"),
    *(path(ROOT + tail, view, name=name) for tail, (name, view) in PATHS.items()),
]
