"""What the tests of reports share."""

import pytest


@pytest.fixture
def vale(db, settings, tmp_path):
    """A partnership, with the audit's heads in a folder of the test's own."""
    from tests.factories import foundation

    settings.AUDIT_HEADS = tmp_path / "heads"
    return foundation.partnership("vale")
