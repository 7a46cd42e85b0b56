"""What takes long to make, made once for the tests of a module: each of them leaves it as it was.

_django_db_helper = made_once.left_as_it_was

@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    with made_once.kept(django_db_blocker):
        yield …
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import transaction


@contextmanager
def kept(blocker: Any) -> Iterator[None]:
    """What is written within stands until the module is done, and is gone then."""
    with blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture
def left_as_it_was() -> Iterator[None]:
    """In place of pytest-django's transaction for each test, which would end the one around it."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
