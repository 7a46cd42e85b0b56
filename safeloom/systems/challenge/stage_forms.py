"""The form of the stages: as many as are wanted, the rest left empty."""

from typing import Any

from safeloom.foundation.access.definitions import ROLES
from safeloom.kernel.clocks import Unit
from safeloom.systems.challenge.commands.stages import MOST_STAGES, NewStage, NewStages
from safeloom.systems.challenge.models import EscalationPolicy
from safeloom.web import fields
from safeloom.web.dates import DateField
from safeloom.web.forms import Form

NUMBERS = range(1, MOST_STAGES + 1)
PARTS = ("title", "between", "length", "unit", "formal", "told")
# Who holds a role over one group has nothing to do with a disagreement.
TOLD = [(role.key, role.title) for role in ROLES if role.over != "group"]


class SinceForm(Form):
    """From when something holds."""

    since = DateField(
        label="From",
        help_text="Today or later. What was raised before keeps the stages it began under.",
    )


class StagesForm(SinceForm):
    """The stages in their order. One without a title is none; none may be left out between."""

    says_optional = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for number in NUMBERS:
            self.fields |= {
                f"title-{number}": fields.TextField(
                    label=f"Stage {number}: what it is called", max_length=100, required=False
                ),
                f"between-{number}": fields.TextField(
                    label=f"Stage {number}: who talks to whom", max_length=300, required=False
                ),
                f"length-{number}": fields.WholeNumberField(
                    label=f"Stage {number}: how long it may take", required=False, min_value=1
                ),
                f"unit-{number}": fields.SelectField(
                    label=f"Stage {number}: counted in",
                    choices=[(unit.value, unit.value.capitalize()) for unit in Unit],
                ),
                f"formal-{number}": fields.CheckboxField(
                    label=f"Stage {number} is formal: a partner or the unit settles it, not the two alone",
                    required=False,
                ),
                f"told-{number}": fields.CheckboxesField(
                    label=f"Stage {number}: who is told", choices=TOLD, required=False
                ),
            }
        self.fields["bypass_to"] = fields.SelectField(
            label="Where somebody may be at immediate risk, it goes at once to",
            choices=[(str(number), f"Stage {number}") for number in NUMBERS],
        )
        self.fields["source"] = fields.TextField(
            label="Which procedure are they from?",
            max_length=300,
            ask="Say which procedure the stages are from",
        )
        self.fields["checked"] = fields.CheckboxField(
            label="They were compared with that procedure", required=False
        )
        self.order_fields(["since"])
        self.ask()

    def clean(self) -> dict[str, Any]:
        """Ask for what a stage that has a title needs, and for the stage before it."""
        data = super().clean()
        ended = 0
        for number in NUMBERS:
            if not data.get(f"title-{number}"):
                ended = ended or number
            elif ended:
                self.add_error(f"title-{ended}", f"Fill in stage {ended}: a stage follows it")
                ended = 0
            if data.get(f"title-{number}") and not (
                data.get(f"length-{number}") or f"length-{number}" in self.errors
            ):
                self.add_error(f"length-{number}", f"Enter how long stage {number} may take")
        if not data.get("title-1") and "title-1" not in self.errors:
            self.add_error("title-1", "Enter what stage 1 is called")
        return data

    @property
    def said(self) -> NewStages:
        """What was said; for a valid form."""
        data = self.cleaned_data
        stages = [
            NewStage(
                **{part: data[f"{part}-{number}"] for part in PARTS if part != "unit"},
                unit=Unit(data[f"unit-{number}"]),
            )
            for number in NUMBERS
            if data[f"title-{number}"]
        ]
        names = ("since", "source", "checked")
        said = {name: data[name] for name in names}
        return NewStages(stages=stages, bypass_to=int(data["bypass_to"]), **said)

    @property
    def groups(self) -> list[tuple[int, list[Any], bool]]:
        """The fields of each stage, for the page, and whether they are seen at once: where something is
        wrong, and of the first where there are none."""
        found = []
        for number in NUMBERS:
            parts = [self[f"{part}-{number}"] for part in PARTS]
            wrong = any(part.errors for part in parts)
            found.append((number, parts, wrong or (number == 1 and not parts[0].value())))
        return found

    @property
    def rest(self) -> list[Any]:
        """The fields about all stages."""
        return [self[name] for name in ("bypass_to", "source", "checked")]


def filled(policy: EscalationPolicy | None) -> dict[str, Any]:
    """What the form is filled with: the stages that hold."""
    said: dict[str, Any] = {f"unit-{number}": Unit.WORKING_DAYS.value for number in NUMBERS}
    if policy is None:
        return said
    for stage in policy.stages.all():
        number = stage.number
        said |= {f"{part}-{number}": getattr(stage, part) for part in PARTS if part != "told"}
        said[f"told-{number}"] = [each.role for each in stage.told.all()]
    return said | {
        "bypass_to": str(policy.bypass_to),
        "source": policy.source,
        "checked": policy.checked,
    }
