"""What is done without anybody asking."""

from safeloom.foundation.search.keeping import take_in

_AT_ONCE = 5000


def bring_up_to_date() -> str:
    """Take in everything that was written."""
    taken = 0
    while some := take_in(_AT_ONCE):
        taken += some
    return f"Search: {taken:,} changes taken in." if taken else ""
