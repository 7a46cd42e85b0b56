"""`./run` as somebody meets it: on a strange machine, with something in the way."""

import re
import subprocess
from pathlib import Path

import pytest

from tests.architecture.tree import ROOT, read

RUN = ROOT / "run"
TEXT = read(Path("run"))
DECLARED = re.findall(r"^#: ([a-z-]+).* -- .+$", TEXT, re.M)
WRITTEN = [name.replace("_", "-") for name in re.findall(r"^do_([a-z_]+)\(\)", TEXT, re.M)]


def run(program: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a front door, from the root folder, with nothing in the environment but what is given."""
    return subprocess.run(
        [str(program), *arguments],
        cwd="/",
        env={"PATH": "/usr/bin:/bin", **environment},
        capture_output=True,
        text=True,
        timeout=60,
    )


def other_clone(tmp_path: Path) -> Path:
    """A folder with the front door and its lock, without an environment."""
    for name in ("run", "requirements-dev.txt"):
        (tmp_path / name).write_text(read(Path(name)), encoding="utf-8")
    (tmp_path / "run").chmod(0o755)
    return tmp_path / "run"


def test_every_command_is_declared_once_and_written_once() -> None:
    assert DECLARED == WRITTEN
    assert len(set(DECLARED)) == len(DECLARED)


def test_help_needs_nothing_but_a_path(tmp_path: Path) -> None:
    run_there = other_clone(tmp_path)
    answer = run(run_there, "help")
    assert answer.returncode == 0 and answer.stderr == ""
    assert all(f"  {name}" in answer.stdout for name in DECLARED)
    assert not (tmp_path / ".venv").exists()


def test_an_unknown_command_is_named_in_one_line() -> None:
    answer = run(RUN, "sevre")
    assert answer.returncode == 1 and answer.stdout == ""
    assert answer.stderr == "run: there is no command 'sevre'. ./run help lists them.\n"


@pytest.mark.parametrize(
    ("version", "modules", "line"),
    [
        ("3.9", True, "Python 3.11 or newer is needed; this is 3.9."),
        ("3.12", False, "apt-get install python3.12-venv"),
    ],
)
def test_an_unfit_python_is_refused_in_one_line(
    tmp_path: Path, version: str, modules: bool, line: str
) -> None:
    run_there = other_clone(tmp_path)
    old = tmp_path / "python"
    old.write_text(
        f"""#!/bin/sh
case "$2" in
*print*) echo {version} ;;
*sys.exit*) [ {version} != 3.9 ] ;;
*) exit {0 if modules else 1} ;;
esac
"""
    )
    old.chmod(0o755)
    answer = run(run_there, "test", PYTHON=str(old))
    assert answer.returncode == 1 and answer.stdout == ""
    assert line in answer.stderr and answer.stderr.count("\n") == 1
    assert not (tmp_path / ".venv").exists()
