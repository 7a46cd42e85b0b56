"""The columns of a file of returns. Capitals, spaces and underscores make no difference."""

from collections.abc import Sequence

from safeloom.web.uploads import Problem, Unreadable, Value

COLUMNS = {
    "measure": "The measure's key, title or reference",
    "about": "The area or agency it is about; empty for the whole partnership",
    "period": "Such as Q1 2026-27, June 2026, 2026-27 or 1 April 2026 to 30 June 2026",
    "numerator": "What was counted",
    "denominator": "Out of what",
    "value": "The number, where the measure has no parts or they are not known",
    "state": "supplied (or empty), provisional, not supplied, not applicable",
    "narrative": "Needed where a final number is off track",
    "reason": "Needed where a final number is replaced",
}
_ALSO = {
    "area": "about",
    "agency": "about",
    "area or agency": "about",
    "place": "about",
    "indicator": "measure",
    "comment": "narrative",
    "comments": "narrative",
    "status": "state",
}
_NUMBERS = ("numerator", "denominator", "value", "state")


def read_headings(row: Sequence[Value]) -> tuple[dict[int, str], list[Problem]]:
    """Which column stands where, and what is wrong with the others. Raises `Unreadable` where
    nothing can be read without one that is missing."""
    found: dict[int, str] = {}
    problems: list[Problem] = []
    for place, heading in enumerate(row):
        if heading is None:
            continue
        bare = " ".join(str(heading).replace("_", " ").split()).casefold()
        name = _ALSO.get(bare, bare)
        if name not in COLUMNS:
            mend = f"Name it one of {', '.join(COLUMNS)}, or take it out."
            problems.append(Problem(1, bare[:40], str(heading)[:80], "Unknown column.", mend))
        elif name in found.values() and name != "about":
            problems.append(
                Problem(1, name, str(heading), f"“{name}” stands there twice.", "Keep one.")
            )
        else:
            found[place] = name
    missing = [name for name in ("measure", "period") if name not in found.values()]
    if missing or not set(_NUMBERS) & set(found.values()):
        wanted = missing or ["value (or numerator and denominator)"]
        raise Unreadable(
            f"The first row must hold the headings; missing: {', '.join(wanted)}. "
            f"The columns are {', '.join(COLUMNS)}."
        )
    return found, problems
