"""Leaving out what is sealed and not open to somebody: the one place where that is decided."""

from collections.abc import Collection
from datetime import date
from functools import cache
from typing import TypeVar
from uuid import UUID

from django.db import models
from django.db.models import Q

from safeloom.foundation.records.models import Record
from safeloom.foundation.sealed.models import Entitlement

M = TypeVar("M", bound=models.Model)


def narrowed(
    rows: "models.QuerySet[M]", belongs: Collection[UUID], day: date
) -> "models.QuerySet[M]":
    """The rows all of whose records are ordinary, or open on a day to somebody who is, or belongs to,
    these principals. No query by itself."""
    for path in records_of(rows.model):
        open_ones = Entitlement.objects.as_at(day).filter(principal__in=belongs)
        ordinary = _ordinary(rows.model, path)
        rows = rows.filter(ordinary | Q(**{f"{path}__in": open_ones.values("record")}))
    return rows


def without_sealed(rows: "models.QuerySet[M]") -> "models.QuerySet[M]":
    """The rows none of whose records is sealed, for what is read by everybody."""
    for path in records_of(rows.model):
        rows = rows.filter(_ordinary(rows.model, path))
    return rows


@cache
def records_of(model: type[models.Model]) -> tuple[str, ...]:
    """The lookups from a model's rows to the records whose sealing holds for them: what its `ACCESS`
    says by `sealed`; else its own field `record`, and the records that its path to the partnership
    goes through or whose rows it goes through."""
    if model is Record:
        return ("pk",)
    access = getattr(model, "ACCESS", None)
    said = getattr(access, "sealed", None)
    if said is not None:
        return tuple(said)
    found = ["record"] if _has_record(model) else []
    partnership = getattr(access, "partnership", "")
    here, way = model, ""
    for name in partnership.split("__") if isinstance(partnership, str) and partnership else ():
        if name == "pk":
            break
        field = here._meta.get_field(name)
        if not field.is_relation:
            break
        here, way = field.related_model, f"{way}{field.name}"
        if here is Record:
            found.append(way)
            break
        if _has_record(here):
            found.append(f"{way}__record")
        way = f"{way}__"
    return tuple(dict.fromkeys(found))


def _has_record(model: type[models.Model]) -> bool:
    return any(
        field.name == "record" and field.related_model is Record
        for field in model._meta.concrete_fields
    )


def _ordinary(model: type[models.Model], path: str) -> Q:
    if path == "pk":
        return Q(sensitivity=Record.Sensitivity.ORDINARY)
    ordinary = Q(**{f"{path}__sensitivity": Record.Sensitivity.ORDINARY})
    return ordinary | Q(**{f"{path}__isnull": True}) if _may_be_empty(model, path) else ordinary


def _may_be_empty(model: type[models.Model], path: str) -> bool:
    empty = False
    for name in path.split("__"):
        field = model._meta.get_field(name)
        empty, model = empty or field.null, field.related_model
    return empty
