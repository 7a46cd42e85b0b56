"""The schools of the invented county, brought in from a file of the register's own columns."""

import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from random import Random
from typing import Any

from safeloom.domain.partnership.imports.schools import Schools
from safeloom.domain.partnership.models import Agency
from safeloom.systems.school_return import content
from safeloom.web.imports import accepting, engine

# How many there are of a size, beside those that every county has.
SIZES = {"small": 30, "county": 392}
HEADINGS = (
    "URN", "LA (code)", "EstablishmentNumber", "EstablishmentName", "TypeOfEstablishment (name)",
    "EstablishmentStatus (name)", "OpenDate", "CloseDate", "PhaseOfEducation (name)", "Town",
    "Safeguarding lead", "Safeguarding lead's e-mail",
)  # fmt: skip
_FIRST_URN = 999_100
_LA = {"kept": "992", "north": "993", "south": "994"}
# What the schools are in the register that every county has, by the end of their names.
_KNOWN = (
    ("High School", "Community school", "Secondary"),
    ("Primary School", "Community school", "Primary"),
    ("Junior School", "Community school", "Primary"),
    ("Special School", "Community special school", "Not applicable"),
    ("Referral Unit", "Pupil referral unit", "Not applicable"),
    ("College", "Further education", "16 plus"),
    ("Academy", "Academy converter", "Secondary"),
    ("School", "Community school", "Secondary"),
)


@cache
def said() -> dict[str, Any]:
    """The words they are made of."""
    text = (files(content) / "demonstration.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def make(county: Any) -> None:
    """Bring the register in by the same import that a partnership uses."""
    # No invented name has a comma in it.
    lines = [",".join(cells) for cells in (HEADINGS, *_there(county), *_new(county))]
    data = "\r\n".join(lines).encode()
    found = engine.preview(Schools, county.partnership, data, day=county.today, name="register.csv")
    accepting.accept(preview=found, by=None)


def _there(county: Any) -> Iterator[list[str]]:
    """The schools the county has, which the register has as well; who leads there is known."""
    rows = Agency.objects.as_at(county.today).filter(
        record__partnership=county.partnership, kind=Agency.Kind.SCHOOL
    )
    for number, one in enumerate(rows.select_related("principal").order_by("urn"), start=1):
        _, kind, phase = next(each for each in _KNOWN if one.name.endswith(each[0]))
        place = ["kept", "north", "south"][number % 3]
        yield [
            one.urn,
            _LA[place],
            f"{8000 + number}",
            one.name,
            kind,
            "Open",
            "",
            "",
            phase,
            "",
            "",
            "",
        ]


def _new(county: Any) -> Iterator[list[str]]:
    chance, many = Random(county.number), SIZES[county.size]  # noqa: S311 - the same county each time
    towns = [name for key, name in sorted(county.places.items()) if key[1:].isdigit()]
    words = said()["words"].split()
    pairs = [(town, word) for word in words for town in towns]
    kinds = [kind for kind in said()["schools"] for _ in range(kind["share"])]
    chance.shuffle(kinds)
    for number in range(many):
        town, word = pairs[number % len(pairs)]
        kind = kinds[number % len(kinds)]
        urn = str(_FIRST_URN + number)
        opened = f"01-09-{chance.randint(2011, 2024)}" if "Academy" in kind["called"] else ""
        place = list(_LA)[towns.index(town) % len(_LA)]
        lead = f"{chance.choice(_words('first_names'))} {chance.choice(_words('family_names'))}"
        email = f"dsl.{urn}@{county.partnership.key}.safeloom.example"
        # Of a few nobody knows yet who leads.
        known = [lead, email] if chance.random() < 0.96 else ["", ""]
        name = f"{town} {word} {kind['called']}"
        yield [
            urn, _LA[place], f"{2000 + number}", name, kind["type"], "Open", opened, "",
            kind["phase"], town, *known,
        ]  # fmt: skip


def _words(of: str) -> list[str]:
    return said()[of].split()
