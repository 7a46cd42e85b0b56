"""How django-allauth's second factors behave here: secrets sealed, words our own."""

from typing import Any

from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter

from safeloom.foundation.access import factors

WRONG = "This code is not right, or it was used already. Enter the one that is shown now."


class FactorAdapter(DefaultMFAAdapter):
    """Set as `MFA_ADAPTER`."""

    error_messages = {**DefaultMFAAdapter.error_messages, "incorrect_code": WRONG}

    def encrypt(self, text: str) -> str:
        """Seal a secret for the account at hand."""
        return factors.sealed(text)

    def decrypt(self, encrypted_text: str) -> str:
        """Open a secret of the account at hand."""
        return factors.opened(encrypted_text)

    def get_totp_issuer(self) -> str:
        """What the app calls us: with the host, as one may use two installations."""
        return f"Safeloom {context.request.get_host().partition(':')[0]}"

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """Whom a key is for: this host alone."""
        return {"id": context.request.get_host().partition(":")[0], "name": "Safeloom"}

    def send_notification_mail(self, *args: Any, **kwargs: Any) -> None:
        """Our own commands tell the owner."""
