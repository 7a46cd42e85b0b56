"""The pages of who answers a response, whichever way they came."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone

from safeloom.domain.questionnaires.addresses import of_response
from safeloom.domain.questionnaires.answering_shown import shown_file
from safeloom.domain.questionnaires.answering_way import Way
from safeloom.domain.questionnaires.commands.answering import Closed
from safeloom.domain.questionnaires.commands.signing import sign_off
from safeloom.domain.questionnaires.commands.submitting import NotReady, submit
from safeloom.domain.questionnaires.forms.answering import SignForm
from safeloom.domain.questionnaires.offering import CertificateFile
from safeloom.domain.questionnaires.queries.answering import present, words_of
from safeloom.domain.questionnaires.queries.beside import files_of, general_remarks, to_change
from safeloom.domain.questionnaires.queries.campaigns import record_of
from safeloom.domain.questionnaires.queries.certificate import certificate_of
from safeloom.domain.questionnaires.queries.colleagues import asked_of
from safeloom.domain.questionnaires.queries.evidence import evidence_of
from safeloom.domain.questionnaires.views.answering_section import closed_page, section_page
from safeloom.foundation.files import queries as files
from safeloom.kernel.registry import offered, resolve
from safeloom.web.downloads import private_download
from safeloom.web.files import sent
from safeloom.web.forms import form_for, tell


def _around(way: Way, title: str, **more: Any) -> dict[str, Any]:
    return {
        "title": title,
        "way": way,
        "back": way.url(),
        "partnership_name": way.response.campaign.partnership.name,
        **more,
    }


def tasks(request: HttpRequest, way: Way) -> HttpResponse:
    """The sections with how far each is, who else is here, and what comes after them."""
    evaluation = way.evaluation
    mine = asked_of(way.contributor)
    changes = to_change(way.response) if way.was_sent_back else {}
    sections = [
        (
            section,
            evaluation.tally_of(section),
            way.url("section", section.key),
            sum(changes.get(one.question.key, 0) for one in standings),
        )
        for section, standings in evaluation.asked
        if standings
    ]
    context = _around(
        way,
        way.response.campaign.record.title,
        sections=sections,
        tally=evaluation.tally,
        others=present(way.response, way.person, timezone.now()),
        titles={one.key: one.title for one in way.questionnaire.sections},
        signing=_signing(way),
        remarks=general_remarks(way.response) if way.was_sent_back else [],
        asked_for=mine,
        first=next((url for _, _, url, many in sections if many), "") or _first_open(way, mine),
    )
    here = way.response.campaign.partnership
    context["back"] = "" if way.by_link else of_response(here, way.response)
    return render(request, "questionnaires/answer_tasks.html", context)


def _first_open(way: Way, mine: set[str]) -> str:
    """The address of the first section that is not whole, of those that are mine where any are."""
    for section, standings in way.evaluation.asked:
        if mine and section.key not in mine:
            continue
        if any(one.stands_in_the_way or not one.answered for one in standings):
            return way.url("section", section.key)
    return way.url("check")


def _signing(way: Way) -> list[dict[str, Any]]:
    """The capacities in which it is signed off, and by whom it was."""
    signed = {one.capacity.key: one for one in way.response.signed_off.select_related("capacity")}
    return [
        {
            "capacity": one,
            "signed": signed.get(one.key),
            "url": way.url("sign", one.key) if way.signs(one.key) else "",
        }
        for one in way.questionnaire.capacities
        if one.signs
    ]


def section(request: HttpRequest, way: Way, section: str) -> HttpResponse:
    """A section."""
    return section_page(request, way, section)


def check(request: HttpRequest, way: Way) -> HttpResponse:
    """All answers as they stand, what stands in the way, and submitting."""
    if request.method == "POST":
        return _submit(request, way)
    return _check_page(request, way)


def _submit(request: HttpRequest, way: Way) -> HttpResponse:
    try:
        submit(by=way.person, response=way.response)
    except Closed:
        return closed_page(request, way)
    except NotReady:
        return _check_page(request, way, status=422)
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
        return HttpResponseRedirect(way.url("check"))
    return HttpResponseRedirect(way.url("certificate"))


def _check_page(request: HttpRequest, way: Way, status: int = 200) -> HttpResponse:
    attached = files_of(way.response)
    sections = [
        {
            "section": section,
            "url": way.url("section", section.key),
            "answers": [
                {
                    "standing": one,
                    "words": words_of(one.question, one.given),
                    "files": [
                        shown_file(each.file, way.day)
                        for each in attached.get(one.question.key, ())
                    ],
                }
                for one in standings
            ],
        }
        for section, standings in way.evaluation.asked
        if standings
    ]
    section_of = way.questionnaire.section_of
    waits = [
        (
            one,
            way.url("section", section_of[one.question.key].key) + f"#question-{one.question.key}",
        )
        for one in way.evaluation.in_the_way
    ]
    signing = _signing(way)
    context = _around(
        way,
        "Check your answers" if way.is_open else "Your answers",
        sections=sections,
        waits=waits,
        signing=signing,
        unsigned=[one for one in signing if not one["signed"]],
        tally=way.evaluation.tally,
    )
    return render(request, "questionnaires/answer_check.html", context, status=status)


def sign(request: HttpRequest, way: Way, capacity: str) -> HttpResponse:
    """Sign off in a capacity."""
    found = next(
        (one for one in way.questionnaire.capacities if one.key == capacity and one.signs), None
    )
    if found is None or not way.signs(capacity):
        raise Http404
    form = form_for(request, SignForm)
    if request.method == "POST" and form.is_valid():
        try:
            name = form.cleaned_data["name"]
            sign_off(by=way.person, response=way.response, capacity=capacity, name=name)
        except Closed:
            return closed_page(request, way)
        except NotReady:
            return HttpResponseRedirect(way.url("check"))
        except ValidationError as refused:
            tell(form, refused)
        else:
            messages.success(request, f"Signed off as {found.title} by {name}.")
            return HttpResponseRedirect(way.url("check"))
    context = _around(
        way,
        f"Sign off as {found.title}",
        form=form,
        capacity=found,
        waits=way.evaluation.in_the_way,
        button="Sign off",
    )
    context["back"] = way.url("check")
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "questionnaires/answer_sign.html", context, status=status)


def certificate(request: HttpRequest, way: Way) -> HttpResponse:
    """The certificate of a submitted response, to keep or print."""
    found = certificate_of(way.response) if way.is_submitted else None
    if found is None:
        raise Http404
    context = _around(way, "Certificate of submission", certificate=found)
    if offered(CertificateFile):
        context["file"] = way.url("certificate-file")
    return render(request, "questionnaires/answer_certificate.html", context)


def certificate_file(request: HttpRequest, way: Way) -> HttpResponse:
    """The certificate as a PDF to keep."""
    found = certificate_of(way.response) if way.is_submitted else None
    makers = offered(CertificateFile)
    if found is None or not makers:
        raise Http404
    reference = record_of(way.response).reference.lower()
    content = resolve(makers[0].source)(found, way.body)
    return private_download(content, f"certificate-{reference}.pdf", "application/pdf")


def download(request: HttpRequest, way: Way, pk: UUID) -> HttpResponse:
    """The bytes of a file of the body's evidence; what is held looks as if it were not there."""
    file = evidence_of(way.response).filter(pk=pk).first()
    if file is None or not files.may_download(file):
        raise Http404
    return sent(file)
