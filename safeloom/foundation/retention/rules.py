"""Which rules of keeping end with a person's leaving, and what declares them: read from `PERSONAL`."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from django.apps import apps
from django.db import models

from safeloom.foundation.encryption.fields import BlindIndexField
from safeloom.foundation.identity.models import Account, Person, Principal
from safeloom.foundation.records.relations import written_once
from safeloom.foundation.retention.relations import Part, pointings
from safeloom.kernel.personal import Personal

YEARS = 6
AFTER_LEAVING = "6 years after the last post or seat ended"
AT_LEAVING = "until the last post or seat ended"
ACCOUNT_CLOSED = "until the account is closed"
# What ends without anybody running anything: the tick removes it.
BY_ITSELF = frozenset(
    {
        "one hour",
        "30 days after it was brought in",
        "a year after it was sent or given up",
        "two weeks after it was sent or given up",
        "until the session ends or is ended",
    }
)
BY_A_RUN = frozenset({AFTER_LEAVING, AT_LEAVING, ACCOUNT_CLOSED})


@dataclass(frozen=True)
class Declared:
    """One personal field and its rule. `way` leads from the row to the person it is about, for the rules
    that end with a leaving."""

    model: type[models.Model]
    field: str
    rule: Personal
    way: str = ""

    @property
    def name(self) -> str:
        """What kind of row and which of its fields, in words."""
        kind = str(self.model._meta.verbose_name_plural)
        words = str(self.model._meta.get_field(self.field).verbose_name)
        return f"{kind[:1].upper()}{kind[1:]}: {words}"

    @property
    def is_never_altered(self) -> bool:
        """Whether the database refuses to alter it. Of rows that it keeps as they were written a model names
        in `MAY_BE_EMPTIED` what may still be taken out."""
        emptied = getattr(self.model, "MAY_BE_EMPTIED", ())
        return self.field not in emptied and never_altered(self.model)

    @property
    def ends(self) -> str:
        """How it ends, in words."""
        if self.is_never_altered:
            return "Never: the database keeps it as it was written"
        if self.rule.keep in BY_A_RUN:
            return "By a run, confirmed here"
        return "By itself" if self.rule.keep in BY_ITSELF else "With what it stands on"


@cache
def declared() -> tuple[Declared, ...]:
    """Every personal field of every model, by name; what a blind index repeats is left out."""
    found = [
        Declared(model, name, rule, _way(model) if rule.keep in BY_A_RUN else "")
        for model in apps.get_models()
        for name, rule in getattr(model, "PERSONAL", {}).items()
        if not isinstance(model._meta.get_field(name), BlindIndexField)
    ]
    return tuple(sorted(found, key=lambda each: each.name))


def ending_with(keeps: frozenset[str]) -> Iterator[Declared]:
    """The fields whose rules are these, but for an account, which goes as a row, and for rows that the
    database never alters."""
    for each in declared():
        if each.rule.keep in keeps and each.model is not Account and not each.is_never_altered:
            yield each


@cache
def never_altered(model: type[models.Model]) -> bool:
    """Whether the database refuses to alter its rows: asked once, as that does not change."""
    return written_once(model)


def _way(model: type[models.Model]) -> str:
    if model in (Person, Principal):
        return "pk"
    if model is Account:
        return "person"
    about = [each.field for each in pointings() if each.model is model and each.part is Part.ABOUT]
    return about[0] if len(about) == 1 else ""


def neutral(person: Person) -> str:
    """What somebody is called once they must no longer be known: the same each time."""
    return f"Former person {person.pk.int % 10**8:08d}"
