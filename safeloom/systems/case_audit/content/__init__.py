"""Content of case audits, read once: the tool that is shipped to begin from, and the kinds of audit."""

from functools import cache
from importlib.resources import files
from tomllib import loads

from safeloom.domain.questionnaires.definitions import Questionnaire
from safeloom.domain.questionnaires.formats.reading import read_toml

USE = "case-audit"
# The grade of the case as a whole; a tool without it has none.
OVERALL = "overall"


@cache
def ready() -> dict[str, Questionnaire]:
    """A short tool in our own words."""
    text = (files(__name__) / "case-audit.toml").read_text(encoding="utf-8")
    return {USE: read_toml(text)}


@cache
def kinds() -> dict[str, dict[str, str]]:
    """The kinds of audit: what each is called, what it is, and what the day is called on which grades are
    settled."""
    return loads((files(__name__) / "kinds.toml").read_text(encoding="utf-8"))


def day_words(kind: str) -> str:
    """What the day is called on which grades are settled: `challenge day`."""
    return kinds().get(kind, kinds()["multi-agency"])["day"]
