"""Pages about figures: rules, references, shipped measures, files that can be brought in."""

from generating.tables import checked, table


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
        "# Rules of figures\n\nIn a file for `./run check-figures`, and in the figures.csv of a report: what a"
        " figure must be, worked out from its terms in their order and rounded half up (a half goes away from"
        " zero) to the decimals it is printed with.\n\n"
        f"{table(('rule', 'terms', 'the figure should be'), rows)}"
    )


def references() -> str:
    """How a figure is put into the text of a report."""
    from safeloom.domain.indicators.references import WHAT

    what = table(("what", "gives"), ((f"`{key}`", words) for key, words in WHAT.items()))
    return (
        "# Figures by reference\n\nIn the text of a report `[[measure/place/period/what]]` stands for a number:"
        " `[[repeat-plans/total/2026-27/value]]`, `[[repeat-plans/eden/q1-2026-27/change]]`. The place is `total`"
        " or the name of an area or agency in small letters with hyphens; a period is a year (`2026-27`), a"
        " quarter (`q1-2026-27`), a month (`june-2026`) or two days (`2026-04-01--2027-03-31`).\n\n"
        f"{what}"
    )


def measures() -> str:
    """The measures a partnership can choose from."""
    from safeloom.domain.indicators.content import shipped
    from safeloom.domain.indicators.definitions import Breakdown, Frequency, Polarity, Unit

    rows = [
        (
            each["title"],
            each["theme"],
            Unit(each["unit"]).label,
            Polarity(each["polarity"]).label,
            f"{Frequency(each['frequency']).label}, {Breakdown(each['breakdown']).label.lower()}",
            each["source"],
            checked(each["checked"]),
            f"`{key}`",
        )
        for key, each in shipped().items()
    ]
    headings = ("measure", "theme", "unit", "better", "returned", "source", "text", "key")
    return (
        f"# Measures to choose from\n\n{len(rows)} are shipped, in our own words. “Checked” says that the"
        " definition was compared with the text of its source. A partnership adds those it wants and changes"
        f" what differs locally.\n\n{table(headings, rows)}"
    )


def imports() -> str:
    """The kinds of file that can be brought in, and their columns."""
    from safeloom.web.imports.engine import kinds

    told = "".join(
        f"\n## {kind.title}: `{key}`\n\n{kind.hint}\n\n"
        + table(
            ("column", "holds", "also headed"),
            (
                (
                    f"`{each.key}`",
                    each.words,
                    ", ".join(name for name in each.also if name != each.key),
                )
                for each in kind.fields
            ),
        )
        for key, kind in kinds().items()
    )
    return (
        "# Files in\n\n`./run import KIND FILE --partnership KEY` looks through a .csv or .xlsx file and lists what"
        " is wrong by row and column; `--accept` writes it when nothing is, with `--skip-problems` what has no"
        " problem. `--json` tells it as `{read, ready, problems, notes}`. Exit 0 nothing wrong, 1 problems, 2"
        " unreadable or empty. Capitals, marks and spaces in headings make no difference; on the site any heading"
        f" can be mapped once.\n{told}"
    )
