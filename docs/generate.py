"""Writes docs/reference from the code itself, or with --check says which pages are stale.

A page is a function below that returns its text; PAGES names each file. `./run fix` writes them,
`./run check` compares them.
"""

import argparse
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
REFERENCE = ROOT / "docs" / "reference"


def commands() -> str:
    """What `./run help` says."""
    said = subprocess.run(
        [str(ROOT / "run"), "help"], check=True, capture_output=True, text=True
    ).stdout
    return f"# Commands\n\n```\n{said.strip()}\n```\n"


PAGES: dict[str, Callable[[], str]] = {"commands.md": commands}


def main() -> int:
    """Write the pages that changed, or only name them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--check", action="store_true", help="write nothing; fail if a page is stale"
    )
    checking = parser.parse_args().check
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
