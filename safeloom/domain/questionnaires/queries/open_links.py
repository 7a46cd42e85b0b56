"""What an address that hangs somewhere opens."""

from safeloom.domain.questionnaires.models import OpenLink


def open_link_of(code: str) -> OpenLink | None:
    """The link of a code, whether it takes answers or not. 1 query."""
    rows = OpenLink.objects.select_related(
        "campaign__record",
        "campaign__partnership",
        "campaign__version__questionnaire__record",
    )
    return rows.filter(code=code, campaign__anonymous=True).first()
