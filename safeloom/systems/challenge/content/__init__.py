"""Content of this system, read once: the example of stages, themes, outcomes."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def read() -> dict[str, Any]:
    """All of `challenge.toml`."""
    return tomllib.loads((files(__name__) / "challenge.toml").read_text(encoding="utf-8"))


def themes() -> dict[str, str]:
    """What a disagreement or a challenge may be about, by key."""
    return dict(read()["themes"])


def outcomes() -> dict[str, str]:
    """How a disagreement may be settled, by key."""
    return dict(read()["outcomes"])
