"""Fields of forms in the Design System's patterns. Views import these, never Django's own.

Each takes Django's arguments and, where it makes sense: `width` (2, 3, 4, 5, 10, 20, `one-half` …),
`prefix`, `suffix`, `autocomplete`, `ask` (the whole sentence shown when nothing was entered).
"""

import re
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from safeloom.web.words import lower_first, thousands

_LIMITS = {
    "max_length": "be %(limit_value)d characters or fewer",
    "min_length": "be %(limit_value)d characters or more",
    "max_value": "be %(limit_value)s or less",
    "min_value": "be %(limit_value)s or more",
    "max_digits": "have %(max)s digits or fewer",
    "max_decimal_places": "have %(max)s decimal places or fewer",
    "max_whole_digits": "have %(max)s digits or fewer before the decimal point",
}


class Kit:
    """What the kit adds to a field: how it looks and how it asks."""

    verb = "Enter"
    shape = ""

    def __init__(
        self,
        *args: Any,
        width: int | str | None = None,
        prefix: str = "",
        suffix: str = "",
        autocomplete: str = "",
        ask: str = "",
        **kwargs: Any,
    ) -> None:
        self.width, self.prefix, self.suffix, self.ask = width, prefix, suffix, ask
        self.own_messages = dict(kwargs.get("error_messages") or {})
        super().__init__(*args, **kwargs)
        if autocomplete:
            self.widget.attrs["autocomplete"] = autocomplete

    def speak(self, label: str) -> None:
        """Word every message for a field called `label`, those given to the field excepted."""
        # These messages have their limits put in by %.
        counted = label.replace("%", "%%")
        said = {code: f"{counted} must {words}" for code, words in _LIMITS.items()}
        if self.shape:
            said["invalid"] = f"{label} must be {self.shape}, like 1,200"
        if isinstance(self, forms.ChoiceField):
            said["invalid_choice"] = f"{counted} must be one of the choices"
        said["required"] = self.asking(label)
        self.error_messages.update({**said, **self.own_messages})

    def asking(self, label: str) -> str:
        """What to do about an empty required field called `label`."""
        if self.ask:
            return self.ask
        label = label.strip()
        if label.endswith("?"):
            return f"Answer “{label}”"
        words = lower_first(label)
        own = words.split(" ")[0] in {"your", "the", "a", "an", "this"}
        return f"{self.verb} {words}" if own else f"{self.verb} the {words}"


class TextField(Kit, forms.CharField):
    """One line of text."""


class LongTextField(Kit, forms.CharField):
    """Several lines; `words` is the most that are taken, said before typing."""

    def __init__(self, *args: Any, words: int | None = None, rows: int = 5, **kwargs: Any) -> None:
        self.words = words
        kwargs.setdefault("widget", forms.Textarea(attrs={"rows": rows, "cols": None}))
        super().__init__(*args, **kwargs)
        if words:
            self.widget.attrs["data-words"] = str(words)

    def validate(self, value: Any) -> None:
        super().validate(value)
        count = len((value or "").split())
        if self.words and count > self.words:
            raise ValidationError(
                f"{self.label or 'This'} must be {self.words:,} words or fewer; "
                f"you entered {count:,}",
                code="words",
            )


