"""A file of a kind from its bytes to its preview."""

from collections.abc import Collection, Mapping
from datetime import date
from pathlib import Path
from uuid import UUID

from safeloom.foundation.identity.models import Partnership
from safeloom.foundation.today import today
from safeloom.kernel.registry import ImportKind, offered, resolve
from safeloom.web.imports.kind import Kind
from safeloom.web.imports.looking import Preview, Table, find_table, look
from safeloom.web.imports.maps import remembered
from safeloom.web.uploads import Bounds, Unreadable, read_book


def kinds() -> dict[str, type[Kind]]:
    """The kinds of file there are, by key, in their order."""
    return {each.key: resolve(each.source) for each in offered(ImportKind)}


def bytes_of(path: Path) -> bytes:
    """The bytes of a file, no more than are taken. Raises `Unreadable`."""
    try:
        with path.open("rb") as opened:
            return opened.read(Bounds().size + 1)
    except OSError as problem:
        raise Unreadable(f"{path} cannot be opened: {problem.strerror}.") from problem


def table_of(
    kind: type[Kind],
    partnership: Partnership,
    data: bytes,
    *,
    own: Collection[UUID] | None = None,
    day: date | None = None,
    fields: Mapping[int, str] | None = None,
) -> tuple[Kind, Table]:
    """The table of a file, with what its columns hold: as `fields` say, as was remembered, or by their
    usual names. Raises `Unreadable`."""
    found = kind(partnership, day=day or today(), own=own)
    return found, find_table(found, read_book(data), remembered(partnership, kind.key), fields)


def preview(
    kind: type[Kind],
    partnership: Partnership,
    data: bytes,
    *,
    own: Collection[UUID] | None = None,
    day: date | None = None,
    name: str = "",
) -> Preview:
    """What a file would write. Writes nothing; a fixed number of queries. Raises `Unreadable`."""
    found, table = table_of(kind, partnership, data, own=own, day=day)
    return look(found, table, name=name)
