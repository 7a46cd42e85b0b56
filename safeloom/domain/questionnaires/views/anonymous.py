"""Answering without a name: section by section, what was answered before travelling in the form."""

import hmac
from collections.abc import Iterator
from dataclasses import replace
from hashlib import sha256
from secrets import token_urlsafe
from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters

from safeloom.domain.questionnaires.commands.anonymous import submit_anonymous
from safeloom.domain.questionnaires.commands.answering import Closed
from safeloom.domain.questionnaires.commands.submitting import NotReady
from safeloom.domain.questionnaires.definitions import Given, Kind, Question, Section
from safeloom.domain.questionnaires.evaluating import Evaluation
from safeloom.domain.questionnaires.forms.answering import SectionForm
from safeloom.domain.questionnaires.models import OpenLink, Response
from safeloom.domain.questionnaires.queries.answering import words_of
from safeloom.domain.questionnaires.queries.campaigns import is_taking
from safeloom.domain.questionnaires.queries.given import evaluation_of
from safeloom.domain.questionnaires.queries.loading import questionnaire_of
from safeloom.domain.questionnaires.queries.open_links import open_link_of
from safeloom.foundation.access.pages import open_to_anyone
from safeloom.foundation.today import today

CHECK = "-check"
_OURS = ("q-", "na-", "why-")


# Exempt from the token against forms of other sites, which needs a cookie: a cookie would tell two answers
# of one person. Such a form could do no more than anybody may do anyway, and in nobody's name.
@csrf_exempt
@open_to_anyone
@sensitive_post_parameters()
def survey(request: HttpRequest, code: str) -> HttpResponse:
    """What it is about; then a section a page; then all of it once more, and sent."""
    link = open_link_of(code)
    if link is None:
        raise Http404
    if link.stopped is not None or not is_taking(link.campaign, today()):
        return _page(request, link, "survey_closed.html", "This survey is closed", status=410)
    asking = Asking(request, link)
    if request.method != "POST":
        return _page(request, link, "survey_start.html", asking.title)
    return asking.answer()


@open_to_anyone
def thanks(request: HttpRequest, code: str) -> HttpResponse:
    """It was sent."""
    link = open_link_of(code)
    if link is None:
        raise Http404
    return _page(request, link, "survey_thanks.html", "Thank you")


