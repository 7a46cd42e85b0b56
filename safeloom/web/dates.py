"""The three-part date field: day, month and year, with a message for each way it can go wrong."""

import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from safeloom.kernel.dates import FIRST_DAY, LAST_DAY, read_month
from safeloom.web.fields import Kit
from safeloom.web.words import date_words, list_words

PARTS = ("day", "month", "year")


def _between(typed: str, most: int) -> bool:
    return typed.isdecimal() and len(typed) <= 2 and 1 <= int(typed) <= most


class DateInputs(forms.Widget):
    """Three text inputs called `name-day`, `name-month`, `name-year`. Also reads `name` as
    2026-12-04, so that an address may carry a date."""

    template_name = "web/forms/date.html"
    use_fieldset = True

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        parts = tuple((data.get(f"{name}-{part}") or "").strip() for part in PARTS)
        return parts if any(parts) else (data.get(name) or "").strip()

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return name not in data and all(f"{name}-{part}" not in data for part in PARTS)

    def id_for_label(self, id_: str) -> str:
        return f"{id_}-day" if id_ else id_

    def format_value(self, value: Any) -> tuple[str, str, str]:
        """What stands in the three inputs."""
        if isinstance(value, datetime.date):
            return str(value.day), str(value.month), str(value.year)
        if isinstance(value, str) and value:
            try:
                return self.format_value(datetime.date.fromisoformat(value))
            except ValueError:
                return value, "", ""
        return tuple(value) if value else ("", "", "")

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        attrs = dict(attrs or {})
        wrong = attrs.pop("wrong_parts", ())
        context = super().get_context(name, value, attrs)
        context["parts"] = [
            {
                "name": f"{name}-{part}",
                "id": f"{attrs.get('id', name)}-{part}",
                "label": part.capitalize(),
                "value": typed,
                "width": 4 if part == "year" else 2,
                "wrong": part in wrong,
            }
            for part, typed in zip(PARTS, self.format_value(value), strict=True)
        ]
        return context


class DateField(Kit, forms.Field):
    """A date. `earliest` and `latest` are dates, both allowed themselves; unless said, the days that may
    be meant at all. Months may be words.

    Each error carries the parts it concerns, `{"parts": (...)}`, so that only they are marked.
    """

    widget = DateInputs

    def __init__(
        self,
        *args: Any,
        earliest: datetime.date | None = None,
        latest: datetime.date | None = None,
        **kwargs: Any,
    ) -> None:
        self.earliest, self.latest = earliest or FIRST_DAY, latest or LAST_DAY
        super().__init__(*args, **kwargs)

    def _wrong(self, words: str, code: str, *parts: str) -> ValidationError:
        # Django puts the parameters into the message by %.
        label = str(self.label or "The date").replace("%", "%%")
        return ValidationError(f"{label} {words}", code=code, params={"parts": parts or PARTS})

    def to_python(self, value: Any) -> datetime.date | None:
        if value in self.empty_values or not any(value if isinstance(value, tuple) else [value]):
            return None
        if isinstance(value, datetime.date):
            return value
        if isinstance(value, str):
            try:
                return datetime.date.fromisoformat(value)
            except ValueError:
                raise self._wrong("must be a real date, like 4 12 2026", "real") from None
        missing = [part for part, typed in zip(PARTS, value, strict=True) if not typed]
        if missing:
            raise self._wrong(f"must include a {list_words(missing)}", "missing", *missing)
        return self._assembled(*value)

    def _assembled(self, day: str, month: str, year: str) -> datetime.date:
        number = str(read_month(month) or month)
        if not _between(number, 12):
            raise self._wrong("must have a month from 1 to 12", "month", "month")
        if not (year.isdecimal() and len(year) == 4):
            raise self._wrong("must have a year of 4 numbers, like 2026", "year", "year")
        if not _between(day, 31):
            raise self._wrong("must have a day from 1 to 31", "day", "day")
        try:
            return datetime.date(int(year), int(number), int(day))
        except ValueError:
            raise self._wrong("must be a real date", "real") from None

    def validate(self, value: Any) -> None:
        super().validate(value)
        if value and value < self.earliest:
            raise self._wrong(f"must be {date_words(self.earliest)} or later", "earliest")
        if value and value > self.latest:
            raise self._wrong(f"must be {date_words(self.latest)} or earlier", "latest")

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return initial != self.to_python(data)
        except ValidationError:
            return True
