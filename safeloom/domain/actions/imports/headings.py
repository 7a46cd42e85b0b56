"""What people call the columns of their trackers, and what stands in them."""

import tomllib
from pathlib import Path

HEADINGS: dict[str, dict[str, list[str]]] = tomllib.loads(
    Path(__file__).with_suffix(".toml").read_text(encoding="utf-8")
)
