"""Which questionnaires, campaigns and responses somebody may see."""

from django.db.models import QuerySet

from safeloom.domain.questionnaires.models import Campaign, Questionnaire, Response, Version
from safeloom.foundation.access.rule import Viewer
from safeloom.foundation.identity.models import Partnership


def questionnaires(
    viewer: Viewer, here: Partnership, permission: str = "questionnaire.see"
) -> QuerySet[Questionnaire]:
    """The questionnaires of a partnership for which the viewer holds a permission, with their records."""
    rows = Questionnaire.objects.select_related("record", "partnership")
    return viewer.rows(permission, rows, here.pk)


def versions(
    viewer: Viewer, here: Partnership, permission: str = "questionnaire.see"
) -> QuerySet[Version]:
    """The versions of its questionnaires."""
    rows = Version.objects.select_related("questionnaire__record")
    return viewer.rows(permission, rows, here.pk)


def campaigns(
    viewer: Viewer, here: Partnership, permission: str = "questionnaire.see"
) -> QuerySet[Campaign]:
    """The campaigns of a partnership for which the viewer holds a permission, with their records."""
    rows = Campaign.objects.select_related(
        "record", "partnership", "version__questionnaire__record"
    )
    return viewer.rows(permission, rows, here.pk)


def responses(
    viewer: Viewer, here: Partnership, permission: str = "response.see"
) -> QuerySet[Response]:
    """The responses with a record for which the viewer holds a permission; an agency's lead holds it for
    the agency's own. Anonymous ones are nobody's to open."""
    rows = Response.objects.filter(record__isnull=False).select_related(
        "record", "campaign__record", "campaign__version", "agency__principal", "person__principal"
    )
    return viewer.rows(permission, rows, here.pk)
