"""Reading a questionnaire out of TOML, as it is shipped and as it may be brought in.

```toml
title = "Section 11 audit"
introduction = "…"
sections_are = "Standard"
source = "…"
checked = false

[[capacities]]
key = "chief-officer"
title = "Chief officer"
signs = true

[scales.rag]                       # grades that several questions share
options = [{ key = "green", title = "Green: met in full", value = 2, mark = "green", meets = true }, …]

[[sections]]
key = "leadership"
title = "Leadership"
help = "…"
when = ["fact:kind is police", "has-staff is yes"]     # all of these; `any = true` for one of them

[[sections.questions]]
key = "leadership-grade"
words = "How far is this met?"
kind = "grade"
scale = "rag"                      # or options = ["Yes", "No"] or tables as above
required = true
```
"""

import tomllib
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils.text import slugify

from safeloom.domain.questionnaires.definitions import (
    Capacity,
    Clause,
    Condition,
    Kind,
    Operator,
    Option,
    Problem,
    Question,
    Questionnaire,
    Section,
)

LONGEST = 500_000
_QUESTION = frozenset(
    name
    for names in (
        "key words kind help required may_not_apply most_words least most places unit options scale",
        "when any capacity after",
    )
    for name in names.split()
)
# Texts that stand in one line, whatever the file has between their words.
_ONE_LINE = frozenset({"title", "unit", "sections_are", "source"})


