"""Forms about many responses at once."""

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError

from safeloom.domain.questionnaires.forms.campaigns import HIDDEN, ReasonForm
from safeloom.domain.questionnaires.queries.to_look_at import HandedIn
from safeloom.domain.questionnaires.workflows import MODERATED, SUBMITTED
from safeloom.web import fields
from safeloom.web.forms import Form
from safeloom.web.words import count_words

CLEAR, ALL, TICKED = "clear", "all", "ticked"
LEAVE = "leave"
# What is closed, by what was said.
CLOSES = {MODERATED: (MODERATED,), ALL: (SUBMITTED, MODERATED)}


class ManyForm(Form):
    """Which responses are moderated. `rows` are those there are to choose from."""

    says_optional = False

    which = fields.RadioField(
        label="Which of them?",
        choices=(),
        ask="Select which of them",
        help_text="There is something to look at where a grade falls short of what is asked and none of "
        "yours stands beside it, and where it was sent back before.",
    )
    clear = fields.CheckboxesField(label="Nothing to look at", required=False, choices=())
    rest = fields.CheckboxesField(label="Something to look at", required=False, choices=())
    feedback = fields.LongTextField(
        label="Feedback, the same to all of them (optional)",
        required=False,
        max_length=2000,
        rows=3,
        help_text="Whoever answered reads it.",
    )
    close = fields.CheckboxField(
        label="Close them as well: nothing more is expected of these bodies", required=False
    )
    seen = fields.TextField(label="Seen", widget=HIDDEN, required=False, max_length=200_000)

    def __init__(self, *args: Any, rows: Sequence[HandedIn], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rows = list(rows)
        clear = [one for one in self.rows if not one.to_look_at]
        rest = [one for one in self.rows if one.to_look_at]
        ways = []
        if clear and rest:
            ways.append((CLEAR, f"Those with nothing to look at ({len(clear):,})"))
        ways.append((ALL, f"All of them ({len(self.rows):,})"))
        if len(self.rows) > 1:
            ways.append((TICKED, "Those ticked below"))
        self.fields["which"].choices = ways
        if len(ways) == 1:
            self.fields["which"].initial = ALL
        self._list("clear", clear)
        self._list("rest", rest)
        self.ask()

    def _list(self, name: str, found: Sequence[HandedIn]) -> None:
        if not found:
            del self.fields[name]
            return
        field = self.fields[name]
        field.choices = [(one.reference, one.called) for one in found]
        field.hints = {one.reference: f"{one.to_look_at}." for one in found if one.to_look_at}
        field.small = True

    @property
    def lists(self) -> list[tuple[Any, int, bool]]:
        """The lists to tick, each with how many it holds and whether it is shown at once."""
        names = [name for name in ("clear", "rest") if name in self.fields]
        return [
            (self[name], len(self.fields[name].choices), bool(self[name].value() or self.errors))
            for name in names
        ]

    @property
    def chosen(self) -> list[HandedIn]:
        """Which were chosen; for a valid form."""
        data = self.cleaned_data
        if data["which"] == ALL:
            return self.rows
        if data["which"] == CLEAR:
            return [one for one in self.rows if not one.to_look_at]
        ticked = {*data.get("clear", ()), *data.get("rest", ())}
        return [one for one in self.rows if one.reference in ticked]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("which") == TICKED and not (data.get("clear") or data.get("rest")):
            raise ValidationError("Tick at least one of them.")
        return data


class EndForm(ReasonForm):
    """Why a campaign ends, and what becomes of what was handed in. `rows` are how many are moderated, and
    how many handed in and not moderated."""

    close = fields.RadioField(label="What becomes of what was handed in?", choices=())

    @property
    def closes(self) -> tuple[str, ...]:
        """The states of the responses that are closed; for a valid form."""
        return CLOSES.get(self.cleaned_data.get("close", LEAVE), ())

    def __init__(self, *args: Any, rows: tuple[int, int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        moderated, waiting = rows
        if not moderated and not waiting:
            del self.fields["close"]
            return
        ways = [(LEAVE, "It stays as it stands, and can be moderated and closed later")]
        if moderated:
            ways.append((MODERATED, f"Close what is moderated ({moderated:,})"))
        if waiting:
            many = moderated + waiting
            ways.append((ALL, f"Close all that was handed in ({many:,})"))
            words = count_words(waiting, "of them is", "of them are")
            self.fields["close"].hints = {ALL: f"{words} not moderated."}
        self.fields["close"].choices = ways
        self.fields["close"].initial = LEAVE
