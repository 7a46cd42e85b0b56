"""Drawings as pictures, for files that cannot hold SVG: drawn by Typst, with its own fonts."""

import re
from collections.abc import Sequence

import typst

from safeloom.reports.document.typst_text import printable

PER_INCH = 192  # twice what a screen of common sharpness shows
_PER_CM = PER_INCH / 2.54
_VIEW_BOX = re.compile(r'viewBox="([^"]+)"')


def size(drawing: str) -> tuple[float, float]:
    """The width and height that an SVG declares, in its own units."""
    _, _, wide, high = map(float, _VIEW_BOX.search(drawing)[1].split())
    return wide, high


def pictures(drawings: Sequence[tuple[str, float]]) -> list[bytes]:
    """Each SVG as a PNG of that many centimetres' width, at 192 points an inch, on white.

    All are drawn in one go, a page each; the same drawing always gives the same bytes.
    Raises typst.TypstError for an SVG that cannot be read.
    """
    if not drawings:
        return []
    project = {f"{at}.svg": printable(drawing).encode() for at, (drawing, _) in enumerate(drawings)}
    pages = "".join(
        f'#page(width: {width:.2f}cm, height: auto, margin: 0pt, image("{at}.svg", width: 100%))\n'
        for at, (_, width) in enumerate(drawings)
    )
    project["main.typ"] = f'#set image(format: "svg")\n{pages}'.encode()
    drawn = typst.compile(project, format="png", ppi=PER_INCH, ignore_system_fonts=True)
    return drawn if isinstance(drawn, list) else [drawn]
