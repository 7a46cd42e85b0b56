"""What a rule is given and what it gives back."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db.models import F, QuerySet

from safeloom.domain.partnership.commands import dated
from safeloom.domain.partnership.models import Agency, Area, Followed, Reorganisation
from safeloom.kernel.dates import show_date

EACH, PAIRED, END, STAY, MERGE = "each", "paired", "end", "stay", "merge"


@dataclass(frozen=True)
class Option:
    """Something that may become of a row: the value of the choice, and its words."""

    value: str
    words: str


@dataclass(frozen=True)
class Line:
    """A row of what will happen. `options` is empty where nothing can be chosen; `begins` says how many
    rows begin in its place, `detail` more of it, `warning` what is to be looked at."""

    key: str
    words: str
    happens: str
    options: tuple[Option, ...] = ()
    chosen: str = ""
    warning: str = ""
    begins: int = 0
    detail: str = ""


@dataclass(frozen=True)
class Placed:
    """Something that others become: the key by which it is chosen, its place in the order of heirs, and
    the row itself."""

    key: str
    position: int
    body: Any

    @property
    def name(self) -> str:
        """What it is called."""
        return self.body.name


@dataclass
class Moves:
    """An act as the rules see it. `agencies` and `areas` lead from the key of what was to what it becomes;
    `ending` says that what was ends on `eve`, the last day before the act (else only what is chosen
    passes). `begun` keeps what a rule wrote for the rules after it, by kind and old key."""

    act: Reorganisation
    day: date
    eve: date
    agencies: dict[UUID, list[Placed]]
    areas: dict[UUID, list[Placed]]
    was: dict[UUID, Agency | Area]
    ending: bool
    choices: dict[str, str]
    begun: dict[tuple[str, UUID], list[Any]] = field(default_factory=dict)

    @property
    def partnership_id(self) -> UUID:
        """The partnership it is an act of."""
        return self.act.record.partnership_id

    def lasting(self, rows: QuerySet) -> QuerySet:
        """Of these dated rows those that would hold on the day or later."""
        return rows.overlapping(self.day, None)

    def heirs(self, agency: UUID) -> list[Placed]:
        """What an agency becomes."""
        return self.agencies.get(agency, [])

    def new_areas(self, area: UUID | None) -> list[Placed] | None:
        """What an area becomes; None where it stays (or there is none)."""
        return self.areas.get(area) if area is not None else None

    def choices_for(
        self, agency: UUID, *, each: bool, end: str | None = "Ends", paired: str = ""
    ) -> list[Option]:
        """What may become of a row of an agency; `end` says in words what its ending is, None that it must
        not end."""
        heirs = self.heirs(agency)
        found = [Option(one.key, f"Passes to {one.name}") for one in heirs]
        if each and len(heirs) > 1:
            found.append(Option(EACH, "Each of them gets one"))
        if paired:
            found.append(Option(PAIRED, paired))
        if not self.ending:
            return [Option(STAY, f"Stays with {self.was[agency].name}"), *found]
        return found if end is None else [*found, Option(END, end)]

    def decided(self, key: str, options: Sequence[Option], usual: str) -> str:
        """What was chosen for a line, or what is usual; one that stays where only the chosen passes."""
        chosen = self.choices.get(key, "")
        values = [one.value for one in options]
        if chosen in values:
            return chosen
        return STAY if STAY in values else usual

    def chosen_heirs(self, agency: UUID, decision: str) -> list[Placed]:
        """To whom a row passes."""
        heirs = self.heirs(agency)
        return heirs if decision == EACH else [one for one in heirs if one.key == decision]

    def end(
        self,
        link: type[Followed],
        row: Any,
        begun: Iterable[Any] = (),
        *,
        what: str,
        last: date | None = None,
    ) -> None:
        """Let a row and its membership end on the eve (or on `last`), and keep what began in its place.

        Refused when it begins only later: it cannot have been handed over.
        """
        last = last or self.eve
        if row.start is not None and row.start > self.eve:
            raise ValidationError(
                f"{what} begins on {show_date(row.start)}, not before {show_date(self.day)}. "
                "Take that back first, or choose a later day."
            )
        before = row.end
        dated.redate(row, row.start, last)
        if hasattr(row, "revision"):
            type(row)._base_manager.filter(pk=row.pk).update(revision=F("revision") + 1)
        link.objects.bulk_create(
            link(
                act=self.act,
                ended=row,
                begun=one,
                end_before=before,
                end_after=last,
                begun_end=getattr(one, "end", None),
            )
            for one in [*begun] or [None]
        )

    def begin(self, link: type[Followed], row: Any) -> None:
        """Keep that a row began in nobody's place."""
        link.objects.create(act=self.act, begun=row, begun_end=row.end)


def said(decision: str, options: Sequence[Option]) -> str:
    """The words of what was decided."""
    return next((one.words for one in options if one.value == decision), "")


def named(heirs: Sequence[Placed]) -> str:
    """`North Council and South Council`."""
    names = [one.name for one in heirs]
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