class EmailField(Kit, forms.EmailField):
    """An e-mail address."""

    default_error_messages = {
        "invalid": "Enter an e-mail address in the correct format, like name@example.org"
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("autocomplete", "email")
        super().__init__(*args, **kwargs)
        self.widget.attrs["spellcheck"] = "false"


class PasswordField(Kit, forms.CharField):
    """A password; `new` tells password managers to offer a new one."""

    def __init__(self, *args: Any, new: bool = False, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.PasswordInput())
        kwargs.setdefault("autocomplete", "new-password" if new else "current-password")
        kwargs.setdefault("strip", False)
        super().__init__(*args, **kwargs)


class NumberField(Kit, forms.DecimalField):
    """A decimal number as people type it: thousands separators and spaces are taken."""

    widget = forms.TextInput
    shape = "a number"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("width", 10)
        super().__init__(*args, **kwargs)
        self.widget.attrs.update(inputmode="decimal", spellcheck="false")

    def to_python(self, value: Any) -> Decimal | None:
        return super().to_python(self.plain(value))

    def plain(self, value: Any) -> Any:
        """The number without separators, spaces and its own prefix or suffix."""
        if not isinstance(value, str):
            return value
        value = re.sub(r"(?<=\d)[,  ](?=\d{3}(\D|$))", "", value.strip())
        value = value.replace("−", "-").removeprefix(self.prefix).removesuffix(self.suffix)
        return value.strip()


class WholeNumberField(Kit, forms.IntegerField):
    """A whole number."""

    widget = forms.TextInput
    shape = "a whole number"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("width", 5)
        super().__init__(*args, **kwargs)
        self.widget.attrs.update(inputmode="numeric", spellcheck="false")

    def to_python(self, value: Any) -> int | None:
        if isinstance(value, str):
            value = re.sub(r"(?<=\d)[,  ](?=\d{3}(\D|$))", "", value.strip())
        return super().to_python(value)


class MoneyField(NumberField):
    """Pounds, with pence at most."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("prefix", "£")
        kwargs.setdefault("decimal_places", 2)
        kwargs.setdefault("max_digits", 14)
        super().__init__(*args, **kwargs)


class Chosen(Kit):
    verb = "Select"

    def __init__(self, *args: Any, hints: Mapping[Any, str] | None = None, **kwargs: Any) -> None:
        self.hints = dict(hints or {})
        super().__init__(*args, **kwargs)


class SelectField(Chosen, forms.ChoiceField):
    """A choice from a long list."""


class RadioField(Chosen, forms.ChoiceField):
    """A choice of a few, all seen at once; `hints` explains them by value."""

    widget = forms.RadioSelect


class CheckboxesField(Chosen, forms.MultipleChoiceField):
    """Any number of a few."""

    widget = forms.CheckboxSelectMultiple


class CheckboxField(Chosen, forms.BooleanField):
    """One box to tick."""

    def asking(self, label: str) -> str:
        return self.ask or f"Tick “{label}” to go on"


class _UnderHeadings(forms.models.ModelChoiceIterator):
    def __iter__(self) -> Iterator[Any]:
        group, first = self.field.group, self.field.first
        if group is None:
            yield from super().__iter__()
            return
        if self.field.empty_label is not None:
            yield "", self.field.empty_label
        found: dict[str, list] = {}
        for row in self.queryset:
            found.setdefault(group(row), []).append(self.choice(row))
        for heading in sorted(found, key=lambda one: (not one, one != first, one)):
            yield heading or "Others", found[heading]


class _OfRecords(Chosen):
    """`group` tells the heading a row stands under; the headings come in the order of the alphabet, but
    for `first`, which a form may set, and rows without one, which come last."""

    iterator = _UnderHeadings
    first = ""

    def __init__(
        self, *args: Any, group: Callable[[Any], str] | None = None, **kwargs: Any
    ) -> None:
        self.group = group
        super().__init__(*args, **kwargs)


class RecordField(_OfRecords, forms.ModelChoiceField):
    """One row of a queryset, from a list."""

    def __init__(self, queryset: Any, **kwargs: Any) -> None:
        kwargs.setdefault("empty_label", "Select one")
        super().__init__(queryset, **kwargs)


class RecordsField(_OfRecords, forms.ModelMultipleChoiceField):
    """Any number of rows of a queryset."""

    widget = forms.CheckboxSelectMultiple


class FileField(Kit, forms.FileField):
    """A file to send; `accept` lists endings, `.csv,.xlsx`, and is checked; `most` is in bytes."""

    verb = "Choose"

    def __init__(
        self, *args: Any, accept: str = "", most: int | None = None, **kwargs: Any
    ) -> None:
        self.endings = tuple(part.strip().lower() for part in accept.split(",") if part.strip())
        self.most = most
        kwargs.setdefault("widget", forms.FileInput())
        super().__init__(*args, **kwargs)
        if accept:
            self.widget.attrs["accept"] = accept

    def clean(self, data: Any, initial: Any = None) -> Any:
        found = super().clean(data, initial)
        if data and self.endings and not data.name.lower().endswith(self.endings):
            raise ValidationError(
                f"{data.name} is not a {' or '.join(self.endings)} file", code="ending"
            )
        if data and self.most and data.size > self.most:
            megabytes = thousands(self.most // 1_000_000)
            raise ValidationError(f"{data.name} must be smaller than {megabytes} MB", code="size")
        return found
