"""Addresses of reports."""

from django.urls import path

from safeloom.reports.views import blocks, numbers, outputs, reading, record, section, signing

app_name = "reports"
_ALL = "<slug:partnership_key>/reports/"
_ONE = f"{_ALL}<uuid:pk>/"
_SECTION = f"{_ALL}sections/<uuid:pk>/"
_BLOCK = f"{_ALL}blocks/<uuid:pk>/"

urlpatterns = [
    path(_ALL, record.reports, name="list"),
    path(f"{_ALL}open/", record.open_one, name="open"),
    path(_ONE, record.record, name="record"),
    path(f"{_ONE}read/", reading.read, name="read"),
    path(f"{_ONE}sign-off/", signing.sign, name="sign-off"),
    path(f"{_ONE}new-version/", signing.new_version, name="new-version"),
    path(f"{_ONE}published/", signing.published, name="published"),
    path(f"{_ONE}downloads/", outputs.downloads, name="downloads"),
    path(f"{_ONE}downloads/draft/<str:name>", outputs.draft_file, name="draft-file"),
    path(f"{_ONE}downloads/<int:number>/<str:name>", outputs.frozen_file, name="frozen-file"),
    path(_SECTION, section.write, name="section"),
    path(f"{_SECTION}ready/", section.ready, name="section-ready"),
    path(f"{_SECTION}manage/", section.manage, name="section-manage"),
    path(f"{_SECTION}figures/", numbers.figures, name="figures"),
    path(f"{_SECTION}numbers/", numbers.unsourced, name="numbers"),
    path(f"{_SECTION}blocks/add/", blocks.choose, name="block-choose"),
    path(f"{_SECTION}blocks/add/<slug:block>/", blocks.add, name="block-add"),
    path(f"{_BLOCK}remove/", blocks.remove, name="block-remove"),
    path(f"{_BLOCK}move/", blocks.move, name="block-move"),
]
