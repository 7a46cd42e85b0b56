"""Reading disagreements: which there are for a viewer, where they stand, how long they stood where."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db.models import F, Prefetch, Q, QuerySet

from safeloom.domain.partnership.models import Agency
from safeloom.foundation.access.rule import Viewer
from safeloom.foundation.clocks.queries import with_due
from safeloom.foundation.identity.models import Partnership
from safeloom.foundation.sealed.narrowing import without_sealed
from safeloom.foundation.today import today
from safeloom.foundation.workflow.models import Move
from safeloom.foundation.workflow.queries import Stay, moves_of, stays, with_state
from safeloom.systems.challenge.models import Disagreement, Party, Statement
from safeloom.systems.challenge.queries.stages import stages_of, workflow_of
from safeloom.systems.challenge.workflows import FINAL, FIRST, number_of


def disagreements(
    viewer: Viewer, partnership: Partnership, permission: str = "challenge.see"
) -> QuerySet[Disagreement]:
    """The disagreements for which the viewer holds a permission: an agency's lead those of the agency."""
    rows = Disagreement.objects.select_related("record", "partnership", "policy")
    return viewer.rows(permission, rows, partnership.pk)


def standing(rows: QuerySet[Disagreement]) -> QuerySet[Disagreement]:
    """With `state`, `state_since`, `clock_due`, and between whom they are today as `between_now`."""
    now = Party.objects.as_at(today()).select_related("agency__principal").order_by("-side")
    return with_due(with_state(rows, FIRST)).prefetch_related(
        Prefetch("record__challenge_parties", now, to_attr="between_now"), "policy__stages"
    )


def open_only(rows: QuerySet[Disagreement]) -> QuerySet[Disagreement]:
    """Of rows with their state those that have not ended."""
    return rows.exclude(state__in=FINAL)


def late_only(rows: QuerySet[Disagreement], now: datetime | None = None) -> QuerySet[Disagreement]:
    """Of rows with their clock those that are past due."""
    return rows.filter(clock_due__lt=now or datetime.now(UTC))


def of_theme(rows: QuerySet[Disagreement], theme: str) -> QuerySet[Disagreement]:
    """Those about something; what a sealed one is about is no matter of lists."""
    return without_sealed(rows).filter(theme=theme)


def earliest_first(rows: QuerySet) -> QuerySet:
    """What is due first comes first; what stands still comes last."""
    return rows.order_by(F("clock_due").asc(nulls_last=True), "record__reference")


def state_words(row: Disagreement) -> str:
    """`Stage 2: Team manager to team manager`, of a row with its state."""
    return workflow_of(row.policy).state(row.state).title


def between_words(row: Disagreement) -> str:
    """`Vale Council and Vale Constabulary`, of a row that knows its parties; nothing of a sealed one."""
    if row.record.is_sealed:
        return ""
    return " and ".join(party.agency.name for party in row.record.between_now)


def is_late(row: Any) -> bool:
    """Whether the clock of its stage, or of its answer, is past due."""
    return row.clock_due is not None and row.clock_due < datetime.now(UTC)


@dataclass(frozen=True)
class Passage:
    """A stage it went through: from when to when, how it was left, by whom and why."""

    title: str
    between: str
    stay: Stay
    left: Move | None

    def long(self, now: datetime) -> timedelta:
        """How long it stood there."""
        return (self.stay.end or now) - self.stay.start


def passages(found: Disagreement, moves: list[Move]) -> list[Passage]:
    """The stages it went through, in order."""
    stages = {f"stage-{stage.number}": stage for stage in stages_of(found.policy)}
    gone = stays(moves, FIRST, found.raised)
    lefts = [*moves, None]
    return [
        Passage(str(stages[stay.state]), stages[stay.state].between, stay, left)
        for stay, left in zip(gone, lefts, strict=True)
        if number_of(stay.state)
    ]


def moves(found: Disagreement) -> list[Move]:
    """The steps it went. 1 query."""
    return moves_of(found.record)


def statements(found: Disagreement) -> list[Statement]:
    """What was said, in order. 1 query."""
    return list(found.statements.select_related("agency__principal", "by__principal"))


def speaks_for(viewer: Viewer, found: Disagreement, parties: list[Party]) -> list[Agency]:
    """For which of the parties the viewer may speak: for either, holding the role over the whole."""
    if viewer.may_everywhere("challenge.say", found.partnership_id):
        return [party.agency for party in parties]
    mine = viewer.rows("challenge.say", Agency.objects.all(), found.partnership_id)
    keys = set(mine.values_list("pk", flat=True))
    return [party.agency for party in parties if party.agency_id in keys]


def agencies_to_choose(partnership: Partnership) -> QuerySet[Agency]:
    """The agencies of the partnership as it is today, by name."""
    rows = Agency.objects.as_at(today()).filter(record__partnership=partnership)
    return rows.select_related("principal", "record").order_by("principal__name")


def agencies_to_raise_for(
    viewer: Viewer, partnership: Partnership, permission: str = "challenge.raise"
) -> QuerySet[Agency]:
    """Of those the ones for which the viewer may raise something."""
    return viewer.rows(permission, agencies_to_choose(partnership), partnership.pk)


def waits_for(viewer: Viewer, partnership: Partnership) -> QuerySet[Disagreement]:
    """Open disagreements that wait for the viewer: of their agency, or at a stage at which their role
    is told; for the unit what is late at any stage; what is due first comes first."""
    rows = open_only(standing(disagreements(viewer, partnership)))
    roles = {held.role for held in viewer.grants if held.partnership == partnership.pk}
    whole = {held.role for held in viewer.holding("challenge.see") if held.over is None}
    mine = Q(pk__in=[])
    if roles - whole:
        # A role over an agency sees its own alone, and all of them are its business.
        keys = viewer.over("challenge.see", partnership.pk)
        parties = Party.objects.as_at(today()).filter(agency__in=keys)
        mine |= Q(record__in=parties.values("record"))
    if viewer.may_everywhere("challenge.move", partnership.pk):
        mine |= Q(clock_due__lt=datetime.now(UTC))
    for number in range(1, 7):
        at = Q(state=f"stage-{number}", policy__stages__number=number)
        mine |= at & Q(policy__stages__told__role__in=roles & whole)
    return earliest_first(rows.filter(pk__in=rows.filter(mine).values("pk")))
