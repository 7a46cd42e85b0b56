"""Writes docs/reference from the code itself, or with --check says which pages are stale.

A page is a function below that returns its text; PAGES names each file. `./run fix` writes them,
`./run check` compares them.
"""

import argparse
import ast
import os
import subprocess
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import django

ROOT = Path(__file__).resolve().parent.parent
REFERENCE = ROOT / "docs" / "reference"


def commands() -> str:
    """What `./run help` says."""
    said = subprocess.run(
        [str(ROOT / "run"), "help"], check=True, capture_output=True, text=True
    ).stdout
    return f"# Commands\n\n```\n{said.strip()}\n```\n"


def settings() -> str:
    """The table at the head of the settings."""
    source = (ROOT / "safeloom" / "config" / "settings.py").read_text(encoding="utf-8")
    return f"# Settings\n\n{ast.get_docstring(ast.parse(source))}\n"


def figure_rules() -> str:
    """The rules by which one published figure follows from others."""
    from safeloom.kernel.figure_rules import RULES

    rows = []
    for rule in RULES.values():
        terms = str(rule.fewest) if rule.most == rule.fewest else f"{rule.fewest} or more"
        rows.append(
            (f"`{rule.key}`", f"{terms}, an even number" if rule.halves else terms, rule.meaning)
        )
    return (
        "# Rules of figures\n\nIn a file for `./run check-figures`: what a figure must be, worked out"
        f" from its terms in their order.\n\n{_table(('rule', 'terms', 'the figure should be'), rows)}"
    )


def access() -> str:
    """The roles, and who may do what."""
    from safeloom.foundation.access.definitions import ROLES
    from safeloom.kernel.registry import Permission, offered

    titles = {role.key: role.title for role in ROLES}
    over = {"partnership": "the whole partnership", "agency": "one agency", "group": "one group"}
    roles = _table(("role", "given over"), ((role.title, over[role.over]) for role in ROLES))
    permissions = _table(
        ("a person may…", "when they are", "key"),
        (
            (item.words, ", ".join(titles[key] for key in item.roles), f"`{item.key}`")
            for item in offered(Permission)
        ),
    )
    return f"# Access\n\n## Roles\n\n{roles}\n## Permissions\n\n{permissions}"


PAGES: dict[str, Callable[[], str]] = {
    "commands.md": commands,
    "settings.md": settings,
    "figure-rules.md": figure_rules,
    "access.md": access,
}


def main() -> int:
    """Write the pages that changed, or only name them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="only say which pages are stale")
    checking = parser.parse_args().check
    os.environ["DJANGO_SETTINGS_MODULE"] = "safeloom.config.settings"
    django.setup()
    texts = {REFERENCE / name: page() for name, page in PAGES.items()}
    stale = [path for path, text in texts.items() if not _says(path, text)]
    extra = sorted(set(REFERENCE.glob("*")) - set(texts))
    for path in [*stale, *extra]:
        word = "stale" if checking else "written" if path in texts else "removed"
        print(f"{word}: {path.relative_to(ROOT)}", file=sys.stderr)
        if checking:
            continue
        if path in texts:
            REFERENCE.mkdir(exist_ok=True)
            path.write_text(texts[path], encoding="utf-8")
        else:
            path.unlink()
    return 1 if checking and (stale or extra) else 0


def _table(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [headings, ["---"] * len(headings), *rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def _says(path: Path, text: str) -> bool:
    return path.is_file() and path.read_text(encoding="utf-8") == text


if __name__ == "__main__":
    sys.exit(main())
