"""The few SVG elements that charts need, and how much room text takes.

Presentation attributes only: a strict content security policy forbids style attributes. Coordinates
are floats because they are drawing, not figures.
"""

from collections.abc import Iterable
from functools import lru_cache
from zlib import crc32

from safeloom.web.charts.model import Data

INK = "#1b2226"
QUIET = "#505a5f"
RULE = "#d3dad6"
FONT = "system-ui, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif"

# Told apart by hue on a screen, by dashes and marks in grey.
STROKES = ("#0b5c63", "#8a5300", "#1f5fa8", "#5b2a68", "#b3261e", "#505a5f")
DASHES = ("", "9 5", "2 5", "14 4 2 4", "5 3", "14 5")
# Told apart by lightness and hatching in grey: (fill, colour of text on it, slant of hatching).
FILLS = (
    ("#0b5c63", "#ffffff", ""),
    ("#ecd9bd", INK, ""),
    ("#8fafd4", INK, ""),
    ("#ffffff", INK, "45"),
    ("#505a5f", "#ffffff", ""),
    ("#ffffff", INK, "-45"),
)

_ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;"})
_UNPRINTABLE = dict.fromkeys((*range(9), 11, 12, *range(14, 32), 127, 65534, 65535))
_UNPRINTABLE.update(dict.fromkeys(range(55296, 57344)))

# Widths in parts of the text size, generous enough for the widest of the usual system fonts.
_WIDTHS = dict.fromkeys(" .,:;'|!()[]/iIjl-", 0.37)
_WIDTHS |= dict.fromkeys('ftr"*', 0.45)
_WIDTHS |= dict.fromkeys("mwMW@%—", 0.94)
_WIDTHS |= dict.fromkeys("ABCDEFGHKLNOPQRSTUVXYZ&", 0.75)


def escape(text: str) -> str:
    """Text for an element or an attribute, without characters that XML cannot hold."""
    return text.translate(_UNPRINTABLE).translate(_ESCAPES)


def width_of(text: str, size: float) -> float:
    """How wide the text may be in units, at most."""
    return _width(text) * size


@lru_cache(maxsize=4096)
def _width(text: str) -> float:
    return sum(_WIDTHS.get(character, 0.63) for character in text)


def shortened(text: str, room: float, size: float) -> str:
    """The text, cut with an ellipsis where it would be wider than the room."""
    if width_of(text, size) <= room:
        return text
    while text and width_of(text + "…", size) > room:
        text = text[:-1]
    return text.rstrip() + "…"


def wrapped(text: str, room: float, size: float, most: int = 2) -> list[str]:
    """The text on at most so many lines; the last is cut when there is more."""
    if width_of(text, size) <= room:
        return [text]
    lines: list[str] = []
    words = text.split()
    while words and len(lines) < most - 1:
        line = words.pop(0)
        while words and width_of(f"{line} {words[0]}", size) <= room:
            line = f"{line} {words.pop(0)}"
        lines.append(shortened(line, room, size))
    if words:
        lines.append(shortened(" ".join(words), room, size))
    return lines


def text(
    x: float, y: float, words: str, *, anchor: str = "start", fill: str = INK, weight: str = ""
) -> str:
    """One line of text standing on y."""
    extra = f' text-anchor="{anchor}"' if anchor != "start" else ""
    extra += f' font-weight="{weight}"' if weight else ""
    extra += f' fill="{fill}"' if fill != INK else ""
    return f'<text x="{x:.1f}" y="{y:.1f}"{extra}>{escape(words)}</text>'


def line(x1: float, y1: float, x2: float, y2: float, colour: str, dash: str = "") -> str:
    """A thin straight line."""
    extra = f' stroke-dasharray="{dash}"' if dash else ""
    return (
        f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" stroke="{colour}"{extra}/>'
    )


def box(x: float, y: float, width: float, height: float, place: int, key: str) -> str:
    """A bar in the fill of the series at this place."""
    fill = f"url(#{key}-{place})" if FILLS[place][2] else FILLS[place][0]
    return (
        f'<rect x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}"'
        f' fill="{fill}" stroke="{STROKES[place]}"/>'
    )


def hatchings(places: int, key: str) -> str:
    """The patterns that the first so many series need."""
    found = [
        f'<pattern id="{key}-{place}" width="6" height="6" patternUnits="userSpaceOnUse"'
        f' patternTransform="rotate({slant})"><rect width="6" height="6" fill="{fill}"/>'
        f'<rect width="2" height="6" fill="{STROKES[place]}"/></pattern>'
        for place, (fill, _, slant) in enumerate(FILLS[:places])
        if slant
    ]
    return f"<defs>{''.join(found)}</defs>" if found else ""


def mark(x: float, y: float, place: int) -> str:
    """The mark of a point: its shape tells the series."""
    colour = STROKES[place]
    if place == 0:
        return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4" fill="{colour}"/>'
    if place == 5:
        return (
            f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4" fill="#ffffff"'
            f' stroke="{colour}" stroke-width="2"/>'
        )
    shape = (
        f"M{x - 4:.1f} {y - 4:.1f}h8v8h-8z",
        f"M{x:.1f} {y - 5.5:.1f}l5 9.5h-10z",
        f"M{x:.1f} {y - 6:.1f}l6 6l-6 6l-6 -6z",
        f"M{x:.1f} {y + 5.5:.1f}l5 -9.5h-10z",
    )[place - 1]
    return f'<path d="{shape}" fill="{colour}"/>'


def nothing(key: str, title: str, sentence: str, width: float, size: float) -> str:
    """The drawing of a chart without figures: it says so in words."""
    words = text(width / 2, size * 2, sentence, anchor="middle", fill=QUIET)
    frame = (
        f'<rect x="0.5" y="0.5" width="{width - 1:g}" height="{size * 3:g}"'
        f' fill="none" stroke="{RULE}"/>'
    )
    return drawing(key, title, sentence, (width, size * 3 + 1), size, (frame, words))


def key_of(data: Data, sentence: str, kind: str) -> str:
    """A name for the drawing's ids: the same for the same figures, different for others."""
    seed = f"{kind}{data.title}{sentence}{data.labels}{[list(one.values) for one in data.series]}"
    return f"c{crc32(seed.encode('utf-8', 'replace')):08x}{kind}"


def drawing(
    key: str,
    title: str,
    sentence: str,
    size: tuple[float, float],
    text_size: float,
    parts: Iterable[str],
) -> str:
    """The whole <svg>, named by its title and described by its sentence."""
    width, height = size
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height:.0f}"'
        f' width="{width:g}" height="{height:.0f}" role="img" aria-labelledby="{key}-t {key}-d"'
        f' font-family="{FONT}" font-size="{text_size:g}" fill="{INK}">'
        f'<title id="{key}-t">{escape(title)}</title><desc id="{key}-d">{escape(sentence)}</desc>'
        f"{''.join(parts)}</svg>"
    )
