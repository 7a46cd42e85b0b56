"""Which numbers of a whole report must not be shown to the public."""

from collections.abc import Mapping

from safeloom.domain.indicators.queries.disclosure import Disclosure
from safeloom.kernel.suppression import suppress
from safeloom.reports.material import Number


def hidden_in(numbers: Mapping[str, Number], disclosure: Disclosure, below: int) -> frozenset[str]:
    """The ids of what must be hidden so that no small count can be read or worked out: the counts
    themselves, others they would follow from, and whatever is worked out from either. A total whose
    parts are hidden may still be shown."""
    found = suppress(
        disclosure.cells.values(),
        disclosure.sums.values(),
        disclosure.derived.values(),
        below=below,
    )
    hidden = set(found.primary | found.secondary | found.derived)
    more = True
    while more:
        more = {
            number.id
            for number in numbers.values()
            if number.id not in hidden
            and number.id not in disclosure.cells
            and not hidden.isdisjoint(number.row.terms)
        }
        hidden |= more
    return frozenset(hidden)
