"""The columns of a questionnaire in a spreadsheet: one row a question, the same out as in."""

from dataclasses import dataclass

from django.utils.text import slugify

from safeloom.domain.questionnaires.definitions import Option

QUESTIONS, WHOLE, CAPACITIES = "Questions", "Questionnaire", "Capacities"


@dataclass(frozen=True)
class SheetColumn:
    """A column: the name a field has in TOML, its heading, and how wide it is."""

    name: str
    heading: str
    width: int = 14


OF_SECTION = (
    SheetColumn("section", "Section", 30),
    SheetColumn("section_help", "Section help", 30),
    SheetColumn("section_when", "Section asked when", 24),
    SheetColumn("section_any", "Any of these is enough for the section"),
    SheetColumn("section_key", "Section key", 18),
)
OF_QUESTION = (
    SheetColumn("words", "Question", 50),
    SheetColumn("help", "Help", 40),
    SheetColumn("kind", "Kind of answer", 16),
    SheetColumn("options", "Answers to choose", 40),
    SheetColumn("required", "Required"),
    SheetColumn("may_not_apply", "May not apply"),
    SheetColumn("most_words", "Most words"),
    SheetColumn("least", "Least"),
    SheetColumn("most", "Most"),
    SheetColumn("places", "Decimals"),
    SheetColumn("unit", "Unit"),
    SheetColumn("when", "Asked when", 30),
    SheetColumn("any", "Any of these is enough"),
    SheetColumn("capacity", "Who answers", 18),
    SheetColumn("after", "Asked again after", 18),
    SheetColumn("key", "Key", 24),
)
COLUMNS = (*OF_SECTION, *OF_QUESTION)
# What stands in the sheet about the whole: its names in TOML, with their headings.
OF_WHOLE = {
    "title": "Title",
    "introduction": "Introduction",
    "sections_are": "A section is called",
    "source": "Taken from",
    "checked": "Compared with that",
}
OF_CAPACITY = {"title": "Capacity", "signs": "Signs", "key": "Key"}
_MARKS = ("red", "amber", "green", "blue")
_BAR = " | "


def default_key(words: str) -> str:
    """The key that `reading` makes where none is said."""
    return slugify(words)[:60].strip("-")


def option_line(one: Option) -> str:
    """An answer to choose as a line of a cell: `Amber: partly met | key=amber | value=1 | mark=amber |
    compliant`, of which only the words must be there."""
    parts = [one.title]
    if one.key != default_key(one.title) or _BAR in one.title:
        parts.append(f"key={one.key}")
    if one.value is not None:
        parts.append(f"value={one.value}")
    if one.mark:
        parts.append(f"mark={one.mark}")
    if one.meets:
        parts.append("compliant")
    return _BAR.join(parts)


def option_table(line: str) -> dict[str, object]:
    """A line of a cell as TOML has an answer to choose. Read from its end, each part once and in its
    order, so that the words may hold anything. Raises ValueError for a value that is no whole number."""
    parts = line.split(_BAR)
    table: dict[str, object] = {}
    if len(parts) > 1 and parts[-1].strip().casefold() == "compliant":
        table["meets"] = True
        parts.pop()
    for name in ("mark", "value", "key"):
        said = parts[-1].strip()
        if len(parts) > 1 and said.startswith(f"{name}="):
            value = said.removeprefix(f"{name}=").strip()
            table[name] = int(value) if name == "value" else value
            parts.pop()
    table["title"] = _BAR.join(parts).strip()
    return table
