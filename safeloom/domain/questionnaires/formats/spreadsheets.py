"""A questionnaire as a workbook, one row a question, and read back out of one."""

import io
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

import xlsxwriter

from safeloom.domain.questionnaires.checking import unstorable
from safeloom.domain.questionnaires.definitions import (
    Kind,
    Operator,
    Question,
    Questionnaire,
    Section,
)
from safeloom.domain.questionnaires.definitions import Problem as Wrong
from safeloom.domain.questionnaires.formats.reading import Reader, Unreadable
from safeloom.domain.questionnaires.formats.sheet_columns import (
    CAPACITIES,
    COLUMNS,
    OF_CAPACITY,
    OF_QUESTION,
    OF_SECTION,
    OF_WHOLE,
    QUESTIONS,
    WHOLE,
    default_key,
    option_line,
    option_table,
)
from safeloom.domain.questionnaires.formats.writing_out import clause_lines
from safeloom.kernel.cells import guarded
from safeloom.web.uploads import Bounds, Problem, Sheet, Value, is_blank, read_book

BOUNDS = Bounds(size=5_000_000, unpacked=60_000_000, rows=2_000, columns=60, cells=120_000)
_FLAGS = {"required", "may_not_apply", "any", "section_any", "signs", "checked"}
_WHOLE_NUMBERS = {"most_words", "places"}
_NUMBERS = {"least", "most"}
_YES = {"yes": True, "true": True, "x": True, "1": True, "no": False, "false": False, "0": False}


# ---- out


def to_xlsx(said: Questionnaire) -> bytes:
    """The workbook; no text in it can act as a formula."""
    file = io.BytesIO()
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(file, options | {"in_memory": True})
    bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})

    def sheet(name: str, headings: Sequence[str], widths: Sequence[int], rows: Any) -> None:
        made = book.add_worksheet(name)
        made.freeze_panes(1, 0)
        for at, (heading, width) in enumerate(zip(headings, widths, strict=True)):
            made.set_column(at, at, width)
            made.write_string(0, at, heading, bold)
        for down, cells in enumerate(rows, start=1):
            for at, value in enumerate(cells):
                if isinstance(value, bool):
                    value = "Yes" if value else ""
                if value in (None, ""):
                    continue
                if isinstance(value, str):
                    made.write_string(down, at, guarded(value), wrapped)
                else:
                    made.write_number(down, at, value, wrapped)

    sheet(
        QUESTIONS,
        [one.heading for one in COLUMNS],
        [one.width for one in COLUMNS],
        _rows(said),
    )
    whole = [(heading, getattr(said, name)) for name, heading in OF_WHOLE.items()]
    sheet(WHOLE, ("What", "Says"), (24, 90), whole)
    capacities = [[getattr(one, name) for name in OF_CAPACITY] for one in said.capacities]
    sheet(CAPACITIES, list(OF_CAPACITY.values()), (40, 10, 30), capacities)
    book.close()
    return file.getvalue()


def _rows(said: Questionnaire) -> Any:
    for section in said.sections:
        own = _of_section(section)
        for question in section.questions or (None,):
            yield own + (_of_question(question) if question else [""] * len(OF_QUESTION))
            # Its help and condition stand once, with its first question.
            own = [section.title, "", "", "", section.key]


def _of_section(one: Section) -> list[Any]:
    when = "\n".join(clause_lines(one.condition))
    return [one.title, one.help, when, one.condition.any, one.key]


def _of_question(one: Question) -> list[Any]:
    said: dict[str, Any] = {column.name: getattr(one, column.name, "") for column in OF_QUESTION}
    said |= {
        "kind": one.kind.title,
        "options": "\n".join(option_line(each) for each in one.options),
        "when": "\n".join(clause_lines(one.condition)),
        "any": one.condition.any,
        "most_words": one.most_words or None,
        "places": one.places or None,
    }
    return [said[column.name] for column in OF_QUESTION]


# ---- in


