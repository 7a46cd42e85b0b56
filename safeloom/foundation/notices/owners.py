"""Mail to the owner of an account about the account itself."""

from safeloom.foundation.identity.models import Account
from safeloom.foundation.notices.commands import queue_mail
from safeloom.foundation.notices.links import site_address
from safeloom.foundation.notices.models import Mail
from safeloom.kernel.keys import new_key

TEXT = """{said}

If this was you, there is nothing to do. If it was not, somebody may know your password: choose another
one here, and tell your partnership's business unit.

{address}
"""


def tell_owner(account: Account, said: str) -> Mail:
    """Queue a mail to the owner of an account about a change of how they sign in. It says what, and
    nothing else."""
    return queue_mail(
        key=f"account {new_key()}",
        kind="account-change",
        to=account.email,
        subject="A change to how you sign in to Safeloom",
        text=TEXT.format(said=said, address=site_address("/account/")),
        person=account.person,
    )
