"""The numbers of the invented county: what would be counted where and when.

Each number is drawn from chance of its own, named by what it is, so that a county of fewer quarters
has the same numbers in the quarters it has.
"""

import math
import tomllib
from datetime import date
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

from safeloom.kernel.periods import Period

_FILE = Path(__file__).parent / "content" / "series.toml"
CHILDREN = {"kept": 62_000, "north": 51_000, "south": 37_000}
# What an area that ended is counted from: its successors stand for its parts.
PARTS = {"former": ("north", "south")}


@cache
def content() -> dict[str, Any]:
    """The base series, and how each measure is made of them."""
    return tomllib.loads(_FILE.read_text(encoding="utf-8"))


class Series:
    """The numbers of one county. `latest` is the day its trends are told from."""

    def __init__(self, number: int, latest: date) -> None:
        self.number, self.latest = number, latest

    def chance(self, *names: object) -> Random:
        """Chance of its own for something by its names; the same each time."""
        return Random(":".join(map(str, (self.number, *names))))  # noqa: S311

    def parts(self, key: str, place: str, period: Period) -> tuple[int, int | None]:
        """What is counted for a measure at a place (the key of an area or a body, or `all`), and
        out of how many; None where it is a plain number."""
        if place in PARTS:
            several = [self.parts(key, part, period) for part in PARTS[place]]
            wholes = [whole for _, whole in several if whole is not None]
            return sum(part for part, _ in several), sum(wholes) if wholes else None
        said = content()["measures"][key]
        if "of" not in said:
            return self.count(said["counts"], place, period), None
        whole = self.count(said["of"], place, period)
        for factor in ("share", "times"):
            if factor in said:
                return self._share(key, said, said[factor], place, period, whole), whole
        return self.count(said["counts"], place, period), whole

    def count(self, base: str, place: str, period: Period) -> int:
        """How many there were of a base series at a place in a period, or on its last day."""
        said = content()["base"][base]
        level = said["level"]
        if not said.get("each"):
            level *= CHILDREN[place] / 10_000
            if not said.get("stock"):
                level *= round((period.end - period.start).days / 30.4) / 3
        rough = said["rough"]
        here = 1 + (self.chance(base, place).uniform(-0.15, 0.15) if rough else 0)
        peak = self.chance(base).random()
        season = said["season"] * math.cos(
            2 * math.pi * (period.end.timetuple().tm_yday / 365 - peak)
        )
        moved = self.chance(base, place, period.key()).gauss(0, rough) if rough else 0
        grown = (1 + said["trend"]) ** self._years(period)
        return max(0, round(level * here * grown * (1 + season) * (1 + moved)))

    def _share(
        self, key: str, said: dict[str, Any], share: float, place: str, period: Period, whole: int
    ) -> int:
        half = said.get("spread", 0) / 2
        share += said.get("drift", 0) * self._years(period)
        share += self.chance(key, place).gauss(0, half)
        share += self.chance(key, place, period.key()).gauss(0, half)
        most = 1.0 if "share" in said else math.inf
        return round(whole * min(max(share, 0.0), most))

    def _years(self, period: Period) -> float:
        return (period.end - self.latest).days / 365.25
