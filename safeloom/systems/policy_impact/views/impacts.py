"""The rota, and the page of a presentation."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from safeloom.domain.actions.sections import actions_section, recommendations_section
from safeloom.domain.meetings.addresses import of_meeting
from safeloom.domain.meetings.queries.meetings import meetings
from safeloom.domain.questionnaires import addresses as assurance
from safeloom.foundation.access.pages import open_to
from safeloom.foundation.links.queries import seen
from safeloom.systems.policy_impact.addresses import at, of_impact
from safeloom.systems.policy_impact.models import ImpactAssurance, PolicyImpact
from safeloom.systems.policy_impact.queries import impacts as queries
from safeloom.systems.policy_impact.queries.impacts import TAGS, State
from safeloom.web import marks
from safeloom.web.files import files_section
from safeloom.web.lists import Column, Filter, ListPage, list_response
from safeloom.web.records import RecordPage, Section, record_response
from safeloom.web.words import date_words

_KINDS = {"full": "done", "part": "wait", "none": "late"}


def _state(row: PolicyImpact) -> str:
    return State(row.state).label


def _level(level: str) -> Any:
    return marks.tag(ImpactAssurance.Level(level).label, _KINDS[level]) if level else ""


LIST = ListPage(
    title="Policy impact",
    noun=("presentation", "presentations"),
    search=["record__title", "record__reference", "agency__principal__name"],
    columns=[
        Column(
            "Policy",
            "record.title",
            sort="record__title",
            link=lambda row: of_impact(row.record.partnership, row),
        ),
        Column("Agency", "agency.name", sort="agency__principal__name"),
        Column("Due", "due", sort="due", kind="date"),
        Column("Presented", "presented", sort="presented", kind="date"),
        Column(
            "State",
            lambda row: marks.tag(_state(row), TAGS[State(row.state)]),
            sort="state",
            export=_state,
        ),
        Column(
            "Assurance",
            lambda row: _level(row.level),
            sort="level",
            export=lambda row: ImpactAssurance.Level(row.level).label if row.level else "",
        ),
        Column("Reference", "record.reference", sort="record__reference"),
    ],
    filters=[Filter("state", "State", State.choices, "state")],
    empty="Who presents what a changed policy did for children, and when, stands here.",
)


def trail(request: HttpRequest, row: PolicyImpact | None = None) -> list[tuple[str, str]]:
    """The way back to the rota, or to a presentation."""
    here = request.partnership
    way = [*assurance.to_assurance(request.viewer, here), ("Policy impact", at("list", here))]
    return [*way, (row.title, of_impact(here, row))] if row else way


@open_to("policy_impact.see")
def listing(request: HttpRequest, partnership_key: str) -> HttpResponse:
    """Who presents when, and what came of it."""
    here, viewer = request.partnership, request.viewer
    plans = viewer.may_everywhere("policy_impact.plan", here.pk)
    actions = [("Set the rota", at("rota", here))] if plans else []
    rows = queries.listed(viewer, here)
    return list_response(request, LIST, rows, trail=trail(request)[:1], actions=actions)


def found(request: HttpRequest, reference: str, permission: str = "policy_impact.see"):
    """The presentation of an address, if the viewer holds a permission for it."""
    rows = queries.impacts(request.viewer, request.partnership, permission)
    return get_object_or_404(rows, record__reference=reference)


@open_to("policy_impact.see")
def record(request: HttpRequest, partnership_key: str, reference: str) -> HttpResponse:
    """What was changed, why, what it did, what shows it, and what the board makes of it."""
    here, viewer = request.partnership, request.viewer
    row = get_object_or_404(queries.listed(viewer, here), record__reference=reference)
    says = queries.may_say(viewer, row) and row.presented is None
    plans = viewer.may_everywhere("policy_impact.plan", here.pk)
    assures = viewer.may_everywhere("policy_impact.assure", here.pk) and row.presented
    say = ("Say what was changed", at("say", here, reference))
    present = ("Note where it was presented", at("present", here, reference))
    assure = ("Note the board’s assurance", at("assure", here, reference))
    move = ("Move to another day", at("move", here, reference))
    evidence = queries.evidence_of(row)
    places = seen(viewer, here, [one for one in (row.because, *_sources(evidence)) if one])
    met = row.meeting and meetings(viewer, here).filter(pk=row.meeting_id).first()
    step = None
    if says and not row.difference:
        step = say
    elif plans and row.difference and not row.presented:
        step = present
    elif assures and not row.level:
        step = assure
    page = RecordPage(
        title=row.title,
        reference=reference,
        status=_state(row),
        status_kind=TAGS[State(row.state)],
        facts=_facts(row),
        next_step=step,
        sections=[
            Section(
                "policy",
                "What was changed",
                "policy_impact/what.html",
                ("Change what is said", say[1]) if says and row.difference else None,
            ),
            Section("difference", "Difference for children", "policy_impact/difference.html"),
            Section(
                "policy-evidence",
                "Evidence",
                "policy_impact/evidence.html",
                ("Add evidence", at("add-evidence", here, reference)) if says else None,
            ),
            Section(
                "presented",
                "Presentation",
                "policy_impact/presented.html",
                move if plans and not row.presented else None,
            ),
            Section(
                "assurance",
                "What the board makes of it",
                "policy_impact/assurance.html",
                ("Note what it makes of it now", assure[1]) if assures and row.level else None,
            ),
            recommendations_section(viewer, here, row.record, viewer.day),
            actions_section(viewer, here, row.record, viewer.day),
            files_section(viewer, here, row.record, viewer.day),
        ],
        of=row.record,
    )
    return record_response(
        request,
        page,
        trail=trail(request),
        row=row,
        because=places.get(row.because_id, ""),
        evidence=[
            (
                one,
                places.get(one.source_id, ""),
                at("remove-evidence", here, reference, one.pk) if says else "",
            )
            for one in evidence
        ],
        meeting=(met.title, of_meeting(here, met)) if met else None,
        assurances=[(one, _level(one.level)) for one in queries.assurances_of(row)],
    )


def _sources(evidence: list[Any]) -> list[Any]:
    return [one.source for one in evidence]


def _facts(row: PolicyImpact) -> list[tuple[str, Any]]:
    facts: list[tuple[str, Any]] = [("Agency", row.agency.name), ("Due", date_words(row.due))]
    if row.changed:
        facts.append(("In force from", date_words(row.changed)))
    if row.follow_up:
        facts.append(("Board looks again", date_words(row.follow_up)))
    return facts
