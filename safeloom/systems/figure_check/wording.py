"""What a check found, for people and for programs."""

import json
from dataclasses import asdict

from safeloom.kernel.figure_rules import RULES
from safeloom.kernel.figures import Outcome

# The columns of a file, in the order of the empty one, and what each holds.
COLUMNS = {
    "id": "A name of its own for the row, such as 2025-26-plans. Needed.",
    "section": "Where in the report it stands. For the reader.",
    "entity": "Whom it is about. For the reader.",
    "measure": "What it counts. For the reader.",
    "period": "When. For the reader.",
    "value": "The figure as printed: 1,234, 61%, £20 or (5) for less than nothing. Needed.",
    "unit": "For the reader.",
    "rule": "Blank, or one of the rules below where the figure follows from others. Needed.",
    "terms": "The ids of the rows it follows from, with a space between them. Needed.",
}


def exit_code(outcome: Outcome) -> int:
    """0 where all is right, 1 where some are wrong, 2 where something is unreadable (2 wins)."""
    if outcome.unreadable:
        return 2
    return 1 if outcome.wrong else 0


def as_json(outcome: Outcome) -> str:
    """`{"checked": n, "wrong": [{id, printed, worked_out, rule}], "unreadable": [{row, field,
    problem}]}`, numbers of figures as strings at the printed decimals."""
    return json.dumps(asdict(outcome), ensure_ascii=False, indent=1) + "\n"


def in_words(outcome: Outcome, name: str) -> str:
    """The check as a short report in plain words."""
    lines = [f"{name}: {_count(outcome.checked, 'figure')} worked out again."]
    if outcome.wrong:
        lines += ["", f"Wrong as printed ({len(outcome.wrong)}):"]
        for wrong in outcome.wrong:
            lines.append(f"  {wrong.id}")
            lines.append(f"    printed {wrong.printed or 'nothing'}, worked out {wrong.worked_out}")
            lines.append(f"    {wrong.rule}: {RULES[wrong.rule].meaning}")
    if outcome.unreadable:
        lines += ["", f"Could not be read ({len(outcome.unreadable)}):"]
        lines += [
            f"  {f'row {problem.row}, ' if problem.row else ''}{problem.field}: {problem.problem}"
            for problem in outcome.unreadable
        ]
    if not outcome.wrong and not outcome.unreadable:
        lines.append("All are right.")
    return "\n".join(lines) + "\n"


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"
