"""Reorganisations: the list, a record, the preview, carrying out, undoing and giving up."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render

from safeloom.domain.partnership.commands import reorganisations as commands
from safeloom.domain.partnership.commands.reorganising.running import Preview
from safeloom.domain.partnership.commands.reorganising.running import preview as previewed
from safeloom.domain.partnership.commands.reorganising.undoing import obstacles
from safeloom.domain.partnership.models import Heir, Reorganisation
from safeloom.domain.partnership.queries import reorganisations as queries
from safeloom.domain.partnership.views import addresses
from safeloom.domain.partnership.views.reorganisation_steps import CHANGED, STEPS, steps_of
from safeloom.domain.partnership.views.tables import Act, Cell, Table, section
from safeloom.foundation.access.pages import open_to
from safeloom.foundation.identity.models import Partnership
from safeloom.foundation.records.commands import Stale
from safeloom.web.forms import RevisionedForm, form_page
from safeloom.web.lists import Column, Filter, ListPage, list_response
from safeloom.web.records import RecordPage, record_response
from safeloom.web.words import date_words, moment_words

LIST = ListPage(
    title="Reorganisations",
    noun=("reorganisation", "reorganisations"),
    search=["record__title", "record__reference"],
    default_order="-day",
    columns=[
        Column("What", "record.title", sort="record__title", link=addresses.of_act),
        Column("Kind", "get_kind_display", sort="kind"),
        Column("From", "day", sort="day", kind="date"),
        Column("State", lambda act: act.state[0]),
        Column("Reference", "record.reference", sort="record__reference"),
    ],
    filters=[Filter("kind", "Kind", Reorganisation.Kind.choices, "kind")],
    empty="When agencies merge, split, change their name or pass something on, it stands here: "
    "planned first, then carried out.",
)


@open_to("reorganisation.see")
def listing(request: HttpRequest, partnership_key: str) -> HttpResponse:
    """The reorganisations, the latest first."""
    here = request.partnership
    may = request.viewer.may_everywhere(queries.DO, here.pk)
    return list_response(
        request,
        LIST,
        queries.reorganisations(request.viewer, here),
        actions=[("Plan a reorganisation", addresses.act("plan-reorganisation", here))]
        if may
        else [],
    )


@open_to("reorganisation.see")
def record(request: HttpRequest, partnership_key: str, reference: str) -> HttpResponse:
    """An act: what becomes what, by whom, and what passed."""
    here = request.partnership
    act = get_object_or_404(
        queries.reorganisations(request.viewer, here), record__reference=reference
    )
    may = request.viewer.may_everywhere(queries.DO, here.pk)
    words, kind = act.state
    paths = [
        [Cell(body.name, addresses.of_row(here, body)), _heirs(here, act, heirs)]
        for body, heirs in queries.paths_of(act)
    ]
    sections = [
        section(
            "becomes", _becoming(act), Table(["Was", "Becomes"], paths, "Nothing is chosen yet.")
        )
    ]
    if act.done and act.kind != Reorganisation.Kind.RENAME:
        rows = [[one.title, str(one.ended), str(one.begun)] for one in queries.passed(act)]
        told = "What ended and what began" if act.stands else "What it had ended"
        sections.append(section("passed", told, Table(["What", "Ended", "Began"], rows)))
    page = RecordPage(
        title=str(act),
        reference=reference,
        status=words,
        status_kind=kind,
        facts=_facts(act),
        next_step=(_next(act)) if may and act.is_planned else None,
        sections=sections,
    )
    closing = None
    if may and act.is_planned:
        closing = ("Give this plan up", addresses.act_on(act, "drop-reorganisation"))
    elif may and act.stands:
        closing = ("Undo reorganisation", addresses.act_on(act, "undo-reorganisation"))
    return record_response(
        request,
        page,
        template="partnership/record.html",
        trail=[("Reorganisations", addresses.listing(here, "reorganisations"))],
        closing=closing,
    )


def _heirs(here: Partnership, act: Reorganisation, heirs: list[Heir]) -> Cell:
    """What something becomes, with the pages of those that are there."""
    if not heirs:
        return Cell("Not said yet")
    bodies = [getattr(heir, "agency", None) or getattr(heir, "area", None) for heir in heirs]
    if act.kind == Reorganisation.Kind.RENAME or None in bodies:
        return Cell(" and ".join(str(heir) for heir in heirs))
    acts = [Act(body.name, "", addresses.of_row(here, body)) for body in bodies]
    return Cell("", acts=acts)


def _becoming(act: Reorganisation) -> str:
    return {
        Reorganisation.Kind.RENAME: "The name",
        Reorganisation.Kind.TRANSFER: "From whom to whom",
    }.get(act.kind, "What becomes what")


def _facts(act: Reorganisation) -> list[tuple[str, str]]:
    facts = [
        ("What happens", act.get_kind_display()),
        ("From", date_words(act.day) if act.day else "Not said yet"),
        ("Planned by", act.planned_by.name if act.planned_by else "The installation"),
    ]
    for words, person, moment in (
        ("Carried out", act.done_by, act.done),
        ("Undone", act.undone_by, act.undone),
    ):
        if moment:
            by = f" by {person.name}" if person else ""
            facts.append((words, f"{moment_words(moment)}{by}"))
    return facts


def _next(act: Reorganisation) -> tuple[str, str]:
    names = steps_of(act)
    if act.day is None:
        first = names[0] if not queries.paths_of(act) else names[1]
        return "Continue the plan", addresses.step(act, first)
    return "See what will happen", addresses.preview(act)


@open_to("reorganisation.carry_out")
def preview(request: HttpRequest, partnership_key: str, reference: str) -> HttpResponse:
    """What will happen, with the choices; carrying it out."""
    act = _planned(request, reference)
    shown = previewed(act, request.viewer.person)
    problem, status = "", 200
    if request.method == "POST":
        answer, problem = _answer(request, act, shown)
        if answer is not None:
            return answer
        status = 409
        act = _planned(request, reference)
        shown = previewed(act, request.viewer.person)
    names = STEPS[act.kind]
    return render(
        request,
        "partnership/reorganisation/preview.html",
        {
            "title": f"What will happen on {date_words(act.day)}"
            if act.day
            else "What will happen",
            "act": act,
            "shown": shown,
            "problem": problem,
            "steps": [
                (_STEP_WORDS[name], addresses.step(act, name))
                for name in names
                if name in steps_of(act)
            ],
            "trail": [
                ("Reorganisations", addresses.listing(request.partnership, "reorganisations")),
                (reference, addresses.of_act(act)),
            ],
            "cancel": addresses.of_act(act),
        },
        status=status,
    )


def _answer(
    request: HttpRequest, act: Reorganisation, shown: Preview
) -> tuple[HttpResponse | None, str]:
    """What follows from what was posted: an answer, or why it could not be done."""
    form = RevisionedForm(request.POST)
    if not form.is_valid():
        return None, CHANGED
    said = {"by": request.viewer.person, "act": act, "seen": form.cleaned_data["revision"]}
    choices = _chosen(request, shown)
    try:
        if choices:
            commands.choose(choices=choices, **said)
            messages.success(request, "Your choices were saved. Look at what happens now.")
            return HttpResponseRedirect(request.path), ""
        if request.POST.get("do") != "carry-out":
            return HttpResponseRedirect(request.path), ""
        commands.carry_out(seal=request.POST.get("seal", ""), **said)
    except Stale:
        return None, (
            "Something was changed since you looked, and nothing was carried out. This is what would "
            "happen now."
        )
    except ValidationError as refused:
        return None, " ".join(refused.messages)
    messages.success(request, "The reorganisation was carried out.")
    return HttpResponseRedirect(addresses.of_act(act)), ""


def _chosen(request: HttpRequest, shown: Preview) -> dict[str, str]:
    """The choices that are others than what was shown, unknown ones left out."""
    found = {}
    for part in shown.parts:
        for line in part.lines:
            value = request.POST.get(line.key)
            if value in {one.value for one in line.options} and value != line.chosen:
                found[line.key] = value
    return found


@open_to("reorganisation.carry_out")
def undo(request: HttpRequest, partnership_key: str, reference: str) -> HttpResponse:
    """Undo an act, or see what stands in the way."""
    here = request.partnership
    rows = queries.reorganisations(request.viewer, here, queries.DO)
    act = get_object_or_404(rows, record__reference=reference)
    if not act.stands:
        raise Http404
    trail = [
        ("Reorganisations", addresses.listing(here, "reorganisations")),
        (reference, addresses.of_act(act)),
    ]
    return _confirm(
        request,
        act,
        commands.undo,
        title=f"Undo {reference}: {act}",
        lead="What ended lasts as before, and what began in its place is removed, as if it had never "
        "been carried out. The audit keeps both.",
        button="Undo reorganisation",
        done="The reorganisation was undone.",
        template="partnership/reorganisation/undo.html",
        obstacles=[
            (one.words, one.url or addresses.of_row(here, one.row)) for one in obstacles(act)
        ],
        trail=trail,
    )


@open_to("reorganisation.carry_out")
def drop(request: HttpRequest, partnership_key: str, reference: str) -> HttpResponse:
    """Give a plan up."""
    act = _planned(request, reference)
    return _confirm(
        request,
        act,
        commands.drop,
        title=f"Give up {reference}: {act}",
        lead="The plan can no longer be carried out. It stays in the list.",
        button="Give plan up",
        done="The plan was given up.",
    )


def _confirm(request: HttpRequest, act: Reorganisation, command, *, done: str, **context):
    form = RevisionedForm(request.POST or None, initial={"revision": act.record.revision})
    if request.method == "POST" and form.is_valid():
        try:
            command(by=request.viewer.person, act=act, seen=form.cleaned_data["revision"])
        except Stale:
            form.add_error(None, CHANGED)
        except ValidationError as refused:
            form.add_error(None, refused.messages)
        else:
            messages.success(request, done)
            return HttpResponseRedirect(addresses.of_act(act))
    return form_page(request, form, warn=True, cancel=addresses.of_act(act), **context)


def _planned(request: HttpRequest, reference: str) -> Reorganisation:
    rows = queries.reorganisations(request.viewer, request.partnership, queries.DO)
    act = get_object_or_404(rows, record__reference=reference)
    if not act.is_planned:
        raise Http404
    return act


_STEP_WORDS = {
    "agencies": "Agencies",
    "agency": "Agency",
    "heir": "What they become",
    "heirs": "What they become",
    "to": "To whom",
    "name": "Name",
    "paths": "Which becomes which",
    "areas": "Areas",
    "area-heirs": "New areas",
    "area-paths": "Which area becomes which",
    "day": "Day",
}
