"""Which rows point at a row, found on the models themselves, so that none can be forgotten."""

from typing import Any

from django.db import connection, models


def relations_to(model: type[models.Model]) -> list[Any]:
    """Every foreign key and one-to-one field that points at a model, those without a way back included;
    each has `related_model` and `field`."""
    return [
        relation
        for relation in model._meta.get_fields(include_hidden=True)
        if relation.auto_created
        and not relation.concrete
        and (relation.one_to_many or relation.one_to_one)
    ]


def written_once(model: type[models.Model]) -> bool:
    """Whether the database itself refuses to alter the rows of a model: by a trigger of that name."""
    trigger = f"{model._meta.db_table}_no_update"
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT 1 FROM pg_trigger WHERE tgname = %s", [trigger])
        else:
            cursor.execute(
                "SELECT 1 FROM sqlite_master WHERE type = 'trigger' AND name = %s", [trigger]
            )
        return cursor.fetchone() is not None
