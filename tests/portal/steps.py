"""What people do at the door."""

from django.test import Client

from safeloom.foundation.audit.models import AuditRow

PASSWORD = "heron under nine lamps"


def sign_in(client: Client, account, password: str = PASSWORD, **more):
    """Sign in as a person does; more goes with the form (`next`)."""
    return client.post("/sign-in/", {"login": account.email, "password": password, **more})


def audited(verb: str) -> list[AuditRow]:
    """The audit rows of a verb, oldest first."""
    return list(AuditRow.objects.filter(verb=verb).order_by("at"))
