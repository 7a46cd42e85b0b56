"""The database itself refuses to alter or remove what the scrutineer published: the exercise, its judgements,
its evidence with what that showed, who took part, and the success factors it was judged by. Words about people
may be emptied where their keeping is over; who published it may pass to the person its own was merged with, or
be taken out."""

from django.db import migrations

WORDS = "what the scrutineer published never changes"
EXERCISE = "scrutiny_exercise"
# By each table: how the exercises a row belongs to are found from a row called {row}; what stays; what may only
# be emptied.
PARTS = {
    EXERCISE: (
        "e.record_id = {row}.record_id",
        (
            "record_id",
            "partnership_id",
            "framework_id",
            "previous_id",
            "question",
            "event",
            "published",
        ),
        ("report", "young"),
    ),
    "scrutiny_evidence": (
        "e.record_id = {row}.exercise_id",
        ("id", "exercise_id", "method", "what", "source_id", "removed"),
        (),
    ),
    "scrutiny_judgement": (
        "e.record_id = {row}.exercise_id",
        ("id", "exercise_id", "factor_id", "rating"),
        ("words",),
    ),
    "scrutiny_shown": (
        "e.record_id = (SELECT exercise_id FROM scrutiny_evidence WHERE id = {row}.evidence_id)",
        ("id", "evidence_id", "judgement_id", "strength"),
        ("words",),
    ),
    "scrutiny_tookpart": ("e.record_id = {row}.exercise_id", ("id", "exercise_id", "post_id"), ()),
    "scrutiny_framework": (
        "e.framework_id = {row}.id",
        ("id", "partnership_id", "since", "source"),
        (),
    ),
    "scrutiny_successfactor": (
        "e.framework_id = {row}.framework_id",
        ("id", "framework_id", "number", "title", "words"),
        (),
    ),
}


def _published(found: str, row: str) -> str:
    # Names of tables and columns only, those above.
    where = found.format(row=row)
    return f"EXISTS (SELECT 1 FROM {EXERCISE} e WHERE e.published IS NOT NULL AND {where})"  # noqa: S608


def _refusals(vendor: str):
    """Each table and event with what must hold for the database to refuse it.

    Adding is refused of evidence alone: a restore writes table after table by name, and finds the exercise there
    already when it comes to the others."""
    differs = "IS DISTINCT FROM" if vendor == "postgresql" else "IS NOT"
    for table, (found, kept, emptied) in PARTS.items():
        altered = [f"NEW.{one} {differs} OLD.{one}" for one in kept]
        altered += [f"(NEW.{one} <> OLD.{one} AND NEW.{one} <> '')" for one in emptied]
        yield table, "UPDATE", f"({' OR '.join(altered)}) AND {_published(found, 'OLD')}"
        yield table, "DELETE", _published(found, "OLD")
    table = "scrutiny_evidence"
    yield table, "INSERT", _published(PARTS[table][0], "NEW")


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
    dependencies = [("scrutiny", "0001_initial")]
    operations = [migrations.RunPython(protect, release)]
