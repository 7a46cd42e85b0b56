"""Writes docs/reference from the code itself, or with --check says which pages are stale.

A page is a function in docs/generating that returns its text; PAGES names each file. `./run fix` writes them,
`./run check` compares them.
"""

import argparse
import os
import sys
from collections.abc import Callable
from pathlib import Path

import django
from generating import home, installation, measuring, people, reporting

ROOT = Path(__file__).resolve().parent.parent
REFERENCE = ROOT / "docs" / "reference"


PAGES: dict[str, Callable[[], str]] = {
    "access.md": people.access,
    "commands.md": installation.commands,
    "figure-rules.md": measuring.figure_rules,
    "files-in.md": measuring.imports,
    "home.md": home.home,
    "measures.md": measuring.measures,
    "personal-fields.md": people.personal_fields,
    "references.md": measuring.references,
    "report-blocks.md": reporting.blocks,
    "report-checklists.md": reporting.checklists,
    "settings.md": installation.settings,
    "tick.md": installation.tick,
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


def _says(path: Path, text: str) -> bool:
    return path.is_file() and path.read_text(encoding="utf-8") == text


if __name__ == "__main__":
    sys.exit(main())
