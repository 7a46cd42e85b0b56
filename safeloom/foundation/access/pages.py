"""How a view says who may open it. A view that says nothing is open to nobody."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

View = TypeVar("View", bound=Callable)


@dataclass(frozen=True)
class Opening:
    """Who may open a view: `anyone`, `signed-in` (whoever has an account), or holders of a
    permission in the partnership named by the address. `before_strong` pages are there for who must
    yet set up a second step."""

    to: str
    permission: str = ""
    before_strong: bool = False


def open_to_anyone(view: View) -> View:
    """Mark a view as public."""
    view.opening = Opening("anyone")  # type: ignore[attr-defined]
    return view


def open_to_signed_in(view: View) -> View:
    """Mark a view as open to whoever has signed in; it shows only what is the person's own."""
    view.opening = Opening("signed-in")  # type: ignore[attr-defined]
    return view


def open_before_strong(view: View) -> View:
    """Mark a view as open to whoever has signed in, with a second step or yet without: the pages on
    which one is set up."""
    view.opening = Opening("signed-in", before_strong=True)  # type: ignore[attr-defined]
    return view


def open_to(permission: str) -> Callable[[View], View]:
    """Mark a view as open to holders of `permission` in the partnership whose key is the address's
    `partnership_key`. The view still asks `request.viewer.rows` which rows."""

    def mark(view: View) -> View:
        view.opening = Opening("permission", permission)  # type: ignore[attr-defined]
        return view

    return mark
