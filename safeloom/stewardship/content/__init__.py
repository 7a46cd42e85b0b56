"""The words for what was done."""

import tomllib
from functools import cache
from importlib.resources import files


@cache
def verbs() -> dict[str, str]:
    """The words of each verb of the audit that has any."""
    text = files(__package__).joinpath("verbs.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)["words"]
