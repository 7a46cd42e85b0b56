"""A section of a response on a page: answered, saved with or without a script, and nothing of it lost."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import timezone

from safeloom.domain.questionnaires.answering_shown import shown_questions
from safeloom.domain.questionnaires.answering_way import Way
from safeloom.domain.questionnaires.commands.answering import (
    Closed,
    Conflict,
    Saved,
    note_presence,
    save_answers,
)
from safeloom.domain.questionnaires.commands.bringing_forward import keep_last_time
from safeloom.domain.questionnaires.commands.evidence import attach, detach
from safeloom.domain.questionnaires.definitions import Given, Kind, Section
from safeloom.domain.questionnaires.evaluating import Evaluation
from safeloom.domain.questionnaires.forms.answering import (
    SectionForm,
    digest_of,
    read_shown,
    shown_as,
)
from safeloom.domain.questionnaires.queries.answering import present, rows_of
from safeloom.domain.questionnaires.queries.beside import beside, files_of
from safeloom.domain.questionnaires.queries.evidence import evidence_of
from safeloom.domain.questionnaires.queries.given import evaluation_of
from safeloom.web.forms import form_for
from safeloom.web.stale import both_of

AUTOSAVE = "X-Autosave"
THEIRS, MINE, BOTH = "theirs", "mine", "both"


@dataclass
class Sent:
    """What became of a page that was sent."""

    form: SectionForm
    evaluation: Evaluation
    conflicts: dict[str, Conflict] = field(default_factory=dict)
    unchosen: frozenset[str] = frozenset()
    unread: dict[str, str] = field(default_factory=dict)
    seen: dict[str, str] = field(default_factory=dict)
    revisions: dict[str, int] = field(default_factory=dict)

    @property
    def is_wrong(self) -> bool:
        """Whether the page must be shown again."""
        return bool(self.form.errors or self.conflicts)


def section_page(request: HttpRequest, way: Way, key: str) -> HttpResponse:
    """Show a section, or save what was sent of it."""
    section = next((one for one in way.questionnaire.sections if one.key == key), None)
    if section is None:
        raise Http404
    if request.method == "POST":
        return _save(request, way, section)
    if not way.is_open:
        return HttpResponseRedirect(way.url())
    form = _form(request, way, section)
    note_presence(person=way.person, response=way.response, section=section.key)
    return _page(request, way, section, form, way.evaluation)


def _form(request: HttpRequest, way: Way, section: Section) -> SectionForm:
    mine = way.answers(section)
    given = {one.key: way.evaluation[one.key].given for one in section.questions}
    questions = [one for one in section.questions if one.key in mine]
    return form_for(request, SectionForm, questions=questions, given=given)


def _save(request: HttpRequest, way: Way, section: Section) -> HttpResponse:
    quietly = AUTOSAVE in request.headers
    try:
        sent = _taken(request, way, section)
    except Closed:
        if quietly:
            return JsonResponse({"closed": True}, status=409)
        return closed_page(request, way)
    if quietly:
        return _told(request, way, section, sent)
    note_presence(person=way.person, response=way.response, section=section.key)
    if sent.is_wrong:
        return _page(request, way, section, sent.form, sent.evaluation, sent)
    here = way.url("section", section.key)
    if question := _stays_at(request):
        return HttpResponseRedirect(f"{here}#question-{question}")
    shown = set(request.POST.getlist("shown"))
    more = [
        one.key
        for one in section.questions
        if sent.evaluation[one.key].applies and one.key not in shown
    ]
    later = request.POST.get("go") == "later"
    if more and not later:
        return HttpResponseRedirect(f"{here}?new={','.join(more)}#new")
    if later:
        messages.success(request, "Your answers are saved. Come back by the same way to go on.")
        return HttpResponseRedirect(way.url())
    return HttpResponseRedirect(_next(way, section, sent.evaluation))


def _stays_at(request: HttpRequest) -> str:
    """The question whose own button was pressed, after which the page stays."""
    if "use" in request.POST:
        return request.POST["use"]
    if "attach" in request.POST:
        return request.POST["attach"]
    return request.POST.get("remove", "").partition(":")[0]


def _taken(request: HttpRequest, way: Way, section: Section) -> Sent:
    """Save what can be saved of a page. Raises `Closed`, with nothing saved."""
    form = _form(request, way, section)
    form.is_valid()
    given = form.given()
    posted = {one.key: request.POST.get(f"seen-{one.key}", "") for one in form.questions}
    shown = {key: read_shown(value) for key, value in posted.items()}
    waiting = set(request.POST.getlist("conflict")) & set(given)
    changed = {
        key: one
        for key, one in given.items()
        if digest_of(one) != shown[key][1] or _looked(form, key) or key in waiting
    }
    standing = _standing(way, waiting) if waiting else {}
    unsettled, unchosen = _choose(request, form, changed, standing)
    saved = Saved(timezone.now())
    try:
        seen = {key: shown[key][0] for key in changed}
        saved = save_answers(by=way.person, response=way.response, given=changed, seen=seen)
    except Closed:
        raise
    except ValidationError as refused:
        _tell(form, refused)
    conflicts = {**saved.conflicts, **_own_buttons(request, way, form)}
    _files(request, way, form)
    evaluation = _evaluated(request, way, form, saved, conflicts)
    form.forget({key for key in posted if not evaluation[key].applies})
    unread = {name: words[0] for name, words in form.errors.items()}
    for question in form.questions:
        if (problem := evaluation[question.key].problem) and question.key not in conflicts:
            form.tell_problem(question, problem)
    # Where their answer was to stay and the page is shown again, it is asked again: the box holds the other.
    again = unsettled if form.errors or conflicts else unchosen
    conflicts |= {key: standing[key] for key in again}
    settled = set(saved.revisions) | set(conflicts)
    kept = {key: value for key, value in posted.items() if key not in settled}
    return Sent(form, evaluation, conflicts, frozenset(unchosen), unread, kept, saved.revisions)


def _evaluated(
    request: HttpRequest, way: Way, form: SectionForm, saved: Saved, conflicts: Collection[str]
) -> Evaluation:
    """How the response stands after it was saved. A script saves all the time: for it what stood before is
    not read again, and what a colleague wrote in between it learns by its next save."""
    takes_files = any(one.kind == Kind.FILE for one in form.questions)
    if AUTOSAVE not in request.headers or conflicts or takes_files:
        return evaluation_of(way.response)
    before = {key: one.given for key, one in way.evaluation.standings.items()}
    return evaluation_of(way.response, before | saved.given)


def _looked(form: SectionForm, key: str) -> bool:
    return bool(form.cleaned_data.get(f"looked-{key}"))


def _choose(
    request: HttpRequest,
    form: SectionForm,
    changed: dict[str, Given],
    standing: dict[str, Conflict],
) -> tuple[set[str], set[str]]:
    """Where two wrote one answer, leave in `changed` what is to be saved by what was chosen. Gives where
    theirs stays, or nothing was chosen; and where nothing was. A script that saves chooses for nobody."""
    unsettled, unchosen = set(), set()
    for key, conflict in standing.items():
        choice = "" if AUTOSAVE in request.headers else request.POST.get(f"keep-{key}", "")
        if choice == BOTH:
            text = both_of(conflict.given.text, changed[key].text)
            changed[key] = Given(text=text)
            form.data = form.data.copy()  # type: ignore[union-attr]
            form.data[f"q-{key}"] = text  # type: ignore[index]
        elif choice != MINE:
            changed.pop(key)
            unsettled.add(key)
            if choice != THEIRS:
                unchosen.add(key)
    return unsettled, unchosen


def _standing(way: Way, keys: Iterable[str]) -> dict[str, Conflict]:
    return {
        key: Conflict(row.given, row.by, row.at, row.revision)
        for key, row in rows_of(way.response, set(keys)).items()
    }


def _own_buttons(request: HttpRequest, way: Way, form: SectionForm) -> dict[str, Conflict]:
    """What the button of one question asked for: last time's answer, or a file taken away."""
    mine = {one.key for one in form.questions}
    try:
        if (key := request.POST.get("use", "")) in mine:
            # What was typed there was saved a moment ago: it is what last time's is to take the place of.
            rows = rows_of(way.response, {key})
            seen = {key: rows[key].revision if key in rows else 0}
            return keep_last_time(
                by=way.person, response=way.response, question_key=key, seen=seen
            ).conflicts
        key, _, file = request.POST.get("remove", "").partition(":")
        if key in mine:
            tied = files_of(way.response, {key}).get(key, [])
            for one in tied:
                if str(one.file_id) == file:
                    detach(by=way.person, response=way.response, question_key=key, file=one.file)
    except Closed:
        raise
    except ValidationError as refused:
        _tell(form, refused)
    return {}


