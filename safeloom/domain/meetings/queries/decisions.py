"""What meetings decided and captured."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.db.models import F, Prefetch, Q, QuerySet

from safeloom.domain.actions.models import Action
from safeloom.domain.actions.queries.rows import with_owner
from safeloom.domain.meetings.models import Captured, Decision, DecisionPart, Meeting
from safeloom.domain.partnership.models import Agency
from safeloom.domain.partnership.queries.names import name_on
from safeloom.domain.partnership.queries.partners import partners_in
from safeloom.domain.partnership.queries.schools import apart_from_schools
from safeloom.foundation.access.rule import Viewer
from safeloom.foundation.identity.models import Partnership
from safeloom.web.words import list_words

Part = DecisionPart.Part


def decisions(
    viewer: Viewer, partnership: Partnership, permission: str = "meeting.see"
) -> QuerySet[Decision]:
    """The decisions of a partnership's meetings."""
    rows = Decision.objects.select_related(
        "record", "partnership", "meeting__record", "meeting__partnership", "item"
    )
    rows = rows.prefetch_related(Prefetch("parts", _parts()))
    return viewer.rows(permission, rows, partnership.pk)


def decisions_of(meeting: Meeting) -> list[Decision]:
    """What a meeting decided, in order."""
    rows = meeting.decisions.select_related("record", "item")
    return list(rows.prefetch_related(Prefetch("parts", _parts())).order_by("record__reference"))


def actions_of(meeting: Meeting, day: date) -> dict[UUID | None, list[Action]]:
    """The actions that come from a meeting, with who owns them on a day, by the item they were agreed
    under. None: under no item."""
    under = dict(Captured.objects.filter(item__meeting=meeting).values_list("record_id", "item_id"))
    rows = with_owner(Action.objects.filter(source=meeting.record), day)
    found: dict[UUID | None, list[Action]] = defaultdict(list)
    for action in rows.select_related("record").order_by("record__reference"):
        found[under.get(action.record_id)].append(action)
    return found


def party_agencies(meeting: Meeting) -> list[tuple[str, str]]:
    """Which agencies may have taken part in a decision, as choices: those with a seat as at the day,
    the statutory partners first."""
    partners = partners_in(meeting.partnership_id, meeting.day)
    first = {partner.agency_id: partner.name for partner in partners}
    seats = meeting.group.seats.as_at(meeting.day).filter(agency__isnull=False)
    rows = Agency.objects.filter(pk__in=seats.values("agency")).exclude(pk__in=first)
    others = rows.annotate(called=name_on(meeting.day)).order_by("called", "pk")
    return [
        *((str(key), name) for key, name in first.items()),
        *((str(agency.pk), agency.called) for agency in others),
    ]


def chosen_agencies(partnership: Partnership, keys: Sequence[str]) -> list[Agency]:
    """The agencies of these keys."""
    rows = Agency.objects.filter(Q(pk__in=keys), record__partnership=partnership)
    return list(rows.select_related("record", "principal"))


def owner_choices(partnership: Partnership, day: date) -> list[tuple[str, str]]:
    """The agencies that may own an action from a day on, as choices."""
    rows = Agency.objects.as_at(day).filter(record__partnership=partnership)
    rows = apart_from_schools(rows, day).select_related("principal")
    return [(str(agency.pk), agency.name) for agency in rows.order_by("principal__name")]


def parts_words(decision: Decision) -> str:
    """Who proposed it, agreed and did not, in a line; empty where that is not told."""
    said = []
    for part, words in (
        (Part.PROPOSED, "Proposed by"),
        (Part.AGREED, "Agreed by"),
        (Part.NOT_AGREED, "Not agreed by"),
    ):
        if names := named(decision, part):
            said.append(f"{words} {names}.")
    return " ".join(said)


def named(decision: Decision, part: str) -> str:
    """The agencies that had a part in a decision read here, as they were called on the meeting's day."""
    return list_words([each.called for each in decision.parts.all() if each.part == part])


def _parts() -> QuerySet[DecisionPart]:
    called = name_on(F("decision__meeting__day"), "agency__")
    return DecisionPart.objects.annotate(called=called).order_by("called", "pk")
