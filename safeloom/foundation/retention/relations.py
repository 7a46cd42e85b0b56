"""How rows lead to a person, a partnership or a record: read from the models themselves, so that what is
added later is found."""

from collections import deque
from dataclasses import dataclass
from enum import Enum
from functools import cache

from django.apps import apps
from django.db import models

from safeloom.foundation.audit.models import AuditRow
from safeloom.foundation.identity.models import Account, Partnership, Person, Principal
from safeloom.foundation.records.models import Record

_PEOPLE: tuple[type[models.Model], ...] = (Person, Principal, Account)
# No way to a partnership or a record goes through these: they are many partnerships'.
_CLOSED = (*_PEOPLE, AuditRow)
_LONGEST = 5


class Part(Enum):
    """What a person has to do with a row that points to them."""

    ABOUT = "It is about them"
    DONE = "They did, gave or answer for it"
    NOT_COPIED = "Not copied"


ABOUT = frozenset({"person", "principal", "account", "user"})
ABOUT_TOO = frozenset({"partnership.PersonAlias.kept"})
DONE = frozenset({"by", "owner", "presenter"})
# Relations that say nothing of a person, or nothing that a copy may hold, and why.
NOT_COPIED = {
    "foundation.Membership.member": "The same as posts, seats and chairs, which are copied.",
    "foundation.Membership.of": "A post, group or agency.",
    "foundation.FactorSecret.account": "What opens a second step at sign-in.",
    "foundation.Grant.over": "An agency or group.",
    "foundation.HeldDraft.account": "What was being typed when a session ended, sealed for an hour.",
    "foundation.PasswordLink.account": "The hash of a link that opens the account.",
    "foundation.Session.account": "Keys of open sessions; the account page lists the browsers.",
    "partnership.Agency.principal": "An agency.",
    "partnership.Post.principal": "A post.",
    "partnership.Group.principal": "A group.",
    "reports.SignOff.agency": "An agency.",
    "web.Upload.account": "A file of returns between preview and acceptance, sealed for an hour.",
}


@dataclass(frozen=True)
class Pointing:
    """A field of a model that points to a person, their principal or their account."""

    model: type[models.Model]
    field: str
    to: type[models.Model]

    @property
    def name(self) -> str:
        """`foundation.Grant.principal`."""
        return f"{self.model._meta.label}.{self.field}"

    @property
    def part(self) -> Part | None:
        """What the person has to do with such rows; None where nobody has said so. Fields called as in
        `ABOUT`, or `…_by` and as in `DONE`, speak for themselves; others are named in `NOT_COPIED` or
        by the model: `COPIED = {"chosen": Part.ABOUT}`."""
        said = getattr(self.model, "COPIED", {}).get(self.field)
        if said is not None:
            return said
        if self.name in NOT_COPIED:
            return Part.NOT_COPIED
        if self.field in DONE or self.field.endswith("_by"):
            return Part.DONE
        about = self.field in ABOUT or self.name in ABOUT_TOO
        return Part.ABOUT if about else None

    def key_of(self, person: Person, account: Account | None) -> object:
        """What the field holds where it is this person."""
        return (account.pk if account else None) if self.to is Account else person.pk


@cache
def pointings() -> tuple[Pointing, ...]:
    """Every field of every model that points to a person, by name."""
    found = [
        Pointing(model, field.name, field.related_model)
        for model in apps.get_models()
        for field in model._meta.get_fields()
        if field.is_relation and field.concrete and field.related_model in _PEOPLE
    ]
    own = {(Person, "principal"), (Account, "person")}
    return tuple(
        sorted(
            (each for each in found if (each.model, each.field) not in own),
            key=lambda each: each.name,
        )
    )


@cache
def way_to_partnership(model: type[models.Model]) -> str:
    """The lookup from a model's rows to the partnership they are of; empty where there is none."""
    paths = getattr(model, "ACCESS", None)
    if paths is not None and isinstance(paths.partnership, str):
        return paths.partnership.removesuffix("_id")
    return next(iter(_ways(model, Partnership)), "")


@cache
def ways_to_record(model: type[models.Model]) -> tuple[str, ...]:
    """The lookups from a model's rows to the records they hang on, nearest first."""
    return tuple(_ways(model, Record))


def _ways(model: type[models.Model], to: type[models.Model]) -> list[str]:
    found: list[str] = []
    seen = {model}
    ahead = deque([(model, "")])
    while ahead:
        here, way = ahead.popleft()
        for field in here._meta.concrete_fields:
            there = field.related_model
            if there is None or there is here or (there in _CLOSED and there is not to):
                continue
            longer = f"{way}{field.name}"
            if there is to:
                found.append(longer)
            elif there not in seen and longer.count("__") < _LONGEST:
                seen.add(there)
                ahead.append((there, f"{longer}__"))
    return found
