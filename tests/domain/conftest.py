"""A partnership with agencies and areas that files of every kind speak of."""

import pytest


@pytest.fixture
def known_vale(db):
    """Three agencies and two areas."""
    from safeloom.domain.partnership.models import Agency
    from tests.factories import foundation
    from tests.factories import partnership as structure

    here = foundation.partnership("vale")
    for name, kind in (
        ("Vale Council", Agency.Kind.LOCAL_AUTHORITY),
        ("Vale Constabulary", Agency.Kind.POLICE),
        ("Vale Health Trust", Agency.Kind.NHS_PROVIDER),
    ):
        structure.an_agency(here, name, kind)
    for name in ("Ashby", "Birch"):
        structure.an_area(here, name)
    return here
