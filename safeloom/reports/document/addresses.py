"""Addresses that a document may lead to."""

import re
from urllib.parse import urlsplit

_SCHEMES = {"http", "https", "mailto"}


def address(url: str, site: str = "") -> str:
    """The address as a link may hold it, or "" when it must not be one.

    http, https and mailto addresses, #anchors, and paths of the site, which ``site`` completes.
    """
    url = url.strip()
    if re.search(r"[\x00-\x20\x7f<>\"\\^`{|}]", url):
        return ""
    if re.fullmatch(r"#[A-Za-z0-9._-]+", url):
        return url
    if url.startswith("/") and not url.startswith("//"):
        return site.rstrip("/") + url
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    named = parts.path if parts.scheme == "mailto" else parts.netloc
    return url if parts.scheme in _SCHEMES and named else ""
