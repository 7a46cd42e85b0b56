"""An agency under another name: the same agency, called otherwise from a day on."""

from datetime import timedelta

from django.core.exceptions import ValidationError

from safeloom.domain.partnership.commands import checks
from safeloom.domain.partnership.commands.reorganising.moves import Line
from safeloom.domain.partnership.models import Agency, FormerName, Reorganisation
from safeloom.kernel.dates import show_date


def rename(act: Reorganisation) -> list[Line]:
    """Give the agency its new name from the day; what it was called before stays its former name."""
    heir = act.agency_heirs.select_related("agency__principal", "agency__record").get()
    agency = heir.agency
    before, name = agency.principal.name, checks.words(heir.name, "name", "the new name")
    if name == before:
        raise ValidationError(f"It is called {name} already.")
    if agency.renamed is not None and agency.renamed >= act.day:
        raise ValidationError(
            f"It got its name on {show_date(agency.renamed)}. Choose a later day, or undo that first."
        )
    FormerName.objects.create(
        agency=agency,
        name=before,
        start=agency.renamed or agency.start,
        end=act.day - timedelta(days=1),
        act=act,
    )
    _call(agency, name, act.day)
    return [Line("name", before, f"Is called {name} from {show_date(act.day)}", begins=1)]


def name_back(act: Reorganisation) -> None:
    """Call the agency again what it was called before."""
    former = act.renamed.select_related("agency__principal", "agency__record").get()
    earlier = former.agency.former_names.exclude(pk=former.pk).order_by("-end").first()
    _call(former.agency, former.name, former.start if earlier else None)
    former.delete()


def _call(agency: Agency, name: str, since) -> None:
    agency.principal.name = agency.record.title = name
    agency.renamed = since
    agency.principal.save(update_fields=["name"])
    agency.record.save(update_fields=["title"])
    agency.save(update_fields=["renamed"])
    agency._called = None
