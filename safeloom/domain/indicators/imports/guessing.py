"""What a new measure is where its row does not say: taken from its title and target, and said."""

import re
from typing import Any

from safeloom.domain.indicators.definitions import Breakdown, Frequency, Polarity, Totals, Unit
from safeloom.web.imports.cleaning import plain
from safeloom.web.imports.kind import Row

_OUT_OF = re.compile(
    r"(?:the )?(?:%|percentage|per ?cent(?:age)?|proportion|rate) of (?P<whole>.+?)"
    r"(?: (?:who|that|which|with|whose|where|held|completed|within|had|having|seen|receiving|in time"
    r"|made|taken|started|subject)\b.*)?",
    re.I,
)
_AT_LEAST = re.compile(r"≥|>|at least|or (?:more|above|higher|over)|minimum|above|over|\+$", re.I)
_AT_MOST = re.compile(
    r"≤|<|at most|or (?:less|below|fewer|under|lower)|maximum|below|under|max\b", re.I
)


def complete(row: Row, title: str, said: dict[str, Any], usual: str) -> None:
    """Give a new measure what its row does not say, each with a note. `usual` is what measures are
    returned for here."""
    target = row.text("target")
    if "unit" not in said:
        said["unit"] = unit_of(title, target)
        words = f"No unit is said: it is taken as {Unit(said['unit']).label.lower()}."
        row.note("unit", words, "Say the unit if it is another.")
    if "polarity" not in said:
        said["polarity"] = Polarity.NEITHER
        if _AT_LEAST.search(target) or _AT_MOST.search(target):
            said["polarity"] = Polarity.HIGHER if _AT_LEAST.search(target) else Polarity.LOWER
        words = f"Which way is better is not said: {Polarity(said['polarity']).label.lower()}."
        row.note("polarity", words, "Say it if it is otherwise.")
    if "frequency" not in said:
        said["frequency"] = Frequency.QUARTER
        row.note("frequency", "It is taken as quarterly.", "Say how often if it is otherwise.")
    if "breakdown" not in said:
        said["breakdown"] = usual
        words = f"It is taken as returned for {Breakdown(usual).label.lower()}."
        row.note("breakdown", words, "Say what for if it is otherwise.")
    if said["breakdown"] == Breakdown.WHOLE:
        said["totals"] = Totals.NONE
    _parts(row, title, said)


def _parts(row: Row, title: str, said: dict[str, Any]) -> None:
    said.setdefault("numerator", title[:300])
    needs = said["unit"] in (Unit.PERCENT, Unit.RATE)
    if needs and not said.get("denominator"):
        found = _OUT_OF.fullmatch(title) or _OUT_OF.fullmatch(said.get("definition", ""))
        whole = (found["whole"] if found else "All of them").strip()[:300]
        said["denominator"] = whole[:1].upper() + whole[1:]
        words = f"What it is out of is not said: “{said['denominator']}” is written."
        row.note("denominator", words, "Put it right on the measure's page.")
    if said["unit"] == Unit.COUNT and said.pop("denominator", ""):
        row.note(
            "denominator", "A number is not out of anything: it is left out.", "Check the unit."
        )
    said["part_of_whole"] = said["unit"] == Unit.PERCENT
    if needs:
        said["decimals"] = 1


def unit_of(title: str, target: str = "") -> str:
    """The unit that a title, or its target, speaks of."""
    bare = plain(title)
    if "%" in title + target or re.search(r"percent|per cent|proportion", bare):
        return Unit.PERCENT
    if re.search(r"\brate\b|per 10 ?000", bare):
        return Unit.RATE
    if "£" in title or re.search(r"\bcost\b|spend", bare):
        return Unit.POUNDS
    return (
        Unit.DAYS
        if re.search(r"(?:average|mean|median|number of) (?:working )?days", bare)
        else Unit.COUNT
    )
