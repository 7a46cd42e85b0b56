"""The decisions of meetings."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from safeloom.domain.actions.sections import actions_section
from safeloom.domain.meetings import addresses, forms
from safeloom.domain.meetings.commands import minuting as commands
from safeloom.domain.meetings.models import Decision, DecisionPart, Meeting
from safeloom.domain.meetings.queries import decisions as queries
from safeloom.domain.meetings.queries.meetings import state_of
from safeloom.domain.meetings.views.minuting import new_decision
from safeloom.domain.partnership.queries.groups import groups
from safeloom.domain.partnership.views.asking import ask
from safeloom.foundation.access.pages import open_to
from safeloom.web.lists import Column, Filter, ListPage, Typed, list_response
from safeloom.web.records import RecordPage, Section, record_response
from safeloom.web.words import date_words

CHANGE = "meeting.change"
Part = DecisionPart.Part


@open_to("meeting.see")
def listing(request: HttpRequest, partnership_key: str) -> HttpResponse:
    """All decisions, the latest meeting's first."""
    here, viewer = request.partnership, request.viewer

    def group_choices(request: HttpRequest) -> list[tuple[str, str]]:
        return [(str(group.pk), group.name) for group in groups(viewer, here, "meeting.see")]

    page = ListPage(
        title="Decisions",
        noun=("decision", "decisions"),
        search=["wording", "reasons", "record__reference"],
        default_order=("-meeting__day", "record__reference"),
        columns=[
            Column(
                "Decision",
                "wording",
                link=lambda decision: addresses.of_decision(here, decision),
                kind="long",
            ),
            Column("Reference", "record.reference", sort="record__reference"),
            Column("Meeting", "meeting.title", sort="meeting__day"),
            Column("Day", "meeting.day", sort="meeting__day", kind="date"),
            Column("Agreed by", lambda decision: queries.named(decision, Part.AGREED)),
        ],
        filters=[Filter("group", "Group", group_choices, "meeting__group_id")],
        typed=[
            Typed("from", "From", lambda rows, day: rows.filter(meeting__day__gte=day), "day"),
            Typed("to", "To", lambda rows, day: rows.filter(meeting__day__lte=day), "day"),
        ],
        empty="What meetings decide will stand here.",
    )
    return list_response(
        request,
        page,
        queries.decisions(viewer, here),
        trail=[("Meetings", addresses.listing(here))],
    )


@open_to("meeting.see")
def record(request: HttpRequest, partnership_key: str, reference: str) -> HttpResponse:
    """A decision, and the actions that come from it."""
    here, viewer = request.partnership, request.viewer
    rows = queries.decisions(viewer, here)
    decision = get_object_or_404(rows, record__reference=reference)
    meeting = decision.meeting
    may = viewer.may(CHANGE, here.pk, meeting) and state_of(meeting) != Meeting.State.APPROVED
    facts = [("Day", date_words(meeting.day))]
    facts += [(part.label, queries.named(decision, part)) for part in Part]
    page = RecordPage(
        title=decision.title,
        reference=reference,
        facts=[fact for fact in facts if fact[1]],
        next_step=("Change decision", addresses.act("change-decision", here, reference))
        if may
        else None,
        sections=[
            Section("wording", "What was decided", "meetings/decision.html"),
            actions_section(viewer, here, decision.record, viewer.day),
        ],
        of=decision.record,
    )
    return record_response(
        request,
        page,
        trail=[
            ("Meetings", addresses.listing(here)),
            (meeting.title, addresses.of_meeting(here, meeting)),
        ],
        decision=decision,
    )


@open_to(CHANGE)
def change(request: HttpRequest, partnership_key: str, reference: str) -> HttpResponse:
    """Word a decision better."""
    here = request.partnership

    def found() -> Decision:
        rows = queries.decisions(request.viewer, here, CHANGE)
        return get_object_or_404(rows, record__reference=reference)

    decision = found()
    parties = queries.party_agencies(decision.meeting)
    return ask(
        request,
        forms.revisioned(forms.DecisionForm),
        lambda said: commands.change_decision(
            by=request.viewer.person,
            decision=decision,
            seen=said.pop("revision"),
            to=new_decision(here, said),
        ),
        title=f"Change {reference}",
        button="Save decision",
        done="The decision was changed.",
        back=addresses.of_decision(here, decision),
        initial=_said(decision),
        current=lambda: _said(found()),
        subject=reference,
        rows=dict.fromkeys(("proposed", "agreed", "not_agreed"), parties),
    )


def _said(decision: Decision) -> dict:
    parts = list(decision.parts.all())
    return {
        "wording": decision.wording,
        "reasons": decision.reasons,
        "revision": decision.record.revision,
        **{
            name: [str(each.agency_id) for each in parts if each.part == part]
            for name, part in (
                ("proposed", Part.PROPOSED),
                ("agreed", Part.AGREED),
                ("not_agreed", Part.NOT_AGREED),
            )
        },
    }
