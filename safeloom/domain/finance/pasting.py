"""Reading who pays what: an agency and its share to a line, parts of a share below it."""

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError

from safeloom.domain.finance.commands.agreeing import Share
from safeloom.domain.finance.definitions import Told
from safeloom.domain.finance.models import AgreementLine
from safeloom.domain.finance.queries.contributions import share_words
from safeloom.domain.partnership.models import Agency
from safeloom.kernel import printed
from safeloom.web.imports.finding import Names

MOST_LINES = 300
_PEOPLE = re.compile(r"(.*?) *(?:people|children|residents|parts?|shares?)", re.I)
_EQUAL = ("equal", "equally", "each", "equal share", "an equal share")
_LINE = re.compile(r"(?P<part>[-–•*]?)\s*(?P<rest>.+)", re.S)


def read_shares(text: str, agencies: Iterable[Agency]) -> list[Share]:
    """The shares of a text; agencies are found by name or reference. Raises ValidationError at `lines`,
    naming the line and what to write."""
    rows = list(agencies)
    names = Names((each, (each.name, each.record.reference)) for each in rows)
    lines = [(at, line.strip()) for at, line in enumerate(text.splitlines(), 1) if line.strip()]
    if len(lines) > MOST_LINES:
        raise _wrong(f"There are {len(lines)} lines. Give at most {MOST_LINES}.")
    found: list[tuple[dict[str, Any], list[dict[str, Any]]]] = []
    for place, (at, line) in enumerate(lines):
        read = _LINE.fullmatch(line)
        below = bool(read and read["part"])
        told = _read_line(at, read["rest"] if read else line)
        if below:
            if not found:
                raise _wrong(f"Line {at} is a part, and there is nothing above it to be a part of.")
            found[-1][1].append(told | {"agency": _agency(at, told["title"], names)})
            continue
        divided = place + 1 < len(lines) and bool(_LINE.fullmatch(lines[place + 1][1])["part"])
        agency = None if divided else _agency(at, told["title"], names)
        found.append((told | {"agency": agency}, []))
    return [Share(**said, parts=tuple(Share(**part) for part in parts)) for said, parts in found]


def _read_line(at: int, line: str) -> dict[str, Any]:
    cells = re.split(r"\t+|;", line, maxsplit=1) if re.search(r"[\t;]", line) else _parted(line)
    if len(cells) != 2 or not cells[1].strip():
        raise _wrong(f"Line {at}: write a name, a comma and its share, such as “Police, 9.5%”.")
    title, share = cells[0].strip(), cells[1].strip()
    told, value = _share(at, share)
    return {"title": title[:200], "told": told, "value": value, "line": at}


def _parted(line: str) -> list[str]:
    """The name and the share: commas stand in names and in numbers, so the first one behind which all
    is a share parts them."""
    for match in re.finditer(",", line):
        if _looks_like_share(line[match.end() :].strip()):
            return [line[: match.start()], line[match.end() :]]
    return line.split(",", 1)


def _looks_like_share(text: str) -> bool:
    return text.casefold() in _EQUAL or bool(
        re.fullmatch(r"£? ?[0-9][0-9,. ]*(?:%|[ a-z]+)?", text, re.I)
    )


def _share(at: int, text: str) -> tuple[str, Decimal]:
    bare = text.casefold()
    if bare in _EQUAL:
        return Told.WEIGHT, Decimal(1)
    people = _PEOPLE.fullmatch(text)
    try:
        value = printed.read(people[1] if people else text).value
    except printed.NotANumber as problem:
        raise _wrong(f"Line {at}: {problem}.") from None
    if value < 0:
        raise _wrong(f"Line {at}: a share is not less than nothing.")
    if people:
        return Told.WEIGHT, value
    if text.rstrip().endswith("%"):
        return Told.PERCENT, value
    return Told.AMOUNT, value


def _agency(at: int, title: str, names: Names[Agency]) -> Agency:
    agency = names.find(title)
    if agency is None:
        near = names.nearest(title)
        mend = (
            f" Did you mean {near}?" if near else " Write its name as it stands under Partnership."
        )
        raise _wrong(f"Line {at}: there is no agency “{title[:80]}”.{mend}")
    return agency


def _wrong(words: str) -> ValidationError:
    return ValidationError({"lines": words})


def written(lines: Sequence[AgreementLine]) -> str:
    """The lines of an agreement as they would be entered again."""
    return "\n".join(
        f"{'- ' if line.parent_id else ''}{line.title}, {share_words(line)}" for line in lines
    )
