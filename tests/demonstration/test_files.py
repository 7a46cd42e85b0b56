"""What the invented county shows of files, the compact and induction."""

import pytest

from safeloom.demonstration.making import make_county
from safeloom.foundation.files.queries import chunks_of, files_of, in_force
from safeloom.systems.compact.queries import compact, induction


@pytest.mark.django_db
def test_the_county_has_something_to_sign_to_read_and_to_download() -> None:
    county = make_county(key="demo", size="small", reports=False)
    kept = files_of(county.groups["performance"].record)
    assert len(kept) == 2 and all(b"".join(chunks_of(file)).startswith(b"PK") for file in kept)
    assert in_force(kept, "terms-of-reference", county.today) == kept[0]
    version = compact.in_force(county.partnership, county.today)
    signed, many = compact.count_signed(version, county.today)
    assert 0 < signed < many
    grant = county.partnership.grants.get(role="group-member")
    member = grant.principal.person
    assert compact.to_sign(county.partnership, member, county.today) == version
    assert induction.to_read(county.partnership, member, county.today) == (2, 3)
