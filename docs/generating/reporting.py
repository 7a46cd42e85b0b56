"""Pages about reports: what each guidance edition asks for, and live blocks."""

from generating.tables import checked, table


def checklists() -> str:
    """The checklist and deadlines of each edition of each kind of report."""
    from safeloom.kernel.dates import show_date
    from safeloom.kernel.registry import ReportKind, offered, resolve

    text = (
        "# What the guidance asks of a report\n\nIn our own words. “Checked” says that a public source was seen"
        " that says so; no guidance text was read, and no list is called complete. A report keeps the edition"
        " it began under.\n"
    )
    for kind in offered(ReportKind):
        for edition in resolve(kind.definition)().editions:
            text += (
                f"\n## {edition.title}\n\nIn force from {show_date(edition.in_force)}. {edition.note}\n\n"
                f"{_items(edition)}\n{_deadlines(edition)}"
            )
    return text


def _items(edition) -> str:
    answered = {
        item.key: [section.title for section in edition.sections if item.key in section.items]
        for item in edition.items
    }
    return table(
        ("asked for", "answered in", "source", "text"),
        (
            (item.words, ", ".join(answered[item.key]), item.source, checked(item.checked))
            for item in edition.items
        ),
    )


def _deadlines(edition) -> str:
    return table(
        ("deadline", "source", "text"),
        ((each.words, each.source, checked(each.checked)) for each in edition.deadlines),
    )


def blocks() -> str:
    """The live blocks a section may hold."""
    from safeloom.kernel.registry import ReportBlock, offered, resolve

    rows = (
        (
            block.title,
            "a choice of its own" if block.choices else "the partnership",
            "may be chosen" if block.dated else "the last day of the report’s period",
            f"`{resolve(block.source).__module__}`",
            f"`{block.key}`",
        )
        for block in offered(ReportBlock)
    )
    return (
        "# Live blocks of a report\n\nA block draws figures as they are when the report is built, and is kept as"
        f" it was at sign-off.\n\n{table(('block', 'about', 'days', 'made in', 'key'), rows)}"
    )
