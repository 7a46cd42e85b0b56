"""Content of the Section 11 audit, read once: the questionnaire that is shipped to begin from."""

from functools import cache
from importlib.resources import files

from safeloom.domain.questionnaires.definitions import Questionnaire
from safeloom.domain.questionnaires.formats.reading import read_toml

USE = "section-11"
# A question of this ending grades the standard it stands in.
GRADE = "-grade"


@cache
def ready() -> dict[str, Questionnaire]:
    """The nine standards with their minimum requirements, in our own words."""
    text = (files(__name__) / "section-11.toml").read_text(encoding="utf-8")
    return {USE: read_toml(text)}
