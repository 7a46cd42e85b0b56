"""The one rule: "may this person?" and "which rows?" are the same question.

A `Viewer` knows the grants that reach a person today. Each model that is shown declares `ACCESS`, the
path from its rows to the partnership and, where there is one, to the agency and the group. Nothing
is allowed that no grant allows.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TypeVar
from uuid import UUID

from django.db import models
from django.db.models import Exists, OuterRef, Q

from safeloom.foundation.access.definitions import ROLE
from safeloom.foundation.access.leaving import leavers
from safeloom.foundation.access.models import Grant, StrongRole
from safeloom.foundation.access.queries import belongs_to
from safeloom.foundation.dated import holding
from safeloom.foundation.identity.models import Account
from safeloom.foundation.sealed.narrowing import narrowed
from safeloom.kernel.registry import Permission, offered

M = TypeVar("M", bound=models.Model)


@dataclass(frozen=True)
class Paths:
    """Where a model's rows stand. `partnership` is a lookup to a partnership's id, or a function
    of one returning a Q (for rows shared by several). `agency` and `group` are lookups to the id of
    an agency or group; a role over an agency reaches no row of a model without that path.

    `sealed` are lookups to the records that must be open to the viewer for a row to be: where it is not
    said, those that `sealed.narrowing` finds; `()` where no such record is ever sealed."""

    partnership: str | Callable[[UUID], Q]
    agency: str | Callable[[UUID], Q] | None = None
    group: str | Callable[[UUID], Q] | None = None
    sealed: tuple[str, ...] | None = None


@dataclass(frozen=True)
class Held:
    """A grant as it reaches the viewer."""

    role: str
    partnership: UUID
    over: UUID | None


@dataclass
class Viewer:
    """Somebody looking, on a day. What they belong to and what they hold are read once each.

    `strong` says whether they signed in with a second step. Where a role asks for one, its grants are
    not effective without: they are counted in `held_back` and give nothing."""

    account: Account | None
    day: date
    strong: bool = True

    @property
    def person(self):
        """The person behind the account; None for a stranger."""
        return self.account.person if self.account else None

    @cached_property
    def belongs(self) -> frozenset[UUID]:
        """The person and all they belong to today, directly or through another; read once."""
        if self.account is None:
            return frozenset()
        person = self.account.person_id
        return frozenset((person, *belongs_to(person, self.day)))

    @property
    def grants(self) -> tuple[Held, ...]:
        """Every grant that reaches this person today, directly or through what they belong to, and is
        effective."""
        return self._reaching[0]

    @property
    def held_back(self) -> int:
        """How many grants that reach this person today wait for a second step."""
        return self._reaching[1]

    @cached_property
    def has_left(self) -> bool:
        """Whether all that tied this person to any partnership is over: then no session of theirs
        works."""
        if self.account is None or self.grants or self.held_back:
            return False
        return leavers(self.day, among=[self.account.person_id]).exists()

    @cached_property
    def _reaching(self) -> tuple[tuple[Held, ...], int]:
        if self.account is None or not self.account.is_active:
            return (), 0
        asking = StrongRole.objects.as_at(self.day).filter(
            partnership_id=OuterRef("partnership_id"), role=OuterRef("role")
        )
        rows = Grant.objects.filter(holding(self.day), principal_id__in=self.belongs)
        found = rows.values_list("role", "partnership_id", "over_id", Exists(asking)).distinct()
        effective = [Held(*row) for *row, asked in found if self.strong or not asked]
        return tuple(sorted(effective, key=str)), len(found) - len(effective)

    def holding(self, permission: str) -> list[Held]:
        """The grants whose role has a permission. An undeclared permission raises KeyError: a
        misspelt one must never pass as "nobody may"."""
        roles = self._roles[permission]
        return [held for held in self.grants if held.role in roles]

    @cached_property
    def _roles(self) -> dict[str, frozenset[str]]:
        """The roles that have each permission there is: read once, as a page asks dozens of times."""
        return {item.key: frozenset(item.roles) for item in offered(Permission)}

    def may(self, permission: str, partnership_id: UUID, row: models.Model | None = None) -> bool:
        """Whether the permission is held in a partnership at all; with `row`, for that row."""
        if row is not None:
            mine = self.rows(permission, type(row)._base_manager.all(), partnership_id)
            return mine.filter(pk=row.pk).exists()
        return any(held.partnership == partnership_id for held in self.holding(permission))

    def may_everywhere(self, permission: str, partnership_id: UUID) -> bool:
        """Whether the permission is held over the whole partnership, not one agency or group."""
        return any(
            held.partnership == partnership_id and held.over is None
            for held in self.holding(permission)
        )

    def over(self, permission: str, partnership_id: UUID) -> set[UUID]:
        """The agencies and groups over which the permission is held, besides the whole."""
        return {
            held.over
            for held in self.holding(permission)
            if held.partnership == partnership_id and held.over is not None
        }

    def rows(
        self,
        permission: str,
        queryset: "models.QuerySet[M]",
        partnership_id: UUID | None = None,
    ) -> "models.QuerySet[M]":
        """The rows of `queryset` for which the permission is held (in one partnership if given), without
        those of sealed records that are not open to this person."""
        paths: Paths = queryset.model.ACCESS
        allowed = Q(pk__in=[])
        for held in self.holding(permission):
            if partnership_id is not None and held.partnership != partnership_id:
                continue
            reach = _reach(paths.partnership, held.partnership)
            if held.over is not None:
                path = getattr(paths, ROLE[held.role].over)
                if path is None:
                    continue
                reach &= _reach(path, held.over)
            allowed |= reach
        return self.unsealed(queryset.filter(allowed))

    def unsealed(self, queryset: "models.QuerySet[M]") -> "models.QuerySet[M]":
        """The rows of `queryset` without those of sealed records that are not open to this person."""
        return narrowed(queryset, self.belongs, self.day)


def _reach(path: str | Callable[[UUID], Q], key: UUID) -> Q:
    return path(key) if callable(path) else Q(**{path: key})
