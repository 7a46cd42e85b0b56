"""What rows may point at and hold. A foreign key named by a string escapes the import contracts."""

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db import models

from tests.architecture.each import of_each
from tests.architecture.order import may_point

OURS = [model for model in apps.get_models() if model.__module__.startswith("safeloom.")]
RELATIONS = [
    field
    for model in OURS
    for field in model._meta.get_fields()
    if field.is_relation and field.concrete
]


@of_each(RELATIONS)
def test_a_row_points_only_downwards(relation: models.ForeignKey) -> None:
    here, there = relation.model.__module__, relation.related_model.__module__
    assert not there.startswith("safeloom.") or may_point(here, there), (
        f"{here} points up at {there}"
    )


@of_each(RELATIONS)
def test_no_row_points_at_anything_whatever(relation: models.ForeignKey) -> None:
    assert relation.related_model is not ContentType


@of_each(OURS, ids=lambda model: model._meta.label)
def test_facts_are_columns_and_not_blobs(model: type[models.Model]) -> None:
    blobs = [field.name for field in model._meta.fields if isinstance(field, models.JSONField)]
    assert not blobs or model._meta.label == "foundation.AuditRow", blobs


def test_the_order_is_the_order() -> None:
    assert may_point("safeloom.foundation.audit.models", "safeloom.foundation.identity.models")
    assert not may_point("safeloom.foundation.identity.models", "safeloom.foundation.audit.models")
    assert not may_point("safeloom.foundation.identity.models", "safeloom.portal.models")
    assert may_point("safeloom.systems.structure.models", "safeloom.foundation.identity.models")
    assert not may_point("safeloom.systems.structure.models", "safeloom.systems.scorecard.models")
