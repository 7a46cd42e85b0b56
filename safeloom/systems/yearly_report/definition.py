"""The yearly report as a kind of report, put together from the content beside this file."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from safeloom.reports.definitions import (
    ChecklistItem,
    Deadline,
    Edition,
    ReportDefinition,
    SectionDefinition,
)

CONTENT = Path(__file__).parent / "content"
EDITIONS = ("2013", "2018", "2023", "2026")


@cache
def yearly_report() -> ReportDefinition:
    """The definition with its guidance editions, oldest first."""
    sections = _read("sections")
    return ReportDefinition(
        key="yearly-report",
        title="Yearly report",
        prefix="YR",
        editions=tuple(_edition(key, _read(key), sections) for key in EDITIONS),
    )


def _edition(key: str, content: dict[str, Any], sections: dict[str, Any]) -> Edition:
    return Edition(
        key=key,
        title=content["title"],
        note=content["note"],
        in_force=content["in_force"],
        items=tuple(ChecklistItem(**item) for item in content["items"]),
        sections=tuple(
            SectionDefinition(
                key=name,
                title=sections[name]["title"],
                guidance=sections[name]["guidance"],
                items=tuple(items),
                blocks=tuple(sections[name].get("blocks", ())),
            )
            for name, items in content["sections"].items()
        ),
        deadlines=tuple(Deadline(**deadline) for deadline in content["deadlines"]),
    )


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((CONTENT / f"{name}.toml").read_text(encoding="utf-8"))