def _files(request: HttpRequest, way: Way, form: SectionForm) -> None:
    """Attach what was sent and chosen; what is not taken is told at its question, the rest is kept."""
    for question in form.questions:
        if question.kind != Kind.FILE:
            continue
        name = f"q-{question.key}"
        asked = {"by": way.person, "response": way.response, "question_key": question.key}
        for upload in request.FILES.getlist(name):
            if _came_too_late(upload):
                form.add_error(
                    name, f"{upload.name} came after what was too large: choose it again."
                )
                continue
            try:
                attach(upload=upload, **asked)
            except Closed:
                raise
            except ValidationError as refused:
                words = " ".join(refused.messages)
                form.add_error(name, f"{upload.name}: {words}")
        picked = {one for one in request.POST.getlist(f"pick-{question.key}") if _is_key(one)}
        if picked:
            for file in evidence_of(way.response).filter(pk__in=picked):
                attach(file=file, **asked)


def _came_too_late(upload: UploadedFile) -> bool:
    """Whether a file was not read any more, because one before it was larger than is taken."""
    size = upload.size or 0
    if not 0 < size <= settings.FILE_MOST:
        return False
    is_bare = not upload.read(1)
    upload.seek(0)
    return is_bare


def _is_key(value: str) -> bool:
    try:
        UUID(value)
    except ValueError:
        return False
    return True


