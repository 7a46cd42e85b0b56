"""The questions of a reorganisation, one thing a page."""

from collections.abc import Iterable
from uuid import UUID

from django.core.exceptions import ValidationError

from safeloom.domain.partnership.commands.reorganisations import NewHeir
from safeloom.domain.partnership.forms import Spoken
from safeloom.domain.partnership.models import Agency, Heir, Reorganisation
from safeloom.web import fields
from safeloom.web.dates import DateField
from safeloom.web.forms import Form, RevisionedForm

_KINDS = [("", "Select one"), *Agency.Kind.choices]
_MOST = 20


class KindForm(Form):
    """What happens, in plain words."""

    kind = fields.RadioField(
        label="What happens?",
        choices=Reorganisation.Kind.choices,
        hints={
            Reorganisation.Kind.MERGE: "Eight commissioners become one board.",
            Reorganisation.Kind.SPLIT: "A trust is divided in two.",
            Reorganisation.Kind.REDRAW: "A county council and its districts become two councils.",
            Reorganisation.Kind.RENAME: "It stays the same agency under another name.",
            Reorganisation.Kind.TRANSFER: "Both go on; posts, seats or returns change hands.",
        },
        ask="Select what happens",
    )


class AgenciesForm(Spoken, RevisionedForm):
    """Several agencies."""

    agencies = fields.RecordsField(None, label="Agencies", ask="Select the agencies")


class AgencyForm(Spoken, RevisionedForm):
    """One agency."""

    agency = fields.RecordField(None, label="Agency", ask="Select the agency")


class AreasForm(Spoken, RevisionedForm):
    """Areas that change, if any."""

    areas = fields.RecordsField(
        None,
        label="Areas",
        required=False,
        help_text="Select none where the areas stay as they are.",
    )


class HeirForm(Spoken, RevisionedForm):
    """The one agency that several become."""

    name = fields.TextField(label="Name of the new agency", max_length=120, required=False)
    kind = fields.SelectField(label="Its kind", choices=_KINDS, required=False)
    ods_code = fields.TextField(
        label="Its ODS code", required=False, width=10, help_text="Of an NHS body, such as QE1."
    )
    there = fields.RecordField(
        None,
        label="Or an agency that is there already",
        required=False,
        empty_label="None: it is a new one",
    )

    def clean(self) -> dict:
        """Either a new agency or one that is there."""
        said = super().clean()
        if bool(said.get("name")) == bool(said.get("there")):
            raise ValidationError(
                {
                    "name": "Enter the name of a new agency, or select one that is there: one of the two"
                }
            )
        if said.get("name") and not said.get("kind"):
            raise ValidationError({"kind": "Select what kind of agency it is"})
        return said

    def heirs(self) -> list[NewHeir]:
        """What was said."""
        said = self.cleaned_data
        if said["there"]:
            return [NewHeir(body=said["there"])]
        return [NewHeir(name=said["name"], kind=said["kind"], ods_code=said["ods_code"])]


class HeirsForm(Spoken, RevisionedForm):
    """The agencies that one or several become."""

    names = fields.LongTextField(
        label="Names of the new agencies",
        required=False,
        rows=4,
        help_text="One a line. The first goes with the first new area, and so on.",
    )
    kind = fields.SelectField(label="Their kind", choices=_KINDS, required=False)
    there = fields.RecordsField(None, label="Also agencies that are there already", required=False)

    def clean(self) -> dict:
        """Some at least; a kind where some are new."""
        said = super().clean()
        said["lines"] = _lines(said.get("names", ""))
        if not said["lines"] and not said.get("there"):
            raise ValidationError({"names": "Enter a name, or select an agency that is there"})
        if said["lines"] and not said.get("kind"):
            raise ValidationError({"kind": "Select what kind of agency they are"})
        return said

    def heirs(self) -> list[NewHeir]:
        """What was said."""
        said = self.cleaned_data
        new = [NewHeir(name=name, kind=said["kind"]) for name in said["lines"]]
        return [*new, *(NewHeir(body=agency) for agency in said["there"])]


class AreaHeirsForm(Spoken, RevisionedForm):
    """The areas that others become."""

    names = fields.LongTextField(
        label="Names of the new areas",
        rows=4,
        help_text="One a line, in the order of the new councils.",
        ask="Enter the names of the new areas",
    )

    def clean_names(self) -> str:
        """At least one line."""
        if not _lines(self.cleaned_data["names"]):
            raise ValidationError("Enter the names of the new areas")
        return self.cleaned_data["names"]

    def heirs(self) -> list[NewHeir]:
        """What was said."""
        return [NewHeir(name=name) for name in _lines(self.cleaned_data["names"])]


class NameForm(RevisionedForm):
    """A new name."""

    name = fields.TextField(label="New name", max_length=120, ask="Enter the new name")


class DayForm(RevisionedForm):
    """The first day of the new arrangement."""

    day = DateField(
        label="First day",
        help_text="The first day on which it holds, such as 1 4 2027. It may lie ahead or back.",
    )


class PathsForm(RevisionedForm):
    """For each agency or area, what it becomes."""

    def __init__(self, *args, bodies: Iterable, heirs: Iterable[Heir], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.bodies = list(bodies)
        choices = [(str(heir.pk), str(heir)) for heir in heirs]
        for body in self.bodies:
            self.fields[f"becomes-{body.pk}"] = fields.CheckboxesField(
                label=f"{body.name} becomes",
                choices=choices,
                ask=f"Select what {body.name} becomes",
            )
        self.ask()

    def paths(self) -> dict[UUID, list[UUID]]:
        """What was said, by key."""
        return {
            body.pk: [UUID(key) for key in self.cleaned_data[f"becomes-{body.pk}"]]
            for body in self.bodies
        }


class SealedForm(RevisionedForm):
    """The confirmation: the plan as it was looked at."""

    seal = fields.TextField(label="Preview", required=False, max_length=64)


def _lines(text: str) -> list[str]:
    found = [" ".join(line.split()) for line in text.splitlines()]
    return list(dict.fromkeys(line for line in found if line))[:_MOST]
