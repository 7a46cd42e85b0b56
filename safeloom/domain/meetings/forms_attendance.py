"""The one form in which all seats of a meeting are marked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.forms import HiddenInput
from django.forms.boundfield import BoundField

from safeloom.domain.meetings.commands.attendance import Clash, Mark
from safeloom.domain.meetings.models import SeatAttendance
from safeloom.domain.meetings.queries.attendance import SeatRow
from safeloom.web import fields
from safeloom.web.forms import Form

# What of a row is asked, and what it carries of how it was shown.
_SHOWN = ("was", "named", "seen")


@dataclass(frozen=True)
class Line:
    """A seat and its fields; `clash` where somebody else marked it meanwhile."""

    row: SeatRow
    state: BoundField
    deputy: BoundField
    clash: Clash | None


class AttendanceForm(Form):
    """All seats. Each row carries how it was shown, so that only what was changed is sent on."""

    says_optional = False

    def __init__(
        self,
        *args,
        rows: Sequence[SeatRow],
        clashes: Mapping[UUID, Clash] | None = None,
        **kwargs,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.rows, self.clashes = rows, dict(clashes or {})
        for row in rows:
            key, mark = row.seat.pk, row.mark
            clash = self.clashes.get(key)
            named = mark.deputy if mark else ""
            self.fields[f"state-{key}"] = fields.RadioField(
                label=row.called,
                required=False,
                choices=SeatAttendance.State.choices,
                initial=clash.mine.state if clash else row.state,
            )
            self.fields[f"deputy-{key}"] = fields.TextField(
                label=f"Deputy for {row.called}",
                required=False,
                initial=clash.mine.deputy if clash else named,
            )
            for name, value in zip(
                _SHOWN, (row.state, named, mark.revision if mark else 0), strict=True
            ):
                self.fields[f"{name}-{key}"] = fields.TextField(
                    required=False, initial=value, widget=HiddenInput
                )
        self.ask()

    def lines(self) -> list[Line]:
        """The rows with their fields."""
        return [
            Line(
                row,
                self[f"state-{row.seat.pk}"],
                self[f"deputy-{row.seat.pk}"],
                self.clashes.get(row.seat.pk),
            )
            for row in self.rows
        ]

    @property
    def changed(self) -> list[Mark]:
        """What was marked otherwise than it was shown; for a valid form."""
        said = self.cleaned_data
        return [
            Mark(
                seat=key,
                state=said[f"state-{key}"],
                deputy=said[f"deputy-{key}"],
                seen=int(said[f"seen-{key}"]) if said[f"seen-{key}"].isdecimal() else 0,
            )
            for key in (row.seat.pk for row in self.rows)
            if (said[f"state-{key}"], said[f"deputy-{key}"])
            != (said[f"was-{key}"], said[f"named-{key}"])
        ]
