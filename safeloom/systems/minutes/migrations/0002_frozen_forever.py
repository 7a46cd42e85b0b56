"""The database itself refuses to alter or remove what was approved."""

from django.db import migrations

TABLE = "minutes_frozenminutes"
WORDS = "approved minutes cannot be altered"

POSTGRESQL_FUNCTION = f"""
CREATE OR REPLACE FUNCTION safeloom_minutes() RETURNS trigger AS $$
BEGIN RAISE EXCEPTION '{WORDS}'; END;
$$ LANGUAGE plpgsql
"""


def protect(apps, editor):
    """Add the triggers, in the words of the database in use."""
    postgresql = editor.connection.vendor == "postgresql"
    if postgresql:
        editor.execute(POSTGRESQL_FUNCTION)
    for event in ("UPDATE", "DELETE"):
        begin = f"CREATE TRIGGER {TABLE}_no_{event.lower()} BEFORE {event} ON {TABLE}"
        if postgresql:
            editor.execute(f"{begin} FOR EACH ROW EXECUTE FUNCTION safeloom_minutes()")
        else:
            editor.execute(f"{begin} BEGIN SELECT RAISE(ABORT, '{WORDS}'); END")


def release(apps, editor):
    """Take the triggers away again."""
    for event in ("update", "delete"):
        on = f" ON {TABLE}" if editor.connection.vendor == "postgresql" else ""
        editor.execute(f"DROP TRIGGER {TABLE}_no_{event}{on}")


class Migration(migrations.Migration):
    dependencies = [("minutes", "0001_initial")]
    operations = [migrations.RunPython(protect, release)]
