"""The database's own full-text index of what may be found: FTS5 on SQLite, a tsvector on PostgreSQL."""

from django.db import migrations

# The words are folded and stand one space apart, so nothing is left for a language's rules to do.
POSTGRESQL = (
    "ALTER TABLE foundation_searchentry ADD COLUMN found tsvector"
    " GENERATED ALWAYS AS (array_to_tsvector(string_to_array(words, ' '))) STORED",
    "CREATE INDEX foundation_searchentry_found ON foundation_searchentry USING gin (found)",
)
_OUT = (
    "INSERT INTO foundation_searchwords(foundation_searchwords, rowid, words)"
    " VALUES ('delete', OLD.id, OLD.words);"
)
_IN = "INSERT INTO foundation_searchwords(rowid, words) VALUES (NEW.id, NEW.words);"
SQLITE = (
    "CREATE VIRTUAL TABLE foundation_searchwords USING fts5(words, content='foundation_searchentry',"
    " content_rowid='id', tokenize='unicode61 remove_diacritics 0', prefix='2 3')",
    f"CREATE TRIGGER foundation_searchwords_insert AFTER INSERT ON foundation_searchentry BEGIN {_IN} END",
    f"CREATE TRIGGER foundation_searchwords_delete AFTER DELETE ON foundation_searchentry BEGIN {_OUT} END",
    "CREATE TRIGGER foundation_searchwords_update AFTER UPDATE OF words ON foundation_searchentry"
    f" BEGIN {_OUT} {_IN} END",
)


def build(apps, editor):
    """Make the index, in the words of the database in use."""
    for statement in POSTGRESQL if editor.connection.vendor == "postgresql" else SQLITE:
        editor.execute(statement)


def remove(apps, editor):
    """Take the index away again."""
    if editor.connection.vendor == "postgresql":
        editor.execute("ALTER TABLE foundation_searchentry DROP COLUMN found")
        return
    for event in ("insert", "delete", "update"):
        editor.execute(f"DROP TRIGGER foundation_searchwords_{event}")
    editor.execute("DROP TABLE foundation_searchwords")


class Migration(migrations.Migration):
    dependencies = [("foundation", "0012_search")]
    operations = [migrations.RunPython(build, remove)]
