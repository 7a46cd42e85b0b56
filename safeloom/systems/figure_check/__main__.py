"""The command: `check-figures FILE.csv [--json [FILE]]`."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from safeloom.systems.figure_check.reading import check_file
from safeloom.systems.figure_check.wording import as_json, exit_code, in_words

_STDOUT = "-"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command and return its exit code (see `wording.exit_code`); a wrong call is 2."""
    parser = argparse.ArgumentParser(
        prog="check-figures",
        description="Work out again each published figure that follows from others, "
        "and name those printed wrong.",
        epilog="Exit code: 0 all right, 1 some wrong, 2 something could not be read.",
    )
    parser.add_argument("file", metavar="FILE.csv", nargs="?", help="the figures, as CSV in UTF-8")
    parser.add_argument(
        "--json",
        metavar="FILE",
        nargs="?",
        const=_STDOUT,
        help="write the findings as JSON to standard output, or to FILE",
    )
    options = parser.parse_args(arguments)
    source, target = options.file, options.json
    if source is None and target not in (None, _STDOUT):
        # "--json FILE.csv" alone: the only file named is the one to check.
        source, target = target, _STDOUT
    if source is None:
        parser.error("name the CSV file to check")
    return _run(Path(source), target)


def _run(source: Path, target: str | None) -> int:
    if target not in (None, _STDOUT) and Path(target).exists() and _same(source, Path(target)):
        sys.stderr.write(f"{target} is the file to check; write the JSON to another one.\n")
        return 2
    outcome = check_file(source)
    if target is None:
        sys.stdout.write(in_words(outcome, str(source)))
    elif target == _STDOUT:
        sys.stdout.write(as_json(outcome))
    else:
        try:
            Path(target).write_text(as_json(outcome), encoding="utf-8")
        except OSError as error:
            sys.stderr.write(f"{target} cannot be written: {error.strerror}.\n")
            return 2
        sys.stderr.write(f"The findings are in {target}.\n")
    return exit_code(outcome)


def _same(source: Path, target: Path) -> bool:
    return source.exists() and source.samefile(target)


if __name__ == "__main__":
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(encoding="utf-8")
    sys.exit(main())
