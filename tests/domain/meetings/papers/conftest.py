"""A partnership with a group that meets."""

import re
from datetime import timedelta

import pytest
from django.test import Client


@pytest.fixture
def vale(db):
    """A partnership."""
    from tests.factories import foundation

    return foundation.partnership("vale", "Vale Partnership")


@pytest.fixture
def group(vale):
    """A group."""
    from tests.factories import partnership

    return partnership.a_group(vale, "Quality group")


@pytest.fixture
def meeting(group):
    """Its meeting in a month."""
    from safeloom.foundation.today import today
    from tests.factories.meetings import a_meeting

    return a_meeting(group, today() + timedelta(days=30))


def signed_in(role: str, vale, over=None) -> Client:
    """Somebody who holds a role, signed in; `client.person` is who."""
    from tests.factories import foundation

    client = Client()
    account = foundation.granted(role, vale, over=over and over.principal)
    client.force_login(account)
    client.person, client.account = account.person, account
    return client


def text(answer) -> str:
    """What a page says."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))