class Asking:
    """One page that was sent, and the next. Nothing is kept between two of them but what the form
    carries: all of it is read and checked again each time."""

    def __init__(self, request: HttpRequest, link: OpenLink) -> None:
        self.request, self.link = request, link
        self.posted: QueryDict = request.POST
        self.questionnaire = questionnaire_of(link.campaign.version)
        self.title = link.campaign.record.title
        # The day is any: conditions ask for no day of today's.
        self.nobody = Response(campaign=link.campaign, through=link, submitted_on=today())

    def answer(self) -> HttpResponse:
        """The page that follows on what was sent."""
        here, go = self.posted.get("page", ""), self.posted.get("go", "")
        given = self.given()
        evaluation = evaluation_of(self.nobody, given)
        pages = [one for one in self.questionnaire.sections if self._asks(evaluation, one)]
        keys = [one.key for one in pages]
        if go == "send" and here == CHECK:
            return self._send(given, evaluation)
        if not pages:
            return self.check(evaluation)
        place = keys.index(here) if here in keys else len(keys) if here == CHECK else -1
        if go == "back":
            return self.section(pages[max(0, place - 1)], evaluation, len(pages), max(0, place - 1))
        if 0 <= place < len(pages):
            wrong = self.section(pages[place], evaluation, len(pages), place, checked=True)
            if wrong.status_code != 200:
                return wrong
        if place + 1 >= len(pages):
            return self.check(evaluation)
        return self.section(pages[place + 1], evaluation, len(pages), place + 1)

    def _asks(self, evaluation: Evaluation, section: Section) -> bool:
        return any(evaluation[one.key].applies for one in _questions(section))

    def given(self) -> dict[str, Given]:
        """All that was given so far; what cannot be read is left out, and told on its own page."""
        form = SectionForm(self.posted, questions=list(self._all()))
        form.is_valid()
        return form.given()

    def _all(self) -> Iterator[Question]:
        for section in self.questionnaire.sections:
            yield from _questions(section)

    def section(
        self,
        section: Section,
        evaluation: Evaluation,
        many: int,
        place: int,
        *,
        checked: bool = False,
    ) -> HttpResponse:
        """A section, filled with what was given; `checked` says what is wrong with it, with status 422."""
        questions = [one for one in _questions(section) if evaluation[one.key].applies]
        asked_before = set(self.posted.getlist("asked"))
        form = SectionForm(self.posted, questions=questions, whom="me")
        form.is_valid()
        told = False
        if checked:
            for one in questions:
                problem = evaluation[one.key].stands_in_the_way
                if problem and f"q-{one.key}" not in form.errors:
                    form.tell_problem(one, problem)
            # A question that was not on the page yet is asked, and not told to be missing.
            new = [one for one in questions if one.key not in asked_before]
            told = bool(form.errors or new)
            for one in new:
                form.errors.pop(f"q-{one.key}", None)
        else:
            new = []
            form.errors.clear()
        own = {f"{start}{one.key}" for one in questions for start in _OURS}
        return _page(
            self.request,
            self.link,
            "survey_section.html",
            section.title,
            status=422 if told else 200,
            form=form,
            section=section,
            rows=[
                {
                    "key": one.key,
                    "main": form[f"q-{one.key}"],
                    "na": _bound(form, "na", one),
                    "why": _bound(form, "why", one),
                }
                for one in questions
            ],
            new=[one for one in new if told and not form.errors],
            carried=self._carried(own),
            number=place + 1,
            many=many,
        )

    def check(self, evaluation: Evaluation, status: int = 200) -> HttpResponse:
        """All answers once more, before they are sent."""
        sections = [
            (section, [(one.question, words_of(one.question, one.given)) for one in standings])
            for section, standings in (
                (one, [evaluation[q.key] for q in _questions(one) if evaluation[q.key].applies])
                for one in self.questionnaire.sections
            )
            if standings
        ]
        waits = [one for one in evaluation.in_the_way if one.question.kind != Kind.FILE]
        return _page(
            self.request,
            self.link,
            "survey_check.html",
            "Check your answers",
            status=status,
            sections=sections,
            waits=waits,
            carried=self._carried(set()),
        )

    def _send(self, given: dict[str, Given], evaluation: Evaluation) -> HttpResponse:
        try:
            submit_anonymous(
                campaign=self.link.campaign,
                link=self.link,
                given={key: replace(one, unconfirmed=False) for key, one in given.items()},
                pk=self._key(),
            )
        except NotReady:
            return self.check(evaluation, 422)
        except Closed:
            return _page(
                self.request, self.link, "survey_closed.html", "This survey is closed", status=410
            )
        there = reverse("questionnaires:anonymous-thanks", args=[self.link.code])
        return HttpResponseRedirect(there)

    def _key(self) -> UUID:
        """The key of the response: the same for a form that is sent twice, and drawn by lot. Who finds the
        form cannot tell the row: the way from the one to the other is our secret."""
        once = self.posted.get("once", "")[:100] or token_urlsafe(16)
        said = f"survey {self.link.pk} {once}".encode()
        made = hmac.new(settings.SECRET_KEY.encode(), said, sha256)
        return UUID(bytes=made.digest()[:16], version=4)

    def _carried(self, own: set[str]) -> list[tuple[str, str]]:
        """What the form carries on: all that was answered elsewhere, and what tells a second sending."""
        known = {f"{start}{one.key}" for one in self._all() for start in _OURS}
        known |= {f"q-{one.key}-{part}" for one in self._all() for part in ("day", "month", "year")}
        own = own | {f"{name}-{part}" for name in own for part in ("day", "month", "year")}
        found = [
            (name, value)
            for name, values in self.posted.lists()
            if name in known and name not in own
            for value in values
        ]
        return [*found, ("once", self.posted.get("once", "")[:100] or token_urlsafe(16))]


def _questions(section: Section) -> list[Question]:
    # A file says who wrote it.
    return [one for one in section.questions if one.kind != Kind.FILE]


def _bound(form: SectionForm, name: str, question: Question) -> Any:
    full = f"{name}-{question.key}"
    return form[full] if full in form.fields else None


def _page(
    request: HttpRequest,
    link: OpenLink,
    template: str,
    title: str,
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    context = {
        "title": title,
        "link": link,
        "campaign": link.campaign,
        "introduction": link.campaign.version.introduction,
        "partnership_name": link.campaign.partnership.name,
        **more,
    }
    return render(request, f"questionnaires/{template}", context, status=status)
