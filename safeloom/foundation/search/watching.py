"""The triggers by which the database itself says that a row that may be found was written.

They are no migration: Django makes an altered table of SQLite anew, and its triggers are gone with the
old one. So after every `migrate` those that are missing are put back, and all is looked through.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any
from zlib import crc32

from django.apps import apps
from django.db import connections

from safeloom.foundation.identity.models import Partnership
from safeloom.foundation.search.models import SearchChange, SearchEntry
from safeloom.kernel.registry import SearchSource, SearchWatch, offered

ALL = "*"
_PREFIX = "search_"


@dataclass(frozen=True)
class Trigger:
    """A trigger on a table that writes down the key of what was inserted, updated or deleted."""

    table: str
    column: str
    columns: tuple[str, ...]
    event: str

    @property
    def name(self) -> str:
        """Its name in the database, which has room for 63 characters; another definition has another."""
        said = crc32(" ".join((self.table, self.column, *self.columns, self.event)).encode())
        return f"{_PREFIX}{said:08x}_{self.table}_{self.column}_{self.event.lower()}"[:63]


def place_of(watch: SearchWatch) -> str:
    """What stands in `SearchChange.place` for a watch."""
    table, column, _ = _columns(watch)
    return f"{table}.{column}"


def triggers() -> list[Trigger]:
    """Every trigger that the offered sources need; what two of them watch is watched once."""
    found: dict[tuple[str, str], set[str]] = {}
    for source in offered(SearchSource):
        for watch in source.watches:
            table, column, columns = _columns(watch)
            found.setdefault((table, column), set()).update(columns)
    return [
        Trigger(table, column, tuple(sorted(columns)), event)
        for (table, column), columns in sorted(found.items())
        for event in ("INSERT", "UPDATE", "DELETE")
    ]


def watch_again(*, using: str, **_: Any) -> None:
    """After `migrate`: put the triggers there that are missing, take away those of earlier definitions,
    and have all looked through if any was missing; make SQLite's words follow from the entries."""
    connection = connections[using]
    tables = set(connection.introspection.table_names())
    if not {SearchChange._meta.db_table, SearchEntry._meta.db_table} <= tables:
        return
    wanted = [trigger for trigger in triggers() if trigger.table in tables]
    with connection.cursor() as cursor:
        cursor.execute(_STANDING[connection.vendor], [f"{_PREFIX}%"])
        standing = {name for (name,) in cursor.fetchall()}
        missing = [trigger for trigger in wanted if trigger.name not in standing]
        for name in standing - {trigger.name for trigger in wanted}:
            cursor.execute(_DROP[connection.vendor].format(name))
        for trigger in missing:
            for statement in _made(connection.vendor, trigger):
                cursor.execute(statement)
        if connection.vendor == "sqlite":
            cursor.execute(_WORDS)
    if missing and Partnership.objects.using(using).exists():
        SearchChange.objects.using(using).create(place=ALL)


_STANDING = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE %s",
    "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgname LIKE %s",
}
# On PostgreSQL the trigger goes with its function.
_DROP = {"sqlite": "DROP TRIGGER {}", "postgresql": "DROP FUNCTION {}() CASCADE"}
# Whoever empties all tables at once passes the triggers of SQLite's words by.
_WORDS = "INSERT INTO foundation_searchwords(foundation_searchwords) VALUES ('rebuild')"


def _columns(watch: SearchWatch) -> tuple[str, str, tuple[str, ...]]:
    meta = apps.get_model(watch.model)._meta
    column = meta.pk.column if watch.key == "pk" else meta.get_field(watch.key).column
    fields = tuple(meta.get_field(name).column for name in watch.fields)
    return meta.db_table, column, (*fields, column)


def _made(vendor: str, trigger: Trigger) -> Iterator[str]:
    # "end" is a word of the language.
    columns = ", ".join(f'"{column}"' for column in trigger.columns)
    on = f"UPDATE OF {columns}" if trigger.event == "UPDATE" else trigger.event
    # Of a row that changed hands, both the old and the new one are looked at.
    seen = {"INSERT": ("NEW",), "DELETE": ("OLD",), "UPDATE": ("OLD", "NEW")}[trigger.event]
    begin = f"CREATE TRIGGER {trigger.name} AFTER {on} ON {trigger.table} FOR EACH ROW"
    inserts = " ".join(_writes(trigger, seen))
    if vendor == "sqlite":
        yield f"{begin} BEGIN {inserts} END"
        return
    yield (
        f"CREATE OR REPLACE FUNCTION {trigger.name}() RETURNS trigger AS $$"
        f" BEGIN {inserts} RETURN NULL; END; $$ LANGUAGE plpgsql"
    )
    yield f"{begin} EXECUTE FUNCTION {trigger.name}()"


def _writes(trigger: Trigger, seen: Iterable[str]) -> Iterator[str]:
    place = f"{trigger.table}.{trigger.column}"
    into = f"INSERT INTO {SearchChange._meta.db_table}(place, key)"
    for which in seen:
        row = f"SELECT '{place}', {which}.{trigger.column}"
        # An update that keeps the key needs to be written down once.
        if seen == ("OLD", "NEW") and which == "OLD":
            row += f" WHERE OLD.{trigger.column} <> NEW.{trigger.column}"
        yield f"{into} {row};"
