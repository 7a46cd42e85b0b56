"""What the search finds of disagreements and of the challenge log: references, themes and agencies. What was
written in them is found on their own pages alone."""

from collections.abc import Iterator

from django.db.models import QuerySet
from django.urls import reverse

from safeloom.foundation.access.rule import Viewer
from safeloom.foundation.identity.models import Partnership
from safeloom.foundation.search.definitions import Searchable
from safeloom.systems.challenge.models import Disagreement, PartnerChallenge
from safeloom.systems.challenge.queries.disagreements import disagreements
from safeloom.systems.challenge.queries.partners import challenges


def disagreements_found(viewer: Viewer, partnership: Partnership) -> QuerySet[Disagreement]:
    """Those the viewer may see."""
    return disagreements(viewer, partnership)


def tell_disagreements(rows: QuerySet[Disagreement]) -> Iterator[Searchable]:
    """By reference, theme and agencies."""
    for row in rows.select_related("record"):
        yield _told(row)


def disagreement_address(viewer: Viewer, partnership: Partnership, place: str) -> str:
    """A disagreement's page."""
    return reverse("challenge:disagreement", args=[partnership.key, place])


def challenges_found(viewer: Viewer, partnership: Partnership) -> QuerySet[PartnerChallenge]:
    """Those the viewer may see."""
    return challenges(viewer, partnership)


def tell_challenges(rows: QuerySet[PartnerChallenge]) -> Iterator[Searchable]:
    """By reference and what it is called."""
    for row in rows.select_related("record"):
        yield _told(row)


def challenge_address(viewer: Viewer, partnership: Partnership, place: str) -> str:
    """The page of a partner's challenge."""
    return reverse("challenge:partner", args=[partnership.key, place])


def _told(row: Disagreement | PartnerChallenge) -> Searchable:
    record = row.record
    return Searchable(
        row=row.pk,
        partnership=record.partnership_id,
        title=record.title,
        place=record.reference,
        reference=record.reference,
        sealed=record.sensitivity == record.Sensitivity.SEALED,
    )
