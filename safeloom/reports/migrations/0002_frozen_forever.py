"""The database itself refuses to alter or remove what was signed off."""

from django.db import migrations

TABLES = ("reports_frozenreport", "reports_frozensection", "reports_frozenfigure")
WORDS = "a signed-off report cannot be altered"

POSTGRESQL_FUNCTION = f"""
CREATE OR REPLACE FUNCTION safeloom_frozen() RETURNS trigger AS $$
BEGIN RAISE EXCEPTION '{WORDS}'; END;
$$ LANGUAGE plpgsql
"""


def protect(apps, editor):
    """Add the triggers, in the words of the database in use."""
    if editor.connection.vendor == "postgresql":
        editor.execute(POSTGRESQL_FUNCTION)
    for table in TABLES:
        for event in ("UPDATE", "DELETE"):
            name = f"{table}_no_{event.lower()}"
            if editor.connection.vendor == "postgresql":
                editor.execute(
                    f"CREATE TRIGGER {name} BEFORE {event} ON {table}"
                    " FOR EACH ROW EXECUTE FUNCTION safeloom_frozen()"
                )
            else:
                editor.execute(
                    f"CREATE TRIGGER {name} BEFORE {event} ON {table}"
                    f" BEGIN SELECT RAISE(ABORT, '{WORDS}'); END"
                )


def release(apps, editor):
    """Take the triggers away again."""
    for table in TABLES:
        for event in ("update", "delete"):
            on = f" ON {table}" if editor.connection.vendor == "postgresql" else ""
            editor.execute(f"DROP TRIGGER {table}_no_{event}{on}")


class Migration(migrations.Migration):
    dependencies = [("reports", "0001_initial")]
    operations = [migrations.RunPython(protect, release)]
