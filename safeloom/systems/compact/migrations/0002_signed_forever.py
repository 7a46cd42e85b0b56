"""The database itself refuses to remove or alter what was signed or said to be read: of a signature only
the typed name may be taken out, and a row may pass to the person its own was merged with."""

from django.db import migrations

WORDS = "what was signed or read cannot be altered"
# What would have to differ for an update to be refused.
ALTERED = {
    "compact_compactsignature": (
        "NEW.id <> OLD.id OR NEW.version_id <> OLD.version_id OR NEW.at <> OLD.at"
        " OR NEW.content <> OLD.content OR (NEW.name <> OLD.name AND NEW.name <> '')"
    ),
    "compact_inductionreceipt": (
        "NEW.id <> OLD.id OR NEW.item_id <> OLD.item_id OR NEW.version <> OLD.version"
        " OR NEW.at <> OLD.at"
    ),
}

POSTGRESQL_FUNCTION = f"""
CREATE OR REPLACE FUNCTION safeloom_signed() RETURNS trigger AS $$
BEGIN RAISE EXCEPTION '{WORDS}'; END;
$$ LANGUAGE plpgsql
"""


def protect(apps, editor):
    """Add the triggers, in the words of the database in use."""
    postgresql = editor.connection.vendor == "postgresql"
    if postgresql:
        editor.execute(POSTGRESQL_FUNCTION)
        body = "FOR EACH ROW {when} EXECUTE FUNCTION safeloom_signed()"
    else:
        body = "{when} BEGIN SELECT RAISE(ABORT, '" + WORDS + "'); END"
    for table, altered in ALTERED.items():
        for event, when in (("UPDATE", f"WHEN ({altered})"), ("DELETE", "")):
            editor.execute(
                f"CREATE TRIGGER {table}_no_{event.lower()} BEFORE {event} ON {table} "
                + body.format(when=when)
            )


def release(apps, editor):
    """Take the triggers away again."""
    for table in ALTERED:
        for event in ("update", "delete"):
            on = f" ON {table}" if editor.connection.vendor == "postgresql" else ""
            editor.execute(f"DROP TRIGGER {table}_no_{event}{on}")


class Migration(migrations.Migration):
    dependencies = [("compact", "0001_initial")]
    operations = [migrations.RunPython(protect, release)]