class Unreadable(ValueError):
    """The text is no questionnaire; `problems` say where and what to do."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("; ".join(one.words for one in problems))
        self.problems = problems


def read_toml(text: str) -> Questionnaire:
    """The questionnaire that a text in TOML is. Raises `Unreadable`; whether it may be published is for
    `checking.problems_of` to say."""
    if len(text) > LONGEST:
        raise Unreadable([Problem("", "The file is too long for a questionnaire.")])
    try:
        found = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as wrong:
        raise Unreadable([Problem("", f"The file cannot be read as TOML: {wrong}.")]) from None
    return Reader(found).read()


class Reader:
    """Reads tables as TOML gives them; collects what is wrong so that all of it is told at once."""

    def __init__(self, found: dict[str, Any]) -> None:
        self.found = found
        self.problems: list[Problem] = []

    def read(self) -> Questionnaire:
        """The questionnaire. Raises `Unreadable`."""
        title = self._text(self.found, "title", "", most=200)
        if not title:
            self._wrong("", "Give the questionnaire a title.")
        made = Questionnaire(
            title=title,
            introduction=self._text(self.found, "introduction", "", most=5000),
            sections_are=self._text(self.found, "sections_are", "", most=40) or "Section",
            capacities=tuple(
                Capacity(
                    self._key(one, self._text(one, "title", "capacities")),
                    self._text(one, "title", "capacities", most=100),
                    self._flag(one, "signs", "capacities"),
                )
                for one in self._tables(self.found, "capacities", "")
            ),
            sections=tuple(self._section(one) for one in self._tables(self.found, "sections", "")),
            source=self._text(self.found, "source", "", most=300),
            checked=self._flag(self.found, "checked", ""),
        )
        if self.problems:
            raise Unreadable(self.problems)
        return made

    def _section(self, table: dict[str, Any]) -> Section:
        title = self._text(table, "title", "sections", most=200)
        key = self._key(table, title)
        if not title:
            self._wrong(key, "Give each section a title.")
        return Section(
            key=key,
            title=title,
            help=self._text(table, "help", key, most=5000),
            condition=self._condition(table, key),
            questions=tuple(self._question(one) for one in self._tables(table, "questions", key)),
        )

    def _question(self, table: dict[str, Any]) -> Question:
        words = self._text(table, "words", "questions", most=500)
        key = self._key(table, words)
        if not words:
            self._wrong(key, "Give each question its words.")
        for name in sorted(set(table) - _QUESTION):
            self._wrong(key, f"“{name}” is nothing a question has: take it out.")
        try:
            kind = Kind(self._text(table, "kind", key) or "text")
        except ValueError:
            self._wrong(key, f"Choose a kind of answer: {', '.join(one.value for one in Kind)}.")
            kind = Kind.TEXT
        return Question(
            key=key,
            words=words,
            kind=kind,
            help=self._text(table, "help", key, most=2000),
            required=self._flag(table, "required", key),
            may_not_apply=self._flag(table, "may_not_apply", key),
            most_words=self._whole(table, "most_words", key, 5000),
            least=self._number(table, "least", key),
            most=self._number(table, "most", key),
            places=self._whole(table, "places", key, 4),
            unit=self._text(table, "unit", key, most=40),
            options=self._options(table, key),
            condition=self._condition(table, key),
            capacity=self._text(table, "capacity", key),
            after=self._text(table, "after", key),
        )

    def _options(self, table: dict[str, Any], key: str) -> tuple[Option, ...]:
        listed = table.get("options", [])
        if scale := self._text(table, "scale", key):
            scales = self.found.get("scales", {})
            shared = scales.get(scale) if isinstance(scales, dict) else None
            if not isinstance(shared, dict):
                self._wrong(key, f"There is no scale “{scale}”: choose one that is there.")
                return ()
            listed = shared.get("options", [])
        if not isinstance(listed, list):
            self._wrong(key, "Give the answers to choose from as a list.")
            return ()
        return tuple(self._option(one, key) for one in listed)

    def _option(self, one: Any, key: str) -> Option:
        table = {"title": one} if isinstance(one, str) else one
        if not isinstance(table, dict):
            self._wrong(key, "Each answer to choose is words, or a table with a title.")
            return Option("", "")
        title = self._text(table, "title", key, most=200)
        value = table.get("value")
        if value is not None and (
            isinstance(value, bool) or not isinstance(value, int) or abs(value) > 1000
        ):
            self._wrong(key, "The value of an answer is a whole number.")
            value = None
        mark = self._text(table, "mark", key)
        if mark not in ("", "red", "amber", "green", "blue"):
            self._wrong(key, "A mark is red, amber, green or blue.")
            mark = ""
        meets = self._flag(table, "meets", key)
        return Option(self._key(table, title), title, value, mark, meets)

    def _condition(self, table: dict[str, Any], key: str) -> Condition:
        listed = table.get("when", [])
        if not isinstance(listed, list) or not all(isinstance(one, str) for one in listed):
            self._wrong(key, "Give its conditions as a list of words.")
            return Condition()
        clauses = [found for one in listed if (found := self._clause(one, key))]
        return Condition(tuple(clauses), self._flag(table, "any", key))

    def _clause(self, words: str, key: str) -> Clause | None:
        subject, _, rest = words.strip().partition(" ")
        operator, _, value = rest.strip().partition(" ")
        try:
            return Clause(subject, Operator(operator), value.strip()[:100])
        except ValueError:
            possible = ", ".join(one.value for one in Operator)
            self._wrong(
                key, f"“{words[:80]}”: name a question, then one of {possible}, then a value."
            )
            return None

    def _tables(self, table: dict[str, Any], name: str, where: str) -> list[dict[str, Any]]:
        listed = table.get(name, [])
        if not isinstance(listed, list) or not all(isinstance(one, dict) for one in listed):
            self._wrong(where, f"Give “{name}” as tables.")
            return []
        return listed

    def _key(self, table: dict[str, Any], words: str) -> str:
        said = table.get("key", "")
        key = slugify(said if isinstance(said, str) and said else words)[:60].strip("-")
        if isinstance(said, str) and said and key != said:
            self._wrong(said[:60], "A key is of small letters, digits and hyphens, 60 at most.")
        return key

    def _text(self, table: dict[str, Any], name: str, where: str, *, most: int = 300) -> str:
        value = table.get(name, "")
        if not isinstance(value, str):
            self._wrong(where, f"“{name}” must be words.")
            return ""
        value = value.replace("\r\n", "\n").replace("\r", "\n").strip()
        if name in _ONE_LINE:
            value = " ".join(value.split())
        if len(value) > most:
            self._wrong(where, f"“{name}” is longer than {most} characters: shorten it.")
        return value[:most].strip()

    def _flag(self, table: dict[str, Any], name: str, where: str) -> bool:
        value = table.get(name, False)
        if not isinstance(value, bool):
            self._wrong(where, f"“{name}” must be true or false.")
        return value is True

    def _whole(self, table: dict[str, Any], name: str, where: str, most: int) -> int:
        value = table.get(name, 0)
        if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= most:
            self._wrong(where, f"“{name}” must be a whole number from 0 to {most}.")
            return 0
        return value

    def _number(self, table: dict[str, Any], name: str, where: str) -> Decimal | None:
        value = table.get(name)
        if value is None:
            return None
        try:
            number = Decimal(str(value))
        except InvalidOperation:
            number = Decimal("NaN")
        if isinstance(value, bool) or not number.is_finite() or abs(number) >= 10**10:
            self._wrong(where, f"“{name}” must be a number.")
            return None
        return number

    def _wrong(self, where: str, words: str) -> None:
        self.problems.append(Problem(where, words))
