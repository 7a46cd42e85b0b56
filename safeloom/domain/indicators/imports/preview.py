"""What a file of returns would write, before it does."""

from collections.abc import Collection, Sequence
from datetime import date
from pathlib import Path
from uuid import UUID

from safeloom.domain.indicators import commands
from safeloom.domain.indicators.imports.kind import Returns
from safeloom.foundation.identity.models import Partnership, Person
from safeloom.foundation.today import today
from safeloom.web.imports import engine
from safeloom.web.imports.journal import Journal
from safeloom.web.imports.looking import Preview, find_table, look
from safeloom.web.imports.maps import remembered
from safeloom.web.uploads import Book, Sheet, Value


def preview_file(partnership: Partnership, path: Path) -> Preview:
    """Look through a file of returns. Raises `Unreadable`."""
    return engine.preview(Returns, partnership, engine.bytes_of(path), name=path.name)


def preview_table(
    partnership: Partnership,
    table: Sequence[Sequence[Value]],
    *,
    own: Collection[UUID] | None = None,
    day: date | None = None,
    name: str = "",
) -> Preview:
    """Look through rows. `own` are the agencies whose returns may be given (None: any). Writes nothing;
    a fixed number of queries. Raises `Unreadable`."""
    kind = Returns(partnership, day=day or today(), own=own)
    book = Book([Sheet("", [list(row) for row in table])])
    return look(kind, find_table(kind, book, remembered(partnership, Returns.key)), name=name)


def accept(preview: Preview, *, by: Person | None = None) -> commands.Written:
    """Write what was looked through, all or nothing, checked again. Raises `RowsRefused` with the
    problems there are by now."""
    return preview.kind.write(preview.entries, by=by, name=preview.name, journal=Journal())
