"""Content of surveys, read once: the questionnaires that are shipped to begin from."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from safeloom.domain.questionnaires.definitions import Questionnaire
from safeloom.domain.questionnaires.formats.reading import read_toml

USE = "survey"
# By the key under which each is offered.
SHIPPED = ("practitioners", "board", "parents", "children", "pupils")


@cache
def ready() -> dict[str, Questionnaire]:
    """The surveys that are shipped, all in our own words."""
    return {key: read_toml(_text(key)) for key in SHIPPED}


def demonstration() -> dict[str, Any]:
    """What invented people write."""
    return tomllib.loads(_text("demonstration"))


def _text(name: str) -> str:
    return (files(__name__) / f"{name}.toml").read_text(encoding="utf-8")
