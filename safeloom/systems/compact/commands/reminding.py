"""Reminding members by mail, when the unit asks for it."""

from datetime import date

from django.db import transaction
from django.urls import reverse

from safeloom.foundation.audit import commands as audit
from safeloom.foundation.identity.models import Partnership, Person
from safeloom.foundation.notices.commands import queue_mail
from safeloom.foundation.notices.links import site_address
from safeloom.foundation.today import today
from safeloom.systems.compact.models import CompactVersion
from safeloom.systems.compact.queries import compact, induction


@transaction.atomic
def remind_to_sign(*, by: Person | None, version: CompactVersion) -> int:
    """Queue a mail to each member who has not signed and can sign in; how many. A second click on the
    same day sends nothing twice."""
    day = today()
    people = [
        person
        for person in compact.signers(version, day).filter(asked=True, signed__isnull=True)
        if person.signs_in
    ]
    address = reverse("compact:sign", args=[version.partnership.key, version.record.reference])
    for person in people:
        _queue(
            version.partnership,
            person,
            key=f"compact-reminder {day} {version.pk} {person.pk}",
            subject="The compact waits for your signature",
            asked=f"{version.partnership.name} asks its members to sign its compact. "
            "You have not signed the version that is in force.",
            address=address,
        )
    _audit(by, version.partnership, "compact.remind", version.record.reference, len(people), day)
    return len(people)


@transaction.atomic
def remind_to_read(*, by: Person | None, partnership: Partnership) -> int:
    """Queue a mail to each member who has not read all of their induction pack and can sign in; how
    many. A second click on the same day sends nothing twice."""
    day = today()
    behind = [row for row in induction.progress(partnership, day) if row.read < row.many]
    keys = {row.person_id for row in behind}
    people = list(
        Person.objects.filter(pk__in=keys, account__is_active=True).select_related("account")
    )
    for person in people:
        _queue(
            partnership,
            person,
            key=f"induction-reminder {day} {partnership.pk} {person.pk}",
            subject="Your induction pack waits to be read",
            asked=f"{partnership.name} asks you to read the induction pack of your group. "
            "You have not read all of it.",
            address=reverse("compact:induction", args=[partnership.key]),
        )
    _audit(by, partnership, "induction.remind", "induction packs", len(people), day)
    return len(people)


def _queue(
    partnership: Partnership, person: Person, *, key: str, subject: str, asked: str, address: str
) -> None:
    text = f"{asked}\n\nSign in to read it:\n{site_address(address)}\n"
    queue_mail(
        key=key,
        kind="reminder",
        to=person.account.email,
        subject=subject,
        text=text,
        partnership=partnership,
        person=person,
    )


def _audit(
    by: Person | None, partnership: Partnership, verb: str, subject: str, many: int, day: date
) -> None:
    audit.write(
        by=by,
        verb=verb,
        subject=subject,
        partnership=partnership,
        after={"people": many, "day": day},
    )
