"""What is asked for when a file is brought in."""

from collections.abc import Mapping, Sequence
from typing import Any

from safeloom.web import fields
from safeloom.web.forms import Form
from safeloom.web.imports.kind import Kind, show
from safeloom.web.imports.looking import SPREADS, Table
from safeloom.web.uploads import Bounds

_SAMPLES = 3
_LONGEST = 60
LEFT_OUT = "Leave out"


class UploadForm(Form):
    """A file to look through."""

    file = fields.FileField(label="File", accept=".csv,.xlsx,.txt,.tsv", most=Bounds().size)


class MapForm(Form):
    """Which field each column of a table holds, guessed already where that can be."""

    says_optional = False

    def __init__(self, *args: Any, kind: Kind, table: Table, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind, self.places = kind, []
        offered = [("", LEFT_OUT), *((each.key, each.title) for each in kind.fields)]
        for place in columns_of(table):
            heading = _cell(table.headings, place)
            choices, chosen = offered, table.columns.fields.get(place, "")
            said = table.headings[place] if place < len(table.headings) else None
            if kind.spread(place, said, table.above) is not None:
                choices = [*offered, (SPREADS, f"Values of {heading}")]
                chosen = SPREADS if place in table.columns.spread else chosen
            values = samples_of(table, place)
            self.fields[f"column-{place}"] = fields.SelectField(
                label=heading or f"Column {letter_of(place)}, without a heading",
                choices=choices,
                required=False,
                initial=chosen,
                help_text=f"Such as: {'; '.join(values)}" if values else "Nothing stands below it.",
            )
            self.places.append(place)
        self.ask()

    def clean(self) -> dict[str, Any]:
        """Refuse one field for two columns, and a table without what it needs."""
        said = super().clean() or {}
        titles = {each.key: each.title for each in self.kind.fields}
        taken: dict[str, int] = {}
        for place in self.places:
            name = said.get(f"column-{place}", "")
            if not name or name == SPREADS or name in self.kind.twice:
                continue
            if name in taken:
                self.add_error(
                    f"column-{place}", f"{titles[name]} is chosen twice: leave one column out"
                )
            taken.setdefault(name, place)
        there = {*taken, *(said.get(f"column-{place}") for place in self.places)}
        if SPREADS in there:
            there |= {"period", "value"}
        for any_of in self.kind.needs:
            if not there & set(any_of):
                self.add_error(None, f"Choose the column that holds: {titles[any_of[0]].lower()}")
        return said

    def chosen(self) -> Mapping[int, str]:
        """The field of each column; empty where it is left out."""
        return {place: self.cleaned_data[f"column-{place}"] for place in self.places}


def columns_of(table: Table) -> Sequence[int]:
    """The columns in which anything stands, below the headings or as one."""
    below = table.grid.rows[table.at :]
    width = max((len(row) for row in below), default=0)
    return [
        place
        for place in range(width)
        if any(place < len(row) and row[place] is not None for row in below)
    ]


def samples_of(table: Table, place: int) -> list[str]:
    """The first values of a column that differ."""
    found: dict[str, None] = {}
    for row in table.grid.rows[table.at + 1 :]:
        if place < len(row) and row[place] is not None:
            text = " ".join(show(row[place]).split())
            found[text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"] = None
        if len(found) == _SAMPLES:
            break
    return list(found)


def letter_of(place: int) -> str:
    """The letters a spreadsheet gives a column."""
    letters = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def _cell(row: Sequence, place: int) -> str:
    return " ".join(show(row[place]).split())[:80] if place < len(row) else ""
