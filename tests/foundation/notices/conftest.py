"""Mails that wait, and a mail server that answers."""

import pytest


@pytest.fixture
def vale(db):
    """A partnership."""
    from tests.factories import foundation

    return foundation.partnership("vale")


@pytest.fixture
def server(settings):
    """A mail server that takes everything, named in the settings."""
    from tests.factories import mail as make
    from tests.foundation.notices.servers import Server

    with Server() as found:
        make.use(settings, found.port)
        yield found
