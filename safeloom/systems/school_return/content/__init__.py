"""Content of the schools' return, read once: the questionnaires that are shipped to begin from."""

from functools import cache
from importlib.resources import files

from safeloom.domain.questionnaires.definitions import Questionnaire
from safeloom.domain.questionnaires.formats.reading import read_toml

USE = "school-return"
SETTINGS = "settings-return"
# In what a school would like of the partnership, by the key of its question.
NEEDS = "needs-partnership"


@cache
def ready() -> dict[str, Questionnaire]:
    """The return of schools, and a shorter one of early years and other settings, in our own words."""
    return {
        name: read_toml((files(__name__) / f"{name}.toml").read_text(encoding="utf-8"))
        for name in (USE, SETTINGS)
    }
