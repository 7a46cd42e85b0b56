"""The form that chooses who is asked."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.forms.utils import ErrorDict

from safeloom.domain.partnership.fields import PeopleField
from safeloom.web import fields
from safeloom.web.forms import Form

LOOK = "look"
WHOLE = ("kinds", "groups")


class AskForm(Form):
    """Who is asked. `rows` are agencies by kind, groups with their agencies, people, and what the use
    asks. Sent by the button `look` it is not checked, and offers those of the name that was looked for
    beside what is ticked."""

    says_optional = False

    find = fields.TextField(label="Agency or person", required=False, max_length=100)

    def __init__(self, *args: Any, rows: Sequence[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by_kind, self.groups, people, asks = rows
        self.agencies = {str(one.pk): one for _, _, found in self.by_kind for one in found}
        if "agencies" in asks or "about" in asks:
            self._whole()
            for key, words, found in self.by_kind:
                self.fields[f"agencies-{key}"] = fields.CheckboxesField(
                    label=words, required=False, choices=[(str(one.pk), one.name) for one in found]
                )
        if "people" in asks:
            self.fields["people"] = PeopleField(
                people,
                label="People",
                required=False,
                help_text="Those of the directory who have a work e-mail.",
            )
        else:
            self.fields["find"].label = "Agency"
        for name in self.fields:
            self.fields[name].small = True
        self.ask()
        self.looking = LOOK in self.data
        self.sought = str(self.data.get("find", "")).strip() if self.looking else ""
        if self.looking:
            self._errors = ErrorDict()  # nothing is asked of it yet, so nothing is wrong with it
            self._narrow()

    def _whole(self) -> None:
        kinds = [(key, f"{words} ({len(found)})") for key, words, found in self.by_kind]
        if kinds:
            self.fields["kinds"] = fields.CheckboxesField(
                label="All agencies of a kind", required=False, choices=kinds
            )
        groups = [
            (str(group.pk), f"{group.name} ({len(members & self._keys())})")
            for group, members in self.groups
            if members & self._keys()
        ]
        if groups:
            self.fields["groups"] = fields.CheckboxesField(
                label="All agencies that hold a seat in a group", required=False, choices=groups
            )

    def _narrow(self) -> None:
        if not self.sought:
            return
        for name in self._one_by_one():
            chosen = {str(value) for value in self[name].value() or ()}
            self.fields[name].choices = list(
                _found(self.fields[name].choices, self.sought.casefold(), chosen)
            )

    def _one_by_one(self) -> list[str]:
        return [name for name in self.fields if name not in (*WHOLE, "find")]

    @property
    def whole(self) -> list[tuple[Any, int, bool]]:
        """The fields that choose many at once, with how many there are and whether any is chosen."""
        return [self._told(name) for name in WHOLE if name in self.fields]

    @property
    def single(self) -> list[tuple[Any, int, bool]]:
        """The fields that choose one by one and have something to choose, with how many there are and whether
        they stand open: any is chosen, or something was looked for."""
        told = [self._told(name) for name in self._one_by_one()]
        return [(field, many, chosen or bool(self.sought)) for field, many, chosen in told if many]

    def _told(self, name: str) -> tuple[Any, int, bool]:
        return self[name], _many(self.fields[name].choices), bool(self[name].value())

    def _keys(self) -> set:
        return {one.pk for one in self.agencies.values()}

    def is_valid(self) -> bool:
        """Whether those chosen can be asked; not while somebody is still looking."""
        return not self.looking and super().is_valid()

    def clean(self) -> dict[str, Any]:
        """Refuse a choice of nobody."""
        data = super().clean() or self.cleaned_data
        if not self.errors and not self.chosen and not data.get("people"):
            raise ValidationError("Select who is asked.")
        return data

    @property
    def chosen(self) -> list[Any]:
        """The agencies that were chosen, in whichever way."""
        data = self.cleaned_data
        keys = {key for name in data if name.startswith("agencies-") for key in data[name]}
        for kind, _, found in self.by_kind:
            if kind in data.get("kinds", ()):
                keys |= {str(one.pk) for one in found}
        for group, members in self.groups:
            if str(group.pk) in data.get("groups", ()):
                keys |= {str(key) for key in members}
        return [one for key, one in self.agencies.items() if key in keys]


def _found(choices: Iterable[Any], words: str, chosen: set[str]) -> Iterator[Any]:
    for value, label in choices:
        if isinstance(label, list | tuple):
            if kept := list(_found(label, "" if words in str(value).casefold() else words, chosen)):
                yield value, kept
        elif words in str(label).casefold() or str(value) in chosen:
            yield value, label


def _many(choices: Any) -> int:
    if not isinstance(choices, list):
        return len(choices)
    return sum(len(label) if isinstance(label, list | tuple) else 1 for _, label in choices)
