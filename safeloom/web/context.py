"""What every page's frame needs. Portal sets these on the request; a page without them has none."""

from typing import Any

from django.http import HttpRequest


def frame(request: HttpRequest) -> dict[str, Any]:
    """`navigation` (objects with `title`, `url`, `current`), `partnership_name`, `account_name`,
    `account_menu` (objects with `title`, `url`, `post`), `needs` (how many things need this person,
    or None) and `needs_url`."""
    partnership = getattr(request, "partnership", None)
    user = getattr(request, "user", None)
    signed_in = user is not None and user.is_authenticated
    return {
        "navigation": getattr(request, "navigation", ()),
        "partnership_name": partnership.name if partnership else "",
        "account_name": getattr(request, "account_name", "") or (str(user) if signed_in else ""),
        "account_menu": getattr(request, "account_menu", ()),
        "needs": getattr(request, "needs", None),
        "needs_url": getattr(request, "needs_url", "/"),
    }
