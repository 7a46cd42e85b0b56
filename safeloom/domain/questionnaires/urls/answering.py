"""Addresses of who answers."""

from django.urls import path

from safeloom.domain.questionnaires.views import anonymous, by_link

_PAGES = {
    "section/<slug:section>/": ("section", by_link.link_section, by_link.answer_section),
    "check/": ("check", by_link.link_check, by_link.answer_check),
    "sign/<slug:capacity>/": ("sign", by_link.link_sign, by_link.answer_sign),
    "colleagues/": ("colleagues", by_link.link_colleagues, by_link.answer_colleagues),
    "certificate/": ("certificate", by_link.link_certificate, by_link.answer_certificate),
    "certificate/pdf/": (
        "certificate-file",
        by_link.link_certificate_file,
        by_link.answer_certificate_file,
    ),
    "file/<uuid:pk>/": ("file", by_link.link_download, by_link.answer_download),
}
# Of the whole installation: who opens one may know no partnership.
_LINK, _LEAD = "answer/", "<slug:partnership_key>/assurance/responses/<slug:reference>/answer/"
ANSWERING = [
    path(_LINK, by_link.by_link, name="by-link"),
    path(_LEAD, by_link.answer, name="answer"),
    path("survey/<slug:code>/", anonymous.survey, name="anonymous"),
    path("survey/<slug:code>/thank-you/", anonymous.thanks, name="anonymous-thanks"),
]
for tail, (name, of_link, of_lead) in _PAGES.items():
    ANSWERING.append(path(_LINK + tail, of_link, name=f"by-link-{name}"))
    ANSWERING.append(path(_LEAD + tail, of_lead, name=f"answer-{name}"))
# Last: its secret is taken for none of the pages above.
ANSWERING.append(path(_LINK + "<str:secret>/", by_link.open_link, name="open-link"))
