"""A county is made on the day it is made for: what a command takes for today is that day."""

from collections.abc import Iterator
from datetime import UTC, datetime, time

import pytest
import time_machine


@pytest.fixture(autouse=True)
def on_that_day(request: pytest.FixtureRequest) -> Iterator[None]:
    """Stand on the day a test is given as `today`, or its module as `TODAY`."""
    callspec = getattr(request.node, "callspec", None)
    day = callspec.params.get("today") if callspec else None
    day = day or getattr(request.module, "TODAY", None)
    if day is None:
        yield
        return
    with time_machine.travel(datetime.combine(day, time(12), UTC)):
        yield
