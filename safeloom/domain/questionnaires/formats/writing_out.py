"""A questionnaire as TOML that `reading` reads back as the same."""

import json
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal

from safeloom.domain.questionnaires.definitions import (
    Condition,
    Option,
    Question,
    Questionnaire,
    Section,
)

Value = str | int | bool | Decimal | None


def to_toml(said: Questionnaire) -> str:
    """The text. Answers to choose that several questions share stand once, as a scale."""
    shared = Counter(one.options for one in said.questions() if one.options)
    scales = {
        options: f"scale-{number}"
        for number, options in enumerate((one for one in shared if shared[one] > 1), start=1)
    }
    lines = [f"title = {_value(said.title)}"]
    lines += _lines(
        introduction=said.introduction,
        sections_are=said.sections_are if said.sections_are != "Section" else "",
        source=said.source,
        checked=said.checked,
    )
    for one in said.capacities:
        lines += ["", "[[capacities]]", *_lines(key=one.key, title=one.title, signs=one.signs)]
    for options, name in scales.items():
        lines += ["", f"[scales.{name}]", _options(options)]
    for section in said.sections:
        lines += ["", *_section(section)]
        for question in section.questions:
            lines += ["", *_question(question, scales.get(question.options, ""))]
    return "\n".join(lines) + "\n"


def clause_lines(condition: Condition) -> list[str]:
    """Each clause as it is written in a file: `has-staff is yes`."""
    return [f"{one.subject} {one.operator.value} {one.value}".strip() for one in condition.clauses]


def _section(one: Section) -> Iterator[str]:
    yield "[[sections]]"
    yield from _lines(key=one.key, title=one.title, help=one.help)
    yield from _condition(one.condition)


def _question(one: Question, scale: str) -> Iterator[str]:
    yield "[[sections.questions]]"
    yield from _lines(key=one.key, words=one.words, kind=one.kind.value, help=one.help)
    if scale:
        yield f"scale = {_value(scale)}"
    elif one.options:
        yield _options(one.options)
    names = ("required", "may_not_apply", "most_words", "least", "most", "places", "unit")
    yield from _lines(**{name: getattr(one, name) for name in names})
    yield from _lines(capacity=one.capacity, after=one.after)
    yield from _condition(one.condition)


def _condition(condition: Condition) -> Iterator[str]:
    if condition.clauses:
        yield f"when = [{', '.join(_value(one) for one in clause_lines(condition))}]"
    if condition.any:
        yield "any = true"


def _options(options: tuple[Option, ...]) -> str:
    rows = [
        "  { "
        + ", ".join(
            _lines(key=one.key, title=one.title, value=one.value, mark=one.mark, meets=one.meets)
        )
        + " },"
        for one in options
    ]
    return "\n".join(["options = [", *rows, "]"])


def _lines(**values: Value) -> list[str]:
    """Names with their values. What is nothing is left out; nought is something, but of a bound in words
    or decimals, where it means none."""

    def is_nothing(name: str, value: Value) -> bool:
        nought = not isinstance(value, bool) and value == 0
        return value in ("", None, False) if not nought else name in ("most_words", "places")

    return [
        f"{name} = {_value(value)}" for name, value in values.items() if not is_nothing(name, value)
    ]


def _value(value: Value) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        # JSON's escapes are TOML's; the one that it leaves out and TOML does not take is put in.
        return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
    if isinstance(value, Decimal):
        # As words: a number of TOML is a float.
        return f"{value.normalize():f}" if value == value.to_integral_value() else f'"{value}"'
    return str(value)
