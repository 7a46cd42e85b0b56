"""One test that looks at each of many things."""

from collections.abc import Callable, Iterable
from functools import wraps
from inspect import signature
from typing import Any


def of_each(values: Iterable[Any], ids: Callable[[Any], str] = str) -> Callable:
    """Make a test of a look at one thing: it looks at all of `values` and names each that fails.

    To be taken where there are hundreds and one look takes no time: a test of its own for every file or
    model takes a hundred times as long as the look. A look at several things is given tuples.
    """

    def decorate(look: Callable[..., None]) -> Callable[[], None]:
        several = len(signature(look).parameters) > 1

        @wraps(look)
        def test() -> None:
            wrong, there = [], list(values)
            assert there, "there is nothing to look at"
            for value in there:
                try:
                    look(*value) if several else look(value)
                except AssertionError as problem:
                    wrong.append(f"{ids(value)}: {problem}")
            assert not wrong, f"{len(wrong)} of {len(there)}\n" + "\n".join(wrong)

        del test.__wrapped__  # or pytest would take its arguments for fixtures
        return test

    return decorate
