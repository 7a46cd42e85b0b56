"""How many of the schools that were asked returned it, by phase and kind, with last year's beside."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from safeloom.domain.partnership.models import SchoolEntry
from safeloom.domain.partnership.queries.schools import facts_on
from safeloom.domain.questionnaires.models import Campaign, Response
from safeloom.domain.questionnaires.queries.campaigns import standing
from safeloom.domain.questionnaires.workflows import COUNTED
from safeloom.kernel.rounding import divide_half_up

OTHERS = ""
PHASES = [*SchoolEntry.Phase.choices, (OTHERS, "Not in the register")]
TYPES = [*SchoolEntry.Group.choices, (OTHERS, "Not in the register")]


@dataclass(frozen=True)
class Share:
    """So many of so many; `percent` is rounded half up, None of none."""

    many: int = 0
    of: int = 0

    @property
    def percent(self) -> Decimal | None:
        """In whole per cent."""
        if not self.of:
            return None
        return divide_half_up(Decimal(self.many) * 100, Decimal(self.of), 0)


@dataclass(frozen=True)
class Rate:
    """The schools of a phase or a kind: how many of those asked returned it, and last year."""

    key: str
    title: str
    now: Share
    before: Share


@dataclass(frozen=True)
class Rates:
    """The return rate in all, by phase and by kind of school. Each school is counted once in each; so an
    all-through school stands in one row, and the rows add up to the whole."""

    whole: Rate
    phases: list[Rate]
    types: list[Rate]


@dataclass(frozen=True)
class Asked:
    """A body that was asked: its phase and kind as its register said on the day the round was due, and
    whether it returned it: a return that was sent back counts once it is handed in again."""

    agency: UUID
    phase: str
    type: str
    returned: bool


def asked_of(campaign: Campaign) -> list[Asked]:
    """Every body of a round. 2 queries."""
    rows = standing(Response.objects.filter(campaign=campaign, agency__isnull=False))
    found = list(rows.order_by().values_list("agency_id", "state"))
    known = facts_on([agency for agency, _ in found], campaign.due)
    return [
        Asked(
            agency,
            known[agency].phase if agency in known else OTHERS,
            known[agency].group if agency in known else OTHERS,
            state in COUNTED,
        )
        for agency, state in found
    ]


def rates_of(campaign: Campaign) -> Rates:
    """The return rates of a round beside those of the round before. 4 queries, 2 without one before."""
    now = asked_of(campaign)
    before = asked_of(campaign.previous) if campaign.previous else []
    whole = Rate("", "All", _share(now), _share(before))
    return Rates(
        whole,
        _by(PHASES, now, before, "phase"),
        _by(TYPES, now, before, "type"),
    )


def _by(
    choices: Iterable[tuple[str, str]], now: list[Asked], before: list[Asked], name: str
) -> list[Rate]:
    keys = {getattr(one, name) for one in (*now, *before)}
    return [
        Rate(
            key,
            str(words),
            _share([one for one in now if getattr(one, name) == key]),
            _share([one for one in before if getattr(one, name) == key]),
        )
        for key, words in choices
        if key in keys
    ]


def _share(rows: list[Asked]) -> Share:
    counts = Counter(one.returned for one in rows)
    return Share(counts[True], len(rows))