def _tell(form: SectionForm, refused: ValidationError) -> None:
    """Put what a command refused at its question, or above the form."""
    told = refused.message_dict if hasattr(refused, "error_dict") else {"": refused.messages}
    for key, found in told.items():
        name = f"q-{key}"
        form.add_error(name if name in form.fields else None, " ".join(found))


def _next(way: Way, section: Section, evaluation: Evaluation) -> str:
    asked = [one.key for one, standings in evaluation.asked if standings]
    after = asked[asked.index(section.key) + 1 :] if section.key in asked else asked
    return way.url("section", after[0]) if after else way.url("check")


def _shown(way: Way, section: Section, sent: Sent, new: frozenset[str] = frozenset()) -> list[Any]:
    keys = {one.key for one in section.questions}
    takes_files = any(one.kind == Kind.FILE for one in section.questions)
    return shown_questions(
        way,
        section,
        sent.form,
        sent.evaluation,
        beside(way.response, keys, takes_files=takes_files),
        sent.conflicts,
        sent.unchosen,
        new,
        sent.seen,
    )


def _page(
    request: HttpRequest,
    way: Way,
    section: Section,
    form: SectionForm,
    evaluation: Evaluation,
    sent: Sent | None = None,
) -> HttpResponse:
    if sent is None:
        # A draft that is given back knows what was shown when it was typed.
        held = form.data if form.is_bound else {}
        names = {one.key: f"seen-{one.key}" for one in form.questions}
        seen = {key: held[name] for key, name in names.items() if name in held}
        sent = Sent(form, evaluation, seen=seen)
    new = (
        frozenset(request.GET.get("new", "").split(",")) if request.method == "GET" else frozenset()
    )
    shown = _shown(way, section, sent, new)
    status = 409 if sent.conflicts else 422 if sent.is_wrong else 200
    asked = [one.key for one, _ in evaluation.asked]
    context = {
        "title": section.title,
        "way": way,
        "section": section,
        "number": asked.index(section.key) + 1 if section.key in asked else None,
        "many": len(asked),
        "form": form,
        "shown": shown,
        "new": [one for one in shown if one.is_new and one.applies],
        "tally": evaluation.tally_of(section),
        "others": present(way.response, way.person, timezone.now()),
        "titles": {one.key: one.title for one in way.questionnaire.sections},
        "conflicting": [one for one in shown if one.conflict],
        "signed": way.response.signed_off.exists(),
        "back": way.url(),
        "partnership_name": way.response.campaign.partnership.name,
    }
    return render(request, "questionnaires/answer_section.html", context, status=status)


def _told(request: HttpRequest, way: Way, section: Section, sent: Sent) -> HttpResponse:
    """What the script is told: when it was saved, what applies now, what a colleague wrote."""
    revisions, evaluation = sent.revisions, sent.evaluation
    seen = {key: shown_as(one, evaluation[key].given) for key, one in revisions.items()}
    seen |= sent.seen
    # What stands beside the questions is shown with what a colleague wrote alone, and takes half the time.
    shown = []
    if sent.conflicts or not all(seen.get(one.key) for one in sent.form.questions):
        shown = _shown(way, section, sent)
        seen = {one.question.key: one.seen for one in shown}
    return JsonResponse(
        {
            "saved": timezone.localtime().strftime("%H:%M"),
            "seen": seen,
            "applies": {one.key: evaluation[one.key].applies for one in section.questions},
            "unread": [
                f"{sent.form[name].label}: {words}" if name in sent.form.fields else words
                for name, words in sent.unread.items()
            ],
            "conflicts": {
                one.question.key: render_to_string(
                    "questionnaires/answer_conflict.html", {"one": one}, request
                )
                for one in shown
                if one.conflict
            },
        }
    )


def closed_page(request: HttpRequest, way: Way) -> HttpResponse:
    """No answers are taken any more: what was typed is shown to be copied."""
    words = {one.key: one.words for one in way.questionnaire.questions()}
    typed = [
        (words.get(name.partition("-")[2], ""), value)
        for name, value in request.POST.items()
        if name.startswith(("q-", "why-")) and value.strip() and not value.startswith("_")
    ]
    context = {
        "title": "Your answers were not saved" if typed else "This takes no answers now",
        "way": way,
        "typed": [(said, value) for said, value in typed if said],
        "back": way.url(),
        "partnership_name": way.response.campaign.partnership.name,
    }
    return render(request, "questionnaires/answer_closed.html", context, status=409)
