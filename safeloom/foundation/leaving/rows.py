"""Which rows are a partnership's: found by the foreign keys, or said where those say too little or too
much."""

from dataclasses import dataclass
from typing import cast

from django.apps import apps
from django.db import models

from safeloom.foundation.backup.tables import why_left_out
from safeloom.foundation.identity.models import Partnership
from safeloom.kernel.registry import OwnRows, offered, resolve

# Tables of other packages that no partnership takes along. A model of ours says it by `STAYS` and why.
STAYS = {
    "mfa.Authenticator": "secrets of second factors, which are an account's alone",
    "account.EmailAddress": "not used: an account signs in with its own address",
    "account.EmailConfirmation": "not used",
    "auth.Group": "not used: roles are grants",
    "auth.Group_permissions": "not used",
    "socialaccount.SocialAccount": "whom the identity provider knows, which is the installation's",
    "socialaccount.SocialApp": "settings of the installation",
    "socialaccount.SocialToken": "secrets of the installation",
}
PARTNERSHIP = Partnership._meta.label


class Unclear(Exception):
    """Nothing says whose a model's rows are, or several things do."""


@dataclass(frozen=True)
class Way:
    """How rows lead to their partnership: a lookup, to a partnership or to a model whose own rows a
    contribution names."""

    lookup: str
    to: type[models.Model]


def why_it_stays(model: type[models.Model]) -> str:
    """Why no row of a model is exported; empty where rows are."""
    said = vars(model).get("STAYS", "")
    return said or STAYS.get(model._meta.label, "") or why_left_out(model)


def exported() -> list[type[models.Model]]:
    """The models whose rows are exported, by table."""
    found = [
        model
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed and not model._meta.proxy and not why_it_stays(model)
    ]
    return sorted(found, key=lambda model: model._meta.db_table)


def rows_of(model: type[models.Model], partnership: Partnership) -> models.QuerySet:
    """The rows of a model that are a partnership's, by key. Raises Unclear."""
    rows = model._base_manager.order_by("pk")
    if model is Partnership:
        return rows.filter(pk=partnership.pk)
    named = _named().get(model._meta.label)
    if named:
        return rows.filter(pk__in=resolve(named)(partnership).order_by().values("pk"))
    way = way_of(model)
    if way.to is Partnership:
        return rows.filter(**{way.lookup: partnership.pk})
    own = rows_of(way.to, partnership).order_by().values("pk")
    return rows.filter(**{f"{way.lookup}__in": own})


def way_of(model: type[models.Model]) -> Way:
    """How rows of a model lead to their partnership: as the model says by `OWNED_BY`, else as access
    asks, else by the shortest way of foreign keys to a partnership: of those that are never empty, then
    of all; else by the shortest to people, whom several partnerships may know. Raises Unclear where
    there is none, or are several."""
    if said := vars(model).get("OWNED_BY", ""):
        return Way(said, _end_of(model, said))
    through = getattr(vars(model).get("ACCESS"), "partnership", None)
    if isinstance(through, str):
        return Way(through.removesuffix("_id"), Partnership)
    for empty, ends in ((False, {PARTNERSHIP}), (True, {PARTNERSHIP}), (True, set(_named()))):
        found = _shortest(model, empty, ends)
        if len(found) == 1:
            return found[0]
        if found:
            ways = ", ".join(way.lookup for way in found)
            raise Unclear(f"{model._meta.label}: say by OWNED_BY whose its rows are: {ways}")
    raise Unclear(f"{model._meta.label}: no foreign key leads to a partnership: OWNED_BY or STAYS")


def _shortest(model: type[models.Model], empty: bool, ends: set[str]) -> list[Way]:
    ahead: list[tuple[str, type[models.Model]]] = [("", model)]
    seen: set[type[models.Model]] = {model}
    while ahead:
        found, further = [], []
        for lookup, here in ahead:
            for field in _keys_of(here, empty):
                there = cast(type[models.Model], field.related_model)
                way = f"{lookup}__{field.name}" if lookup else field.name
                if there._meta.label in ends:
                    found.append(Way(way, there))
                elif there not in seen:
                    further.append((way, there))
        if found:
            return found
        seen |= {there for _, there in further}
        ahead = further
    return []


def _keys_of(model: type[models.Model], empty: bool) -> list[models.ForeignKey]:
    keys = [field for field in model._meta.local_fields if isinstance(field, models.ForeignKey)]
    if model._meta.auto_created:  # between two sides: that of the model that declares it
        return keys[:1]
    return [key for key in keys if empty or not key.null]


def _end_of(model: type[models.Model], lookup: str) -> type[models.Model]:
    for name in lookup.split("__"):
        model = cast(type[models.Model], model._meta.get_field(name).related_model)
    return model


def _named() -> dict[str, str]:
    return {item.model: item.rows for item in offered(OwnRows)}
