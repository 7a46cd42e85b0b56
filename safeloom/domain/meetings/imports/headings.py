"""What people call the columns of their lists of attendance."""

import tomllib
from pathlib import Path

HEADINGS: dict[str, dict[str, list[str]]] = tomllib.loads(
    Path(__file__).with_suffix(".toml").read_text(encoding="utf-8")
)
# What the marks of a grid mean.
MARKS = HEADINGS.pop("marks")
