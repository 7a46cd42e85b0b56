"""What a partnership may decide on accounts and roles, and how one begins. The foundation carries it
out and audits it."""

from collections.abc import Sequence
from datetime import date

from allauth.socialaccount.models import SocialAccount
from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse

from safeloom.domain.partnership.commands import people
from safeloom.foundation.access.commands import accounts, factors, grants, partnerships, reviewing
from safeloom.foundation.access.commands.accounts import NotYours
from safeloom.foundation.access.models import Grant
from safeloom.foundation.audit import commands as audit
from safeloom.foundation.identity.models import (
    Account,
    Partnership,
    PasswordLink,
    Person,
    Principal,
)
from safeloom.foundation.notices.commands import let_go, queue_mail
from safeloom.foundation.notices.content import subject_of
from safeloom.foundation.notices.links import site_address
from safeloom.foundation.notices.models import Mail
from safeloom.foundation.notices.owners import tell_owner
from safeloom.kernel.keys import new_key
from safeloom.stewardship import queries

# What a search of the audit asks for that names nobody.
PLAIN = {"verb", "from", "to"}


INVITATION = """{partnership} works with Safeloom, and you have an account there. Choose your password here:

{address}

The link works once, for {days} days. After that you sign in at {sign_in} with this e-mail address.

If you did not expect this, ask the partnership's business unit before you follow the link.
"""


@transaction.atomic
def start(
    *, by: Person | None, key: str, name: str, manager: str, email: str
) -> tuple[Partnership, str]:
    """A partnership with its business manager in its directory, and the secret of the link with which
    the manager chooses a password; all or nothing. Raises ValidationError naming what is wrong."""
    partnership = partnerships.open_partnership(by=by, key=key, name=name)
    new = people.NewPerson(name=manager, work_email=email)
    person = people.add(by=by, partnership=partnership, new=new).person
    account = accounts.open_account(by=by, partnership=partnership, person=person, email=email)
    grants.give_role(
        by=by, partnership=partnership, principal=person.principal, role=grants.MANAGER
    )
    return partnership, accounts.make_link(by=by, partnership=partnership, account=account)


@transaction.atomic
def make_link(*, by: Person, partnership: Partnership, account: Account) -> str:
    """The secret of a new one-use link. Raises NotYours where another partnership knows the owner:
    who makes the link could become them there. Then whoever keeps the installation makes it."""
    _ours_alone(account, partnership)
    return accounts.make_link(by=by, partnership=partnership, account=account)


@transaction.atomic
def invite(*, by: Person, partnership: Partnership, account: Account) -> Mail:
    """Mail a new one-use link to the owner of an account; the link and the mail before, if it has not
    left yet, are worth nothing from now on. Raises NotYours, ValidationError when it is closed."""
    _ours_alone(account, partnership)
    kind = PasswordLink.Kind.INVITATION
    secret = accounts.make_link(by=by, partnership=partnership, account=account, kind=kind)
    _let_go_waiting(by, account)
    return queue_mail(
        key=f"invitation {new_key()}",
        kind="invitation",
        to=account.email,
        subject=subject_of("Your account with ", partnership.name),
        text=INVITATION.format(
            partnership=partnership.name,
            address=site_address(reverse("portal:link", args=[secret])),
            days=accounts.LINK_LASTS.days,
            sign_in=site_address(reverse("portal:sign-in")),
        ),
        partnership=partnership,
        person=account.person,
    )


@transaction.atomic
def revoke_link(*, by: Person, partnership: Partnership, account: Account) -> Account:
    """Take back the link that was made or mailed. Raises NotYours, or ValidationError when there is
    none."""
    _ours_alone(account, partnership)
    accounts.revoke_link(by=by, partnership=partnership, account=account)
    _let_go_waiting(by, account)
    return account


@transaction.atomic
def close_account(*, by: Person, partnership: Partnership, account: Account) -> Account:
    """End an account; a service that it was signed in to with is forgotten. Raises NotYours; a role in
    one partnership is ended by itself."""
    _ours_alone(account, partnership)
    SocialAccount.objects.filter(user=account).delete()
    return accounts.close_account(by=by, partnership=partnership, account=account)


@transaction.atomic
def reopen_account(*, by: Person, partnership: Partnership, account: Account) -> Account:
    """Let a closed account be used again. Raises NotYours."""
    _ours_alone(account, partnership)
    return accounts.reopen_account(by=by, partnership=partnership, account=account)


@transaction.atomic
def reset_second_step(*, by: Person, partnership: Partnership, account: Account) -> Account:
    """Take away the second step of somebody who lost it, and tell them by mail. Raises NotYours, or
    ValidationError when there is none."""
    _ours_alone(account, partnership)
    factors.reset_factors(by=by, partnership=partnership, account=account)
    said = "Your second step at sign-in was reset by a business manager of your partnership."
    tell_owner(account, said)
    return account


@transaction.atomic
def give_role(
    *,
    by: Person,
    partnership: Partnership,
    principal: Principal,
    role: str,
    over: Principal | None = None,
    start: date | None = None,
    end: date | None = None,
) -> Grant:
    """Give a role to somebody of the partnership, over something of it. Raises ValidationError."""
    if not queries.may_be_given(partnership).filter(pk=principal.pk).exists():
        raise ValidationError("They are not in this partnership's directory today.")
    if over and not queries.may_be_over(partnership).filter(pk=over.pk).exists():
        raise ValidationError("It is not an agency or group of this partnership.")
    return grants.give_role(
        by=by,
        partnership=partnership,
        principal=principal,
        role=role,
        over=over,
        start=start,
        end=end,
    )


def review_roles(
    *, by: Person, decisions: dict[int, str], roles: Sequence[Grant]
) -> dict[str, ValidationError]:
    """Carry out the decisions on some roles, by the grant's key: all of them, or none and what stands
    in the way of each, by the name of its field."""
    problems: dict[str, ValidationError] = {}
    with transaction.atomic():
        for grant in roles:
            if grant.pk not in decisions:
                continue
            try:
                with transaction.atomic():
                    reviewing.review(by=by, grant=grant, outcome=decisions[grant.pk])
            except ValidationError as problem:
                problems[f"role-{grant.pk}"] = problem
        transaction.set_rollback(bool(problems))
    return problems


@transaction.atomic
def note_search(
    *, by: Person, partnership: Partnership, asked: dict[str, str], export: str = ""
) -> None:
    """Note that somebody searched the audit or took it away as a file. Of what was typed, which may be
    a name, a keyed hash is kept: it shows that the same was looked for again."""
    told = {
        name: said if name in PLAIN else audit.not_kept(f"audit.search.{name}", said.casefold())
        for name, said in asked.items()
    }
    audit.write(
        by=by,
        verb="audit.take-away" if export else "audit.search",
        subject="audit",
        partnership=partnership,
        after=told | ({"format": export} if export else {}),
    )


def _let_go_waiting(by: Person, account: Account) -> None:
    waiting = Mail.objects.filter(
        kind="invitation", person=account.person, state=Mail.State.WAITING
    )
    for mail in waiting:
        let_go(by=by, mail=mail)


def _ours_alone(account: Account, partnership: Partnership) -> None:
    if queries.known_elsewhere(account, partnership):
        raise NotYours
