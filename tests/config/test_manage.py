"""`./run` on an installation that has no tables, or only a demonstration."""

import os
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

import pytest

from safeloom.config import database
from tests.architecture.tree import ROOT


def run(var: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """The front door on SQLite in `var`."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    return subprocess.run(
        [str(ROOT / "run"), *arguments],
        env={**kept, "SAFELOOM_VAR": str(var)},
        capture_output=True,
        text=True,
    )


def test_a_first_start_makes_its_tables_and_shows_a_link(tmp_path: Path) -> None:
    said = ("--partnership-key", "vale", "--partnership-name", "Vale", "--name", "Ada Brook")
    answer = run(tmp_path, "manage", "start", *said, "--email", "ada@vale.example")
    assert answer.returncode == 0, answer.stderr
    assert answer.stdout.startswith("http://localhost:8000/account/reset/")


@pytest.mark.parametrize(
    "command",
    [
        ("manage", "verify_audit"),
        ("import", "returns", "returns.csv", "--partnership", "vale"),
    ],
    ids=lambda command: command[0],
)
def test_without_tables_it_is_one_line(tmp_path: Path, command: tuple[str, ...]) -> None:
    answer = run(tmp_path, *command)
    assert answer.returncode == 2 and answer.stdout == ""
    assert "./run manage start begins" in answer.stderr and answer.stderr.count("\n") == 1


def known(folder: Path, key: str) -> None:
    """A database in a folder that holds one partnership."""
    folder.mkdir(parents=True)
    with closing(sqlite3.connect(folder / "safeloom.sqlite3")) as made, made:
        made.execute("CREATE TABLE foundation_partnership (key TEXT)")
        made.execute("INSERT INTO foundation_partnership VALUES (?)", [key])


@pytest.mark.parametrize(
    ("arguments", "found"),
    [
        (["report", "demo", "--out", "there"], True),
        (["report", "--out", "there", "demo"], True),
        (["export", "demo", "there", "--with-private"], True),
        (["import", "returns", "file.csv", "--partnership=demo"], True),
        (["import", "returns", "file.csv", "--partnership", "demo", "--accept"], True),
        (["report", "vale", "--out", "demo"], False),
        (["report", "nowhere", "--out", "there"], False),
        (["verify_audit"], False),
        (["report"], False),
        ([], False),
    ],
)
def test_a_partnership_of_the_demonstration_is_found_there(
    tmp_path: Path, monkeypatch, arguments: list[str], found: bool
) -> None:
    known(tmp_path / "var", "vale")
    known(tmp_path / "var" / "demo", "demo")
    monkeypatch.setattr(database, "VAR", tmp_path / "var")
    monkeypatch.delenv("SAFELOOM_VAR", raising=False)
    monkeypatch.delenv("DATABASE_URL", raising=False)
    there = {"SAFELOOM_VAR": str(tmp_path / "var" / "demo")}
    assert database.database_of(arguments) == (there if found else {})
    monkeypatch.setenv("DATABASE_URL", "sqlite:///somewhere")
    assert database.database_of(arguments) == {}
