"""The list of exercises, and the page of one."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from safeloom.domain.actions.sections import actions_section, recommendations_section
from safeloom.domain.questionnaires.addresses import to_assurance
from safeloom.foundation.access.pages import open_to
from safeloom.foundation.links.queries import seen
from safeloom.systems.scrutiny.addresses import at, of_exercise
from safeloom.systems.scrutiny.content import methods
from safeloom.systems.scrutiny.models import Exercise, Judgement
from safeloom.systems.scrutiny.queries import exercises as queries
from safeloom.web import marks
from safeloom.web.files import files_section
from safeloom.web.lists import Column, ListPage, list_response
from safeloom.web.records import RecordPage, Section, record_response
from safeloom.web.words import date_words


def _state(row: Exercise) -> str:
    return "Published" if row.published else "Draft"


LIST = ListPage(
    title="Scrutiny",
    noun=("exercise", "exercises"),
    search=["record__title", "record__reference", "question"],
    columns=[
        Column(
            "Exercise",
            "record.title",
            sort="record__title",
            link=lambda row: of_exercise(row.record.partnership, row),
        ),
        Column("Question", "question"),
        Column("Event", "event", sort="event", kind="date"),
        Column(
            "State",
            lambda row: marks.tag(_state(row), "done" if row.published else "wait"),
            sort="published",
            export=_state,
        ),
        Column("Reference", "record.reference", sort="record__reference"),
    ],
    empty="What the independent scrutineer looked into stands here once it is published.",
)


def trail(here: Any, row: Exercise | None = None) -> list[tuple[str, str]]:
    """The way back to the list, or to an exercise."""
    way = [("Scrutiny", at("list", here))]
    return [*way, (row.title, of_exercise(here, row))] if row else way


@open_to("scrutiny.read")
def listing(request: HttpRequest, partnership_key: str) -> HttpResponse:
    """The exercises, drafts for scrutineer and unit alone."""
    here, viewer = request.partnership, request.viewer
    actions = []
    if viewer.may_everywhere("scrutiny.see", here.pk):
        actions.append(("Success factors", at("framework", here)))
    if viewer.may_everywhere("scrutiny.plan", here.pk):
        actions.append(("Plan an exercise", at("begin", here)))
    return list_response(
        request,
        LIST,
        queries.listed(viewer, here),
        actions=actions,
        trail=to_assurance(viewer, here),
    )


def found(request: HttpRequest, reference: str, permission: str = "scrutiny.read") -> Exercise:
    """The exercise of an address, if the viewer holds a permission for it."""
    rows = queries.exercises(request.viewer, request.partnership, permission)
    return get_object_or_404(rows, record__reference=reference)


@open_to("scrutiny.read")
def record(request: HttpRequest, partnership_key: str, reference: str) -> HttpResponse:
    """The question, the report, the judgements, what they rest on, what follows."""
    here, viewer = request.partnership, request.viewer
    row = found(request, reference)
    plans = viewer.may_everywhere("scrutiny.plan", here.pk)
    writes = viewer.may_everywhere("scrutiny.write", here.pk) and not row.published
    judgements, evidence = queries.judgements_of(row), queries.evidence_of(row)
    drafts = viewer.may_everywhere("scrutiny.see", here.pk)
    follows = plans and row.published
    page = RecordPage(
        title=row.title,
        reference=reference,
        status=_state(row),
        status_kind="done" if row.published else "wait",
        facts=_facts(row),
        next_step=_next(here, row, judgements, writes),
        sections=[
            Section(
                "question",
                "Question",
                "scrutiny/question.html",
                ("Change", at("change", here, reference)) if plans and not row.published else None,
            ),
            Section(
                "report",
                "The scrutineer’s report",
                "scrutiny/report.html",
                ("Write", at("write", here, reference)) if writes else None,
            ),
            Section("young", "What the young scrutineers say", "scrutiny/young.html"),
            Section("judgements", "Judgements", "scrutiny/judgements.html"),
            Section("table", "Evidence by method", "scrutiny/table.html"),
            Section(
                "evidence",
                "Evidence",
                "scrutiny/evidence.html",
                ("Add evidence", at("add-evidence", here, reference)) if writes else None,
            ),
            recommendations_section(viewer, here, row.record, viewer.day),
            actions_section(viewer, here, row.record, viewer.day),
            Section(
                "impact",
                "Test of impact",
                "scrutiny/impact.html",
                ("Plan a follow-up", at("follow-up", here, reference)) if follows else None,
            ),
            files_section(viewer, here, row.record, viewer.day),
            *([_comments(viewer, here, row)] if drafts else []),
        ],
        of=row.record,
    )
    return record_response(
        request,
        page,
        trail=trail(here),
        row=row,
        part=row.took_part.select_related("post__principal", "post__agency__principal"),
        judgements=[
            (one, _mark(one.rating), at("judge", here, reference, one.pk) if writes else "")
            for one in judgements
        ],
        methods=len(methods()),
        table=[_by_method(one) for one in queries.table(judgements, evidence)],
        evidence=_evidence(request, row, evidence, writes),
        earlier=_compared(request, row, judgements),
        comments=list(row.comments.select_related("by__principal")) if drafts else [],
    )


def _by_method(line: queries.FactorRow) -> tuple[queries.FactorRow, list, list]:
    """A factor with the methods that showed anything of it and how strongly, and those that did not."""
    cells = list(zip(methods().values(), line.cells, strict=True))
    there = [(title, queries.strength_words(cell)) for title, cell in cells if cell]
    return line, there, [title for title, cell in cells if not cell]


def _comments(viewer: Any, here: Any, row: Exercise) -> Section:
    may = viewer.may_everywhere("scrutiny.comment", here.pk) and not row.published
    change = ("Add a comment", at("comment", here, row.record.reference)) if may else None
    return Section("comments", "Comments to the scrutineer", "scrutiny/comments.html", change)


def _facts(row: Exercise) -> list[tuple[str, Any]]:
    facts: list[tuple[str, Any]] = []
    if row.event:
        facts.append(("Scrutiny event", date_words(row.event)))
    if row.published:
        facts.append(("Published", date_words(row.published)))
    facts.append(("Success factors in force from", date_words(row.framework.since)))
    return facts


def _next(
    here: Any, row: Exercise, judgements: list[Judgement], writes: bool
) -> tuple[str, str] | None:
    if not writes:
        return None
    reference = row.record.reference
    if not row.report:
        return ("Write the report", at("write", here, reference))
    if all(one.rating for one in judgements):
        return ("Publish the report", at("publish", here, reference))
    return None


def _mark(rating: str) -> Any:
    return marks.rag(rating, Judgement.Rating(rating).label) if rating else ""


def _evidence(
    request: HttpRequest, row: Exercise, evidence: list[Any], writes: bool
) -> list[dict[str, Any]]:
    here = request.partnership
    places = seen(request.viewer, here, [one.source for one in evidence if one.source])
    called = methods()
    return [
        {
            "row": one,
            "method": called[one.method],
            "url": places.get(one.source_id, ""),
            "shown": [(s, s.get_strength_display().lower()) for s in one.shown.all()],
            "remove": at("remove-evidence", here, row.record.reference, one.pk) if writes else "",
        }
        for one in evidence
    ]


def _compared(request: HttpRequest, row: Exercise, now: list[Judgement]) -> list[dict[str, Any]]:
    """This exercise beside the one it follows, and those that follow it beside this one."""
    here, viewer = request.partnership, request.viewer
    there = queries.exercises(viewer, here)
    before = list(there.filter(pk=row.previous_id)) if row.previous_id else []
    after = list(there.filter(previous=row).order_by("event", "record__reference"))
    of = queries.judgements_of_many([*before, *after])
    sides = [(one, of.get(one.pk, []), now) for one in before]
    sides += [(one, now, of.get(one.pk, [])) for one in after]
    return [
        {
            "title": other.title,
            "url": of_exercise(here, other),
            "lines": [
                (line.title, _mark(line.before), _mark(line.now))
                for line in queries.beside(earlier, later)
            ],
        }
        for other, earlier, later in sides
    ]