@dataclass
class ReadIn:
    """What a file says: the questionnaire, or what is wrong with it by row and column; `notes` say what
    was not read."""

    said: Questionnaire | None = None
    problems: list[Problem] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def read_xlsx(data: bytes, title: str) -> ReadIn:
    """The questionnaire of a workbook; `title` is its own where the workbook says none. Raises
    `web.uploads.Unreadable` where no table can be had from it."""
    book = read_book(data, BOUNDS)
    named = {sheet.name.strip().casefold(): sheet for sheet in book.sheets}
    questions = named.get(QUESTIONS.casefold(), book.sheets[0])
    known = {one.casefold() for one in (QUESTIONS, WHOLE, CAPACITIES)}
    left = [one.name for one in book.sheets if one is not questions]
    left = [name for name in (*left, *book.hidden) if name.strip().casefold() not in known]
    reading = _Reading(questions)
    found: dict[str, Any] = {"title": title, "sections": reading.sections()}
    whole = named.get(WHOLE.casefold())
    if whole is not None and whole is not questions:
        found |= _whole(whole, reading)
    capacities = named.get(CAPACITIES.casefold())
    if capacities is not None and capacities is not questions:
        found["capacities"] = _capacities(capacities, reading)
    notes = list(reading.notes)
    if left:
        notes.append(f"Not read: the sheet{'s' if len(left) > 1 else ''} {', '.join(left)}.")
    if reading.problems:
        return ReadIn(None, reading.problems, notes)
    try:
        said = Reader(found).read()
    except Unreadable as wrong:
        return ReadIn(None, [reading.placed(one) for one in wrong.problems], notes)
    wrong = unstorable(said)
    return ReadIn(None if wrong else said, [reading.placed(one) for one in wrong], notes)


class _Reading:
    """Reads the rows of questions as TOML has them, and remembers where each key stands."""

    def __init__(self, sheet: Sheet) -> None:
        self.rows = sheet.rows
        self.problems: list[Problem] = []
        self.notes: list[str] = []
        self.row_of: dict[str, int] = {}
        self.head = self._head()
        self.columns = self._columns()

    def _head(self) -> int:
        """Which row holds the headings: the first that names the questions."""
        for at, row in enumerate(self.rows[:20]):
            if any(plain(cell).casefold() == "question" for cell in row):
                return at
        self.problems.append(
            Problem(
                1,
                "Question",
                "",
                "There is no column “Question”.",
                "Name the column that holds the questions so; what an export from here looks like shows "
                "the others.",
            )
        )
        return 0

    def _columns(self) -> dict[str, int]:
        known = {one.heading.casefold(): one.name for one in COLUMNS}
        found: dict[str, int] = {}
        for at, cell in enumerate(self.rows[self.head] if self.rows else []):
            heading = plain(cell)
            name = known.get(heading.casefold())
            if name is None:
                if heading:
                    self.notes.append(f"Not read: the column “{heading[:60]}”.")
            elif name in found:
                self.problems.append(
                    Problem(
                        self.head + 1,
                        heading,
                        heading,
                        "Two columns have this heading.",
                        "Take one of them out.",
                    )
                )
            else:
                found[name] = at
        return found

    def sections(self) -> list[dict[str, Any]]:
        """The tables of the sections, with those of their questions."""
        found: list[dict[str, Any]] = []
        if self.problems:
            return found
        for number, row in enumerate(self.rows[self.head + 1 :], start=self.head + 2):
            if is_blank(row):
                continue
            self._row(number, row, found)
        return found

    def _row(self, number: int, row: list[Value], found: list[dict[str, Any]]) -> None:
        said = {
            one.name: self._cell(number, one.name, one.heading, row)
            for one in COLUMNS
            if one.name in self.columns
        }
        title, key = said.get("section") or "", said.get("section_key") or ""
        same = found and (
            (not title and not key)
            or (key and found[-1].get("key", "") == key)
            or (not key and title == found[-1]["title"])
        )
        if not same:
            if not title:
                self._wrong(number, "Section", "", "It stands in no section.", "Name its section.")
            table = {
                one.name.removeprefix("section_"): said[one.name]
                for one in OF_SECTION[1:]
                if said.get(one.name) is not None
            }
            self._remember(key or default_key(title), number)
            found.append({**table, "title": title, "questions": []})
        question = {
            one.name: said[one.name] for one in OF_QUESTION if said.get(one.name) is not None
        }
        if question:
            if not question.get("words"):
                self._wrong(number, "Question", "", "The question has no words.", "Write them.")
            self._remember(question.get("key") or default_key(question.get("words", "")), number)
            found[-1]["questions"].append(question)

    def _remember(self, key: str, number: int) -> None:
        # Of keys that name two things the later row is told.
        self.row_of[key] = number

    def _cell(self, number: int, name: str, heading: str, row: Sequence[Value]) -> Any:
        at = self.columns[name]
        text = unguarded(plain(row[at])) if at < len(row) else ""
        if not text:
            return None
        return self.value(number, name, heading, text)

    def value(self, number: int, name: str, heading: str, text: str) -> Any:
        """What a cell says as TOML has it; None, and a problem, where it cannot."""
        if name in _FLAGS:
            if text.casefold() not in _YES:
                return self._wrong(
                    number, heading, text, "It is neither yes nor no.", "Write Yes or No."
                )
            return _YES[text.casefold()] or None
        if name in _WHOLE_NUMBERS:
            if not text.isascii() or not text.isdigit() or len(text) > 6:
                return self._wrong(
                    number, heading, text, "It is no whole number.", "Write one, such as 200."
                )
            return int(text)
        if name in _NUMBERS:
            return self._number(number, heading, text)
        if name == "kind":
            return self._kind(number, heading, text)
        if name in ("when", "section_when"):
            return self._clauses(number, heading, text)
        if name == "options":
            return self._options(number, heading, text)
        return text

    def _number(self, number: int, heading: str, text: str) -> Any:
        try:
            value = Decimal(text.replace(",", "").rstrip("%"))
        except InvalidOperation:
            return self._wrong(number, heading, text, "It is no number.", "Write one, such as 0.")
        return value if value.is_finite() else None

    def _kind(self, number: int, heading: str, text: str) -> Any:
        for one in Kind:
            if text.casefold() in (one.value, one.title.casefold()):
                return one.value
        titles = ", ".join(one.title for one in Kind)
        return self._wrong(
            number, heading, text, "There is no such kind.", f"Write one of: {titles}."
        )

    def _clauses(self, number: int, heading: str, text: str) -> Any:
        lines = [line.strip() for line in text.splitlines() if line.strip()]
        operators = {one.value for one in Operator}
        for line in lines:
            parts = line.split()
            if len(parts) < 2 or parts[1] not in operators:
                said = ", ".join(sorted(operators))
                self._wrong(
                    number,
                    heading,
                    line,
                    "It is no condition.",
                    f"Write the key of a question, then one of {said}, then a value; one a line.",
                )
        return lines

    def _options(self, number: int, heading: str, text: str) -> Any:
        made = []
        for line in text.splitlines():
            if not line.strip():
                continue
            try:
                made.append(option_table(line.strip()))
            except ValueError:
                self._wrong(
                    number,
                    heading,
                    line,
                    "The value of an answer is no whole number.",
                    "Write it as value=2, or leave it out.",
                )
        return made

    def _wrong(self, row: int, heading: str, value: str, problem: str, mend: str) -> None:
        self.problems.append(Problem(row, heading, value[:80], problem, mend))

    def placed(self, wrong: Wrong) -> Problem:
        """What is wrong with a part, at its row."""
        problem, mend = told(wrong.words)
        row = self.row_of.get(wrong.where, self.head + 1)
        return Problem(row, "Question" if wrong.where else "Whole", wrong.where, problem, mend)


