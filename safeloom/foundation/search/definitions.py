"""What a source says of one of its rows."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True)
class Searchable:
    """What may be found of a row.

    `row` is its key and `place` what its address is made of. `title` is what it is called, `detail` a
    few words to tell it from others of that title. `parts` are further texts with what each is called
    ("Former name", "Theme"). Of a `sealed` row only the reference is kept.
    """

    row: UUID
    partnership: UUID
    title: str
    place: str
    reference: str = ""
    detail: str = ""
    parts: tuple[tuple[str, str], ...] = ()
    sealed: bool = False
