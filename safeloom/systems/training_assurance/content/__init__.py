"""Content of training assurance, read once: the questionnaire that is shipped to begin from."""

from functools import cache
from importlib.resources import files

from safeloom.domain.questionnaires.definitions import Questionnaire
from safeloom.domain.questionnaires.formats.reading import read_toml

USE = "training-assurance"


@cache
def ready() -> dict[str, Questionnaire]:
    """Four sections with a grade each, in our own words."""
    text = (files(__name__) / "training-assurance.toml").read_text(encoding="utf-8")
    return {USE: read_toml(text)}
