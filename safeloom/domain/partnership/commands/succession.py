"""What came out of what must not go round in a circle."""

from collections import defaultdict
from collections.abc import Iterable
from uuid import UUID

from django.core.exceptions import ValidationError


def circle(predecessor: UUID, successor: UUID, known: Iterable[tuple[UUID, UUID]]) -> None:
    """Refuse a succession already said, to itself, or to one that the predecessor came out of."""
    heirs: dict[UUID, set[UUID]] = defaultdict(set)
    for before, after in known:
        heirs[before].add(after)
    if successor in heirs[predecessor]:
        raise ValidationError({"successor": "This has been said already."})
    reached, ahead = {successor}, [successor]
    while ahead:
        ahead_of = heirs[ahead.pop()] - reached
        reached |= ahead_of
        ahead.extend(ahead_of)
    if predecessor in reached:
        raise ValidationError({"successor": "It came before this one, so it cannot follow it."})
