"""What a round comes to, counted by plain Python over its rows: nothing of the engine is asked."""

from collections import defaultdict
from collections.abc import Hashable, Iterable
from decimal import ROUND_HALF_UP, Decimal
from functools import cached_property
from typing import NamedTuple
from uuid import UUID

from safeloom.domain.partnership.models import SchoolEntry
from safeloom.domain.questionnaires.models import Answer, Campaign, ModeratedGrade, Response
from safeloom.foundation.workflow.models import Move

# How many do of how many.
Pair = tuple[int, int]


class Asked(NamedTuple):
    """A body that was asked; of a school what its register says."""

    response: UUID
    kind: str
    phase: str
    group: str


class Graded(NamedTuple):
    """A grade: what it is about, and whether it meets what is asked."""

    response: UUID
    question: str
    standard: str
    grade: str
    meets: bool


class Raw:
    """The rows of one round, as they stand in the tables."""

    def __init__(self, campaign: Campaign) -> None:
        self.campaign = campaign
        rows = Response.objects.filter(campaign=campaign)
        known = SchoolEntry.objects.values_list("agency", "phase", "group")
        entry = {agency: (phase, group) for agency, phase, group in known}
        self.asked = [
            Asked(pk, kind, *entry.get(agency, ("", "")))
            for pk, agency, kind in rows.values_list("pk", "agency", "agency__kind")
        ]
        steps: dict[UUID, str] = {}
        self.state: dict[UUID, str] = {}
        moves = Move.objects.filter(record__response__campaign=campaign).order_by("number")
        for response, step, to in moves.values_list("record__response", "step", "to"):
            self.state[response] = to
            # What is graded and closed stays handed in.
            if step not in ("moderate", "close"):
                steps[response] = step
        self.returned = {response for response, step in steps.items() if step == "submit"}

    @cached_property
    def own(self) -> list[Graded]:
        """The bodies' own grades, of those that handed in."""
        rows = Answer.objects.filter(not_applicable=False)
        return self._graded(rows)

    @cached_property
    def moderated(self) -> list[Graded]:
        """The moderator's grades of those."""
        return self._graded(ModeratedGrade.objects.all())

    def _graded(self, rows) -> list[Graded]:
        rows = rows.filter(
            response__campaign=self.campaign, question__kind="grade", option__isnull=False
        )
        names = (
            "response",
            "question__key",
            "question__section__key",
            "option__key",
            "option__meets",
        )
        found = [Graded(*row) for row in rows.values_list(*names)]
        return [one for one in found if one.response in self.returned]

    def rate_by(self, name: str) -> dict[Hashable, Pair]:
        """Of those asked how many handed in, by the field `name` of each."""
        return shares((getattr(one, name), one.response in self.returned) for one in self.asked)

    def part(self, name: str) -> dict[UUID, Hashable]:
        """The field `name` of each body, by its response."""
        return {one.response: getattr(one, name) for one in self.asked}


def shares(rows: Iterable[tuple[Hashable, bool]]) -> dict[Hashable, Pair]:
    """How many do of how many there are, by the key of each row."""
    found: dict[Hashable, list[bool]] = defaultdict(list)
    for key, does in rows:
        found[key].append(bool(does))
    return {key: (sum(all_), len(all_)) for key, all_ in found.items()}


def percent(pair: Pair | None) -> str:
    """`67%`, rounded half up."""
    if pair is None or not pair[1]:
        return "–"
    exact = Decimal(100 * pair[0]) / Decimal(pair[1])
    return f"{exact.quantize(Decimal(1), ROUND_HALF_UP)}%"
