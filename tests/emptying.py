"""Emptying the database after a test that commits (a live server, two connections at once)."""

from django.db.backends.sqlite3.base import DatabaseOperations


def let_sqlite_empty_append_only_tables() -> None:
    """Set triggers aside while tests empty the tables.

    Django empties SQLite by DELETE, which triggers of append-only tables refuse; PostgreSQL's TRUNCATE
    passes them by. They stand again, word for word, before the next test begins.
    """
    empty = DatabaseOperations.execute_sql_flush

    def execute_sql_flush(self: DatabaseOperations, statements: list[str]) -> None:
        with self.connection.cursor() as cursor:
            cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
            triggers = cursor.fetchall()
        dropped = [f"DROP TRIGGER {self.quote_name(name)}" for name, _ in triggers]
        empty(self, [*dropped, *statements, *(sql for _, sql in triggers)])

    DatabaseOperations.execute_sql_flush = execute_sql_flush


def let_postgresql_empty_without_truncating() -> None:
    """Delete rows, with triggers and foreign keys set aside for the while.

    TRUNCATE makes files anew for every one of hundreds of tables, which takes half a second after each test
    that commits; most tables hold a few rows or none. All are sent at once: hundreds of times there and back
    would take longer than the deleting.
    """
    from django.db.backends.postgresql.operations import DatabaseOperations as OfPostgresql

    def sql_flush(self: OfPostgresql, style: object, tables: list[str], **_: object) -> list[str]:
        deletes = [f"DELETE FROM {self.quote_name(table)}" for table in tables]
        aside = "SET session_replication_role = "
        return ["; ".join([f"{aside}replica", *deletes, f"{aside}origin"])]

    OfPostgresql.sql_flush = sql_flush
