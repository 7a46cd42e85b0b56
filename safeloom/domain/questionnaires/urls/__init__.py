"""Addresses of questionnaires, campaigns and responses. No person's name stands in one."""

from django.urls import path

from safeloom.domain.questionnaires.urls.answering import ANSWERING
from safeloom.domain.questionnaires.urls.campaigns import CAMPAIGNS
from safeloom.domain.questionnaires.urls.results import RESULTS
from safeloom.domain.questionnaires.views import (
    authoring,
    authoring_details,
    authoring_files,
    authoring_parts,
    authoring_try,
    authoring_version,
)

app_name = "questionnaires"
WRITING = "<slug:partnership_key>/assurance/questionnaires/"
ONE, DRAFT = "<slug:reference>/", "<slug:reference>/draft/"
AUTHORING = {
    "": ("questionnaires", authoring.listed),
    "begin/": ("begin-questionnaire", authoring.begin),
    "begin/from-file/": ("questionnaire-from-file", authoring_files.send),
    "begin/from-file/example/": ("example-file", authoring_files.example),
    "begin/from-file/look/": ("look-through", authoring_files.look),
    ONE: ("questionnaire", authoring.record),
    f"{ONE}change/": ("change-questionnaire", authoring.change),
    f"{ONE}begin-version/": ("begin-version", authoring.begin_version),
    f"{ONE}versions/<int:number>/": ("version", authoring_version.version),
    f"{ONE}versions/<int:number>/try/": ("try-version", authoring_try.try_out),
    f"{ONE}versions/<int:number>/changes/": ("version-changes", authoring_version.changed),
    f"{ONE}versions/<int:number>/take-away/<slug:form>/": (
        "take-away-version",
        authoring_files.take_away,
    ),
    f"{DRAFT}from-file/": ("draft-from-file", authoring_files.send_for_draft),
    f"{DRAFT}from-file/look/": ("draft-look-through", authoring_files.look_for_draft),
    f"{DRAFT}introduction/": ("change-version", authoring_version.introduction),
    f"{DRAFT}publish/": ("publish-version", authoring_version.publish),
    f"{DRAFT}discard/": ("discard-draft", authoring_version.discard),
    f"{DRAFT}move/": ("move-part", authoring_version.move),
    f"{DRAFT}sections/add/": ("add-section", authoring_parts.add_section),
    f"{DRAFT}sections/<slug:key>/change/": ("change-section", authoring_parts.change_section),
    f"{DRAFT}sections/<slug:key>/remove/": ("remove-section", authoring_parts.remove_section),
    f"{DRAFT}sections/<slug:key>/question/": ("add-question", authoring_parts.add_question),
    f"{DRAFT}questions/<slug:key>/change/": ("change-question", authoring_parts.change_question),
    f"{DRAFT}questions/<slug:key>/remove/": ("remove-question", authoring_parts.remove_question),
    f"{DRAFT}questions/<slug:key>/answers/": ("answers", authoring_details.answers),
    f"{DRAFT}questions/<slug:key>/answers/<slug:option>/": (
        "change-answer",
        authoring_details.change_answer,
    ),
    f"{DRAFT}when/<slug:key>/": ("condition", authoring_details.condition),
    f"{DRAFT}capacities/": ("capacities", authoring_details.capacities),
    f"{DRAFT}capacities/<slug:key>/": ("change-capacity", authoring_details.change_capacity),
}
urlpatterns = [path(WRITING + tail, view, name=name) for tail, (name, view) in AUTHORING.items()]
urlpatterns += ANSWERING
urlpatterns += RESULTS
urlpatterns += CAMPAIGNS
