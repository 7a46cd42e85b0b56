"""Whatever shows rows leaves out those of sealed records: found on the models and contributions
themselves, so that a part that is added later and forgets it fails here."""

from datetime import date
from uuid import UUID

import pytest
from django.apps import apps
from django.db import models

from safeloom.foundation.access.rule import Held, Viewer
from safeloom.foundation.identity.models import Partnership
from safeloom.foundation.records.models import Record
from safeloom.foundation.sealed.narrowing import records_of
from safeloom.kernel.registry import RecordKind, SearchSource, offered, resolve
from tests.architecture.each import of_each

pytestmark = pytest.mark.django_db
# Records that are never sealed: who there is and how it belongs together is known to all.
NEVER = {
    "partnership.Agency",
    "partnership.Area",
    "partnership.Group",
    "indicators.Measure",
}
SHOWN = [model for model in apps.get_models() if hasattr(model, "ACCESS")]
HERE = Partnership(key="vale")


class Everything(Viewer):
    """Somebody who may do everything everywhere, and belongs to something."""

    belongs = frozenset({UUID(int=7)})

    def holding(self, permission: str) -> list[Held]:
        return [Held("business-manager", HERE.pk, None)]


def viewer() -> Everything:
    return Everything(None, date(2026, 11, 25))


def hangs_on(model: type[models.Model]) -> list[str]:
    """The lookups from a model to records that may be sealed, by its own fields that are never empty."""
    found = []
    for field in model._meta.concrete_fields:
        there = field.related_model
        if there is None or field.null or there is model:
            continue
        if there is Record:
            found.append(field.name)
        elif there._meta.label not in NEVER and hasattr(there, "ACCESS"):
            found += [f"{field.name}__{path}" for path in records_of(there) if path != "pk"]
    return [path for path in found if not any(_never(model, path))]


def _never(model: type[models.Model], path: str):
    for name in path.split("__")[:-1]:
        model = model._meta.get_field(name).related_model
        yield model._meta.label in NEVER


@of_each(SHOWN, ids=lambda model: model._meta.label)
def test_rows_that_hang_on_a_record_are_sealed_with_it(model: type[models.Model]) -> None:
    if model.ACCESS.sealed is not None:
        return  # it says so itself
    missed = set(hangs_on(model)) - set(records_of(model))
    assert not missed, (
        f"{model._meta.label}.ACCESS: say by `sealed` which of its records must be open to who sees a row: "
        f"{sorted(missed)} (or `()` where no such record is ever sealed)"
    )


@of_each(SHOWN, ids=lambda model: model._meta.label)
def test_the_one_rule_narrows_them(model: type[models.Model]) -> None:
    if not records_of(model):
        return
    asked = viewer().rows("home.see", model._base_manager.all(), HERE.pk)
    assert "foundation_entitlement" in str(asked.query)


@pytest.mark.parametrize("kind", offered(RecordKind), ids=lambda kind: kind.key)
def test_records_of_each_kind_are_asked_for_by_the_one_rule(kind: RecordKind) -> None:
    rows = resolve(kind.rows)(viewer(), HERE, kind.see)
    assert "foundation_entitlement" in str(rows.query), f"{kind.rows} passes `viewer.rows` by"


@pytest.mark.parametrize("source", offered(SearchSource), ids=lambda source: source.key)
def test_what_is_found_is_asked_for_by_the_one_rule(source: SearchSource) -> None:
    model = apps.get_model(source.model)
    if not records_of(model):
        return
    rows = resolve(source.rows)(viewer(), HERE)
    assert "foundation_entitlement" in str(rows.query), f"{source.rows} passes `viewer.rows` by"
