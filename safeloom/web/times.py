"""A field for a time of day."""

from datetime import time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from safeloom.kernel.written_times import read_time, show_time
from safeloom.web.fields import Kit


class TimeField(Kit, forms.Field):
    """A time of day as people type it; `14:30`, `2.30pm`."""

    widget = forms.TextInput

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("width", 5)
        super().__init__(*args, **kwargs)
        self.widget.attrs["spellcheck"] = "false"

    def prepare_value(self, value: Any) -> Any:
        return show_time(value) if isinstance(value, time) else value

    def to_python(self, value: Any) -> time | None:
        if isinstance(value, time) or value is None:
            return value
        if not value.strip():
            return None
        try:
            return read_time(value)
        except ValueError as wrong:
            raise ValidationError(str(wrong), code="invalid") from None
