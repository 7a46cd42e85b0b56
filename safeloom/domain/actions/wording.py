"""A wording in the length of a title."""

LONGEST = 200


def shortened(wording: str, most: int = LONGEST) -> str:
    """The beginning of a wording in one line, up to `most` characters, cut between words."""
    words = " ".join(wording.split())
    if len(words) <= most:
        return words
    begun, _, rest = words[: most - 1].rpartition(" ")
    return f"{begun or rest}…"
