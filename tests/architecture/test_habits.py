"""Habits of the code that no linter knows."""

import ast
import re
from pathlib import Path

from tests.architecture.each import of_each
from tests.architecture.tree import ROOT, read, tracked, written

VIEWS = written("safeloom/**/views.py", "safeloom/**/views/*.py", "safeloom/systems/**/pages.py")
DEFINITIONS = written("safeloom/**/definitions.py", "safeloom/**/contributions.py")
COMMANDS = written("safeloom/domain/**/commands.py", "safeloom/domain/**/commands/*.py")
TEMPLATES = [path for path in written("safeloom/**/*.html") if "vendored" not in path.parts]
APPS = sorted(
    {
        Path(*path.parts[:3])
        for path in tracked()
        if len(path.parts) > 3
        and path.parts[:2] in {("safeloom", "domain"), ("safeloom", "systems")}
    }
)


def tree(path: Path) -> ast.Module:
    """A file's syntax."""
    return ast.parse(read(path), str(path))


@of_each(VIEWS)
def test_views_ask_queries_and_commands_not_tables(path: Path) -> None:
    managers = {"objects", "_default_manager", "_base_manager"}
    asked = [
        node.lineno
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Attribute) and node.attr in managers
    ]
    assert not asked, f"{path}: a model manager on line {asked}"


@of_each(DEFINITIONS)
def test_definitions_hold_no_logic(path: Path) -> None:
    for node in ast.walk(tree(path)):
        where = f"{path}:{getattr(node, 'lineno', 0)}"
        assert not isinstance(node, ast.Lambda), f"{where}: a lambda"
        if isinstance(node, ast.Call):
            called = ast.unparse(node.func)
            assert not re.search(
                r"(^|\.)(open|read_text|read_bytes|environ|getenv|connect|now|today)$", called
            ), f"{where}: {called} reaches outside"


@of_each(COMMANDS)
def test_a_verb_takes_names_only(path: Path) -> None:
    """A verb is what says by whom; the other functions of a commands module help it."""
    for node in tree(path).body:
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
            placed = [argument.arg for argument in node.args.posonlyargs + node.args.args]
            named = [argument.arg for argument in node.args.kwonlyargs]
            is_verb = "by" in placed + named
            assert not (is_verb and placed), (
                f"{path}:{node.lineno}: {node.name} takes {placed} by position"
            )


@of_each(APPS)
def test_each_app_and_system_explains_itself(path: Path) -> None:
    if (ROOT / path).is_dir():
        assert (ROOT / path / "README.md").is_file()


INLINE = {
    "a script": re.compile(r"<script(?![^>]*\bsrc=)", re.I),
    "a style element": re.compile(r"<style\b", re.I),
    "a style attribute": re.compile(r"<[a-z][^>]*\sstyle=", re.I),
    "an on… attribute": re.compile(r"<[a-z][^>]*\son[a-z]+=", re.I),
    "an address that runs": re.compile(r"javascript:", re.I),
}


@of_each(TEMPLATES)
def test_templates_keep_to_the_content_policy(path: Path) -> None:
    if "reports" in path.parts:
        return  # a report is one file that stands alone
    text = re.sub(r"\{#.*?#\}|\{% comment %\}.*?\{% endcomment %\}", "", read(path), flags=re.S)
    for what, pattern in INLINE.items():
        found = pattern.search(text)
        assert not found, f"{path} holds {what}: {found and found[0][:80]}"
