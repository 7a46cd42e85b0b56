"""What the figure check finds in the reports of the demonstration, and in the examples as printed."""

from collections.abc import Iterator
from pathlib import Path

from safeloom.demonstration import example_files
from safeloom.kernel.figures import Outcome
from safeloom.systems.figure_check.reading import check_file


def lines(reports: Path) -> Iterator[str]:
    """Where each report is and what was found, for people."""
    for folder in sorted(path for path in reports.iterdir() if path.is_dir()):
        built = check_file(folder / "figures.csv")
        yield f"{folder.name}: {folder}/report.html, report.pdf, report.docx, figures.csv, figures.json"
        yield f"  as built: {_found(built)}"
        if folder.name in example_files.example_keys():
            printed = check_file(example_files.figures_file(folder.name))
            yield f"  as once printed: {_found(printed)}"
            for wrong in printed.wrong:
                yield f"    {wrong.id}: printed {wrong.printed}, worked out {wrong.worked_out}"


def _found(outcome: Outcome) -> str:
    said = f"{outcome.checked:,} figures worked out again, {len(outcome.wrong) or 'none'} wrong"
    if outcome.unreadable:
        said += f", {len(outcome.unreadable)} unreadable"
    return said
