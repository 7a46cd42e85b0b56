"""Addresses of case audits."""

from django.urls import path

from safeloom.systems.case_audit.views import audits, cases, planning, year

app_name = "case-audit"
ROOT = "<slug:partnership_key>/assurance/case-audits/"
PATHS = {
    "": ("audits", audits.listed),
    "begin/": ("begin", planning.begin),
    "year/": ("year", year.months),
    "cases/<slug:reference>/": ("case", cases.record),
    "cases/<slug:reference>/settle/": ("settle", cases.settle_grades),
    "<slug:reference>/": ("audit", audits.record),
    "<slug:reference>/draw/": ("draw", planning.draw),
    "<slug:reference>/draw/<uuid:pk>/": ("check-draw", planning.check_draw),
    "<slug:reference>/tool/": ("set-tool", planning.tool),
    "<slug:reference>/ask/": ("ask", planning.ask),
    "<slug:reference>/day/": ("plan-day", planning.day),
    "<slug:reference>/open-day/": ("open-day", planning.open_the_day),
    "<slug:reference>/finding/": ("find", planning.find),
    "<slug:reference>/finish/": ("finish", planning.finish),
}
urlpatterns = [path(ROOT + tail, view, name=name) for tail, (name, view) in PATHS.items()]
