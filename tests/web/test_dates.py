"""The three-part date field."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from safeloom.kernel.dates import MONTHS
from safeloom.web.dates import DateField
from safeloom.web.forms import Form


class Seen(Form):
    seen = DateField(label="Last seen", latest=date(2030, 12, 31))


def sent(day="", month="", year="") -> Seen:
    query = QueryDict(mutable=True)
    query.update({"seen-day": day, "seen-month": month, "seen-year": year})
    return Seen(query)


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2030, 12, 31)), st.integers(0, 3))
def test_every_date_is_read_back_however_its_month_is_written(day, way):
    name = MONTHS[day.month - 1]
    month = [str(day.month), f"{day.month:02}", name, name[:3].upper()][way]
    form = sent(str(day.day), month, str(day.year))
    assert form.is_valid()
    assert form.cleaned_data["seen"] == day


@given(*[st.text(max_size=6000) | st.sampled_from(["31", "٣", "²", "0", "-1", "Feb", "2026"])] * 3)
def test_whatever_is_typed_gives_a_date_or_a_message_and_stands_there_again(day, month, year):
    form = sent(day, month, year)
    if not form.is_valid():
        assert len(form.errors["seen"]) == 1
        assert str(form["seen"])


@pytest.mark.parametrize(
    ("typed", "message", "parts"),
    [
        (("", "", ""), "Enter the last seen", ("day", "month", "year")),
        (("4", "", ""), "Last seen must include a month and year", ("month", "year")),
        (("", "12", "2026"), "Last seen must include a day", ("day",)),
        (("4", "13", "2026"), "Last seen must have a month from 1 to 12", ("month",)),
        (("32", "1", "2026"), "Last seen must have a day from 1 to 31", ("day",)),
        (("4", "12", "26"), "Last seen must have a year of 4 numbers, like 2026", ("year",)),
        (("29", "2", "2026"), "Last seen must be a real date", ("day", "month", "year")),
        (("1", "1", "2031"), "Last seen must be 31 December 2030 or earlier", ("day",)),
    ],
)
def test_each_mistake_has_its_message_and_marks_its_part(typed, message, parts):
    form = sent(*typed)
    assert form.errors["seen"] == [message]
    html = str(form["seen"].as_field_group())
    assert 'aria-invalid="true"' in html
    for part in parts:
        at = html.index(f'id="id_seen-{part}"')
        assert "govuk-input--error" in html[html.rindex("<input", 0, at) : at]


def test_only_the_wrong_part_is_marked():
    html = str(sent("4", "13", "2026")["seen"].as_field_group())
    assert html.count("govuk-input--error") == 1


@pytest.mark.parametrize(
    "value", ["0001-01-01", "9999-12-31", ("1", "1", "1"), ("31", "12", "9999")]
)
def test_a_day_with_none_before_or_after_it_is_refused(value):
    with pytest.raises(ValidationError, match=r"or (earlier|later)|year of 4 numbers"):
        DateField(label="Closed").clean(value)


def test_an_address_may_carry_the_date_in_one_piece():
    assert Seen(QueryDict("seen=2026-12-04")).is_valid()
    with pytest.raises(ValidationError, match="must be a real date"):
        DateField(label="Seen").clean("4/12")


def test_an_optional_date_may_be_left_out_and_a_half_one_may_not():
    field = DateField(label="Closed", required=False)
    assert field.clean(("", "", "")) is None
    with pytest.raises(ValidationError, match="must include"):
        field.clean(("1", "", ""))
