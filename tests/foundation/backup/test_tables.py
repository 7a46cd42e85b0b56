"""Values of every kind come back from their line as they were."""

import json
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal

import pytest
from django.db import connection, models
from hypothesis import given
from hypothesis import strategies as st

from safeloom.foundation.backup import tables
from safeloom.foundation.leaving.cells import cell, form_of

KINDS = [
    (models.CharField(max_length=9), st.text(st.characters(blacklist_categories=["Cs"]))),
    (models.IntegerField(), st.integers(-(2**31), 2**31 - 1)),
    (models.BooleanField(), st.booleans()),
    (models.FloatField(), st.floats(allow_nan=False, allow_infinity=False)),
    (models.DecimalField(max_digits=9, decimal_places=2), st.decimals(-9999, 9999, places=2)),
    (models.DateField(), st.dates()),
    (models.TimeField(), st.times()),
    (models.DurationField(), st.timedeltas(timedelta(days=-999), timedelta(days=999))),
    (models.DateTimeField(), st.datetimes(timezones=st.just(UTC))),
    (models.UUIDField(), st.uuids()),
    (models.BinaryField(), st.binary()),
    (models.JSONField(), st.dictionaries(st.text(max_size=3), st.integers() | st.text(max_size=3))),
]


@pytest.mark.parametrize(
    ("field", "values"), KINDS, ids=[type(field).__name__ for field, _ in KINDS]
)
def test_a_value_comes_back(field, values):
    field.set_attributes_from_name("value")

    @given(values | st.none())
    def comes_back(value):
        line = json.dumps(tables._told(value))
        kept = tables._kept(field, json.loads(line))
        wanted = field.get_db_prep_save(value, connection)
        assert _plain(kept) == _plain(wanted)

    comes_back()
    assert form_of(field)


def _plain(value: object) -> object:
    while hasattr(value, "obj"):  # what drivers wrap bytes and JSON in
        value = value.obj
    return bytes(value) if isinstance(value, memoryview | bytes) else value


@pytest.mark.parametrize(
    ("value", "told"),
    [
        (None, ""),
        (0, "0"),
        (False, "false"),
        ("-5", "'-5"),
        (-5, "-5"),
        (Decimal("1.50"), "1.50"),
        (date(2026, 11, 2), "2026-11-02"),
        (time(9, 30), "09:30:00"),
        (datetime(2026, 7, 1, 9, tzinfo=UTC), "2026-07-01T09:00:00Z"),
        (timedelta(hours=1), "P0DT01H00M00S"),
        ({"b": 1, "a": "é"}, '{"a": "é", "b": 1}'),
    ],
)
def test_a_value_as_a_cell(value, told):
    assert cell(value, None) == told
