"""The database itself refuses to alter, remove or add to what is published: a version, its sections,
questions, answers to choose, conditions and capacities. Who published it may pass to the person its own
was merged with, or be taken out."""

from django.db import migrations

WORDS = "a published version never changes"
VERSION = "questionnaires_version"
KEPT = (
    *("id", "questionnaire_id", "number", "introduction", "sections_are", "source", "checked"),
    *("created", "published", "revision"),
)
# By each table how its version is found from a row called {row}.
PARTS = {
    "questionnaires_capacityrow": "{row}.version_id",
    "questionnaires_clauserow": "{row}.version_id",
    "questionnaires_questionrow": "{row}.version_id",
    "questionnaires_sectionrow": "{row}.version_id",
    "questionnaires_optionrow": (
        "(SELECT version_id FROM questionnaires_questionrow WHERE id = {row}.question_id)"
    ),
}
SEEN = {"INSERT": ("NEW",), "UPDATE": ("OLD", "NEW"), "DELETE": ("OLD",)}


def _published(version: str) -> str:
    # Names of columns only, those above.
    found = f"SELECT 1 FROM {VERSION} v WHERE v.id = {version} AND v.published IS NOT NULL"  # noqa: S608
    return f"EXISTS ({found})"


def _refusals(vendor: str):
    """Each table and event with what must hold for the database to refuse it."""
    differs = "IS DISTINCT FROM" if vendor == "postgresql" else "IS NOT"
    altered = " OR ".join(f"NEW.{column} {differs} OLD.{column}" for column in KEPT)
    yield VERSION, "UPDATE", f"OLD.published IS NOT NULL AND ({altered})"
    yield VERSION, "DELETE", "OLD.published IS NOT NULL"
    for table, version in PARTS.items():
        for event, rows in SEEN.items():
            yield table, event, " OR ".join(_published(version.format(row=row)) for row in rows)


def _name(table: str, event: str) -> str:
    return f"{table}_published_{event.lower()}"


def protect(apps, editor):
    """Add the triggers, in the words of the database in use."""
    postgresql = editor.connection.vendor == "postgresql"
    for table, event, when in _refusals(editor.connection.vendor):
        name = _name(table, event)
        if not postgresql:
            editor.execute(
                f"CREATE TRIGGER {name} BEFORE {event} ON {table} WHEN {when}"
                f" BEGIN SELECT RAISE(ABORT, '{WORDS}'); END"
            )
            continue
        # Conditions of PostgreSQL's triggers cannot look into other tables: the function does.
        editor.execute(
            f"CREATE FUNCTION {name}() RETURNS trigger AS $$ BEGIN"
            f" IF {when} THEN RAISE EXCEPTION '{WORDS}'; END IF;"
            f" RETURN {'OLD' if event == 'DELETE' else 'NEW'}; END; $$ LANGUAGE plpgsql"
        )
        editor.execute(
            f"CREATE TRIGGER {name} BEFORE {event} ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()"
        )


def release(apps, editor):
    """Take the triggers away again."""
    for table, event, _ in _refusals(editor.connection.vendor):
        name = _name(table, event)
        if editor.connection.vendor == "postgresql":
            editor.execute(f"DROP FUNCTION {name}() CASCADE")
        else:
            editor.execute(f"DROP TRIGGER {name}")


class Migration(migrations.Migration):
    dependencies = [("questionnaires", "0001_questionnaires")]
    operations = [migrations.RunPython(protect, release)]
