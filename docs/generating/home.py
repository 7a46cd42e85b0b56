"""The page about what stands on home and in the main navigation."""

from generating.tables import first_line, table

QUESTIONS = {
    "begin": "First steps",
    "needs_me": "What needs you",
    "coming": "What is coming",
    "changed": "What changed",
}


def home() -> str:
    """The cards of home and the entries of the navigation."""
    from safeloom.kernel.registry import HomeCard, Navigation, offered, resolve

    cards = table(
        ("question", "card", "tells", "where"),
        (
            (
                QUESTIONS[card.question],
                card.title,
                first_line(resolve(card.source).__doc__),
                f"`{card.source}`",
            )
            for card in sorted(
                offered(HomeCard), key=lambda card: list(QUESTIONS).index(card.question)
            )
        ),
    )
    entries = table(
        ("entry", "shown to who may"),
        ((entry.title, f"`{entry.permission}`") for entry in offered(Navigation)),
    )
    return f"# Home and navigation\n\n## Home\n\n{cards}\n## Main navigation\n\n{entries}"
