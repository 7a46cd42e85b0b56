"""Each verb writes to the audit. What it writes, and that it is one row, its own tests show."""

import ast
from pathlib import Path

from tests.architecture.each import of_each
from tests.architecture.tree import read, written

MODULES = [
    path
    for path in written("safeloom/**/commands.py", "safeloom/**/commands/*.py")
    if "management" not in path.parts and path.parts[1:3] != ("foundation", "audit")
]
AUDIT = {"write", "changing"}


def _called(function: ast.FunctionDef) -> set[str]:
    found = set()
    for node in ast.walk(function):
        if isinstance(node, ast.Call):
            name = node.func
            found.add(name.attr if isinstance(name, ast.Attribute) else getattr(name, "id", ""))
        elif isinstance(node, ast.Name):
            found.add(node.id)
    return found


FUNCTIONS = {
    (path, node.name): node
    for path in MODULES
    for node in ast.parse(read(path)).body
    if isinstance(node, ast.FunctionDef)
}
CALLS: dict[str, set[str]] = {}
for (_, name), node in FUNCTIONS.items():
    CALLS.setdefault(name, set()).update(_called(node))
VERBS = [
    (path, name)
    for (path, name), node in FUNCTIONS.items()
    if not name.startswith("_") and "by" in {argument.arg for argument in node.args.kwonlyargs}
]


@of_each(VERBS)
def test_a_verb_reaches_the_audit(path: Path, verb: str) -> None:
    reached, ahead = set(), _called(FUNCTIONS[path, verb])
    while ahead - reached:
        name = (ahead - reached).pop()
        reached.add(name)
        ahead |= CALLS.get(name, set())
    assert AUDIT & reached, f"{path}: {verb} changes something and writes no audit row"
