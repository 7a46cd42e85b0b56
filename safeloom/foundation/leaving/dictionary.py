"""The data dictionary of an export, made of the models themselves."""

import inspect
from collections.abc import Iterator

from django.db import models

from safeloom.foundation.backup.tables import fields_of
from safeloom.foundation.leaving.cells import form_of, why_empty
from safeloom.foundation.leaving.rows import exported

COLUMNS = (
    *("table", "column", "meaning", "form", "may be empty", "points at", "personal"),
    *("kept", "then", "content"),
)


def meaning_of(model: type[models.Model]) -> str:
    """What a row of a table is, in the first sentences of its model's description."""
    if model._meta.auto_created:
        return f"Which go together: {', '.join(f.name for f in fields_of(model)[1:])}."
    said = inspect.getdoc(model) or ""
    return " ".join(said.partition("\n\n")[0].split())


def tables() -> list[tuple[str, str]]:
    """Each exported table and what a row of it is."""
    return [(model._meta.db_table, meaning_of(model)) for model in exported()]


def lines(with_private: bool) -> Iterator[list[str]]:
    """A line for each column of each exported table, in the order of `COLUMNS`."""
    for model in exported():
        personal = getattr(model, "PERSONAL", {})
        for field in fields_of(model):
            said = personal.get(field.name)
            target = field.remote_field and field.related_model
            yield [
                model._meta.db_table,
                field.column,
                _words(field),
                form_of(field),
                "yes" if field.null or field.blank else "no",
                f"{target._meta.db_table}.{field.target_field.column}" if target else "",
                "yes" if said else "no",
                said.keep if said else "",
                said.anonymise.value if said else "",
                why_empty(field, with_private),
            ]


def _words(field: models.Field) -> str:
    if field.primary_key and not field.remote_field:
        return "key of the row"
    words = str(field.verbose_name)
    return f"{words}: {field.help_text}" if field.help_text else words