def told(words: str) -> tuple[str, str]:
    """The words of a problem as what is wrong and what to do."""
    problem, colon, mend = words.rpartition(": ")
    if not colon:
        return "It cannot be taken so.", words
    return f"{problem}.", mend[:1].upper() + mend[1:]


def _whole(sheet: Sheet, reading: _Reading) -> dict[str, Any]:
    names = {heading.casefold(): name for name, heading in OF_WHOLE.items()}
    found = {}
    for number, row in enumerate(sheet.rows, start=1):
        name = names.get(plain(row[0]).casefold()) if row else None
        text = unguarded(plain(row[1])) if len(row) > 1 else ""
        if name and text:
            found[name] = reading.value(number, name, f"{WHOLE}: {OF_WHOLE[name]}", text)
    return {name: value for name, value in found.items() if value is not None}


def _capacities(sheet: Sheet, reading: _Reading) -> list[dict[str, Any]]:
    if not sheet.rows:
        return []
    names = {heading.casefold(): name for name, heading in OF_CAPACITY.items()}
    columns = {names.get(plain(cell).casefold(), ""): at for at, cell in enumerate(sheet.rows[0])}
    found = []
    for number, row in enumerate(sheet.rows[1:], start=2):
        if is_blank(row):
            continue
        table: dict[str, Any] = {}
        for name, at in columns.items():
            text = unguarded(plain(row[at])) if name and at < len(row) else ""
            if text:
                value = reading.value(number, name, f"{CAPACITIES}: {OF_CAPACITY[name]}", text)
                table |= {} if value is None else {name: value}
        found.append(table)
    return found


def plain(value: Value) -> str:
    """A cell as text: numbers as they are typed, dates as 2026-11-25."""
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    return value.isoformat() if isinstance(value, date) else value


def unguarded(text: str) -> str:
    """A text without the apostrophe that was put before it so that it is no formula."""
    bare = text.removeprefix("'")
    return bare if text != bare and guarded(bare) != bare else text
