"""The table of docs/security.md: whole, and true where it names a test."""

import ast
import re
from collections import Counter
from functools import cache
from pathlib import Path

from tests.architecture.each import of_each
from tests.architecture.tree import ROOT, read

PAGE = Path("docs/security.md")
# Number and level of every requirement of ASVS 5.0 at levels 1 and 2.
LIST = Path("tests/architecture/asvs.txt")
STATES = {"met", "not met", "not applicable"}
ROW = re.compile(r"^\| (\d+\.\d+\.\d+) \| ([12]) \| (.+?) \| (.+?) \| (.*?) ?\|$", re.M)
ROWS = ROW.findall(read(PAGE))
SHOWN = re.compile(r"`([\w/]+\.py)::(\w+)`")


@cache
def names_in(path: str) -> set[str]:
    tree = ast.parse(read(Path("tests") / path))
    return {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}


def test_every_requirement_stands_in_it_once() -> None:
    wanted = {tuple(line.split()) for line in read(LIST).splitlines()}
    assert len(wanted) == 253
    assert {(number, level) for number, level, *_ in ROWS} == wanted
    assert max(Counter(number for number, *_ in ROWS).values()) == 1


@of_each(ROWS, ids=lambda row: row[0])
def test_what_it_says_is_shown(row: tuple[str, str, str, str, str]) -> None:
    number, _, _, state, shown = row
    assert state in STATES
    named = SHOWN.findall(shown)
    # A document is linked to; that the link leads somewhere is tested with all links.
    assert state != "met" or named or "](" in shown, f"{number} is met and nothing shows it"
    for path, name in named:
        assert (ROOT / "tests" / path).is_file(), path
        assert name in names_in(path), f"{path} has no {name}"


def test_the_sums_are_right() -> None:
    counted = Counter(state for *_, state, _ in ROWS)
    said = re.search(r"(\d+) met, (\d+) not met, (\d+) not applicable", read(PAGE))
    assert said
    assert [int(number) for number in said.groups()] == [
        counted[state] for state in ("met", "not met", "not applicable")
    ]
