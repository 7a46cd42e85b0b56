"""Every text that is kept says whether it is about a person, how long it is kept and what becomes of it."""

from django.apps import apps
from django.db import models

from safeloom.kernel.personal import Personal
from tests.architecture.each import of_each

OURS = [model for model in apps.get_models() if model.__module__.startswith("safeloom.")]
TEXTS = (models.CharField, models.TextField, models.JSONField)
# Shown nowhere by itself: a key of ours, or bytes that only this installation can open.
EXEMPT = (models.UUIDField,)


@of_each(OURS, ids=lambda model: model._meta.label)
def test_each_text_field_is_declared(model) -> None:
    personal = getattr(model, "PERSONAL", {})
    plain = set(getattr(model, "NOT_PERSONAL", ()))
    assert all(isinstance(declared, Personal) for declared in personal.values())
    assert not plain & set(personal), "a field is declared both ways"
    fields = {field.name: field for field in model._meta.local_fields}
    assert set(personal) | plain <= set(fields), "a declared field is not there"
    sealed = {"before", "after"}  # what the audit may copy is decided where it copies
    texts = {
        name
        for name, field in fields.items()
        if isinstance(field, TEXTS) and not isinstance(field, EXEMPT)
    }
    undeclared = texts - set(personal) - plain - sealed
    assert not undeclared, f"say how long each is kept, or that it is not personal: {undeclared}"


@of_each(OURS, ids=lambda model: model._meta.label)
def test_what_is_personal_says_how_long_it_is_kept(model) -> None:
    for name, declared in getattr(model, "PERSONAL", {}).items():
        assert declared.keep.strip(), name
