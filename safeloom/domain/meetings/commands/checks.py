"""What must hold of what is said about series, meetings and agendas."""

from datetime import time

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator

from safeloom.domain.meetings.queries.presenters import presenters
from safeloom.domain.partnership.models import Group
from safeloom.foundation.identity.models import Partnership, Principal

_ADDRESS = URLValidator(schemes=("https", "http"))


def words(text: str, field: str, what: str, most: int = 200) -> str:
    """Text on one line; refused when nothing is left or it is too long."""
    bare = " ".join(text.split())
    if not bare:
        raise ValidationError({field: f"Enter {what}."})
    if len(bare) > most:
        raise ValidationError({field: f"Shorten {what} to {most} characters or fewer."})
    return bare


def address(link: str, field: str) -> str:
    """An address that a browser opens, or empty."""
    bare = link.strip()
    if bare:
        try:
            _ADDRESS(bare)
        except ValidationError:
            raise ValidationError({field: "Enter an address that begins https://"}) from None
    return bare


def times(start: time | None, end: time | None, field: str = "end") -> None:
    """Refuse an end without or before a beginning."""
    if end and start is None:
        raise ValidationError({field: "Say when it begins too."})
    if start and end and end <= start:
        raise ValidationError({field: "It must end after it begins."})


def group(partnership: Partnership, group: Group) -> None:
    """Refuse a group that another partnership owns: its meetings stand there."""
    if group.record.partnership_id != partnership.pk:
        raise ValidationError({"group": "Choose a group of this partnership."})


def presenter(partnership: Partnership, principal: Principal | None) -> None:
    """Refuse a presenter who is neither a post nor a person of the partnership."""
    if principal is not None and not presenters(partnership).filter(pk=principal.pk).exists():
        raise ValidationError({"presenter": "Choose a post or a person of this partnership."})
