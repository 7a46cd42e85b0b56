"""Bringing in a colleague, by who leads a response."""

from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from safeloom.domain.partnership.commands import people
from safeloom.domain.questionnaires.commands.answering import opened
from safeloom.domain.questionnaires.commands.inviting import (
    invite,
    remove_contributor,
    send_invitation,
)
from safeloom.domain.questionnaires.models import Contributor, Response
from safeloom.domain.questionnaires.queries.answering import contributor_of, leads
from safeloom.domain.questionnaires.queries.colleagues import known_by
from safeloom.foundation.identity.models import Person


@transaction.atomic
def bring_colleague(
    *,
    by: Person,
    response: Response,
    name: str,
    work_email: str,
    capacity: str = "",
    sections: Sequence[str] = (),
) -> Contributor:
    """Let a colleague answer a response, all of it or what is asked in a capacity (its key), and mail them
    how: somebody of the directory with this work e-mail, else somebody new in it. `sections` are the keys of
    those they are asked for, none for all. Raises `Closed`; ValidationError at `name`, `work_email`,
    `capacity` or `sections`, or for who does not lead."""
    _leading(by, response)
    name, work_email = " ".join(name.split()), work_email.strip()
    if not name:
        raise ValidationError({"name": "Enter your colleague’s name."})
    try:
        validate_email(work_email)
    except ValidationError:
        raise ValidationError(
            {"work_email": "Enter a work e-mail, like name@example.org."}
        ) from None
    row = response.campaign.version.capacities.filter(key=capacity).first() if capacity else None
    if capacity and row is None:
        raise ValidationError({"capacity": "Choose from the list."})
    asked = list(response.campaign.version.sections.filter(key__in=sections))
    if len(asked) != len(set(sections)):
        raise ValidationError({"sections": "Choose from the list."})
    partnership = response.campaign.partnership
    person = known_by(partnership, work_email)
    if person is None:
        new = people.NewPerson(name=name, work_email=work_email)
        person = people.add(by=by, partnership=partnership, new=new).person
    try:
        found = invite(by=by, response=response, person=person, capacity=row, sections=asked)
    except ValidationError as refused:
        raise ValidationError({"work_email": refused.messages}) from None
    send_invitation(by=by, contributor=found)
    return found


@transaction.atomic
def let_colleague_go(*, by: Person, response: Response, contributor: Contributor) -> None:
    """Let a colleague who does not lead answer no more. Raises `Closed`, or ValidationError for who does not
    lead."""
    _leading(by, response)
    if contributor.response_id != response.pk or contributor.leads:
        raise ValidationError("Ask the partnership’s business unit to change who leads.")
    remove_contributor(by=by, contributor=contributor)


def _leading(person: Person, response: Response) -> None:
    opened(response, person, ())
    if not leads(contributor_of(response, person)):
        raise ValidationError("Who leads this response brings others in.")
