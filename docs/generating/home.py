"""The page about what stands on home, in the daily mail and in the main navigation."""

from generating.tables import first_line, table

QUESTIONS = {
    "begin": "First steps",
    "needs_me": "What needs you",
    "coming": "What is coming",
    "changed": "What changed",
}


def home() -> str:
    """The cards of home and the entries of the navigation."""
    from safeloom.kernel.registry import DigestSource, HomeCard, Navigation, offered, resolve

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
    digest = table(
        ("part", "tells", "where"),
        (
            (source.title, first_line(resolve(source.source).__doc__), f"`{source.source}`")
            for source in offered(DigestSource)
        ),
    )
    return (
        f"# Home, mail and navigation\n\n## Home\n\n{cards}\n## The daily mail\n\n{digest}"
        f"\n## Main navigation\n\n{entries}"
    )
