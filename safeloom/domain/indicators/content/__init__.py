"""Measures to choose from. Each says whether it was checked against its source."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def shipped() -> dict[str, dict[str, Any]]:
    """The shipped measures by key, in their order: the fields of `add_measure`."""
    text = files(__package__).joinpath("measures.toml").read_text(encoding="utf-8")
    found = tomllib.loads(text)["measure"]
    return {each["key"]: each | {"order": number} for number, each in enumerate(found, start=1)}
