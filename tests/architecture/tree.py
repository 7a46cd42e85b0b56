"""What there is in the working tree, for the tests of its shape."""

import subprocess
from fnmatch import fnmatch
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


@cache
def tracked() -> tuple[Path, ...]:
    """Every file that git tracks or would track, in order, relative to the root."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    return tuple(Path(name) for name in sorted(listed.split("\0")) if (ROOT / name).is_file())


def written(*patterns: str) -> list[Path]:
    """Files that match a pattern and were written by hand here: no migrations, nothing vendored.

    `**/` in a pattern stands for any folders, none included; so does `*` (as fnmatch has it)."""
    return [
        path
        for path in tracked()
        if any(fnmatch(path.as_posix(), pattern.replace("**/", "*")) for pattern in patterns)
        and not {"vendored", "migrations"} & set(path.parts)
    ]


def read(path: Path) -> str:
    """The text of a file named relative to the root."""
    return (ROOT / path).read_text(encoding="utf-8")
