"""`./run manage new_key`: another key, which seals from now on."""

import base64
import os
import secrets

from django.conf import settings
from django.core.management.base import BaseCommand

from safeloom.foundation.audit import commands as audit
from safeloom.foundation.encryption.box import ring
from safeloom.foundation.encryption.keyfile import KeyFile

IN_THE_ENVIRONMENT = """The keys are in the environment, so put the new one there yourself, on every machine:
  1. last, and restart, so that every machine can open what it will seal:
     SAFELOOM_ENCRYPTION_KEYS={last}
  2. first, and restart, so that it seals:
     SAFELOOM_ENCRYPTION_KEYS={first}
  3. ./run manage rotate_keys"""


class Command(BaseCommand):
    """The older keys go on opening what they sealed."""

    help = "Make another encryption key, which seals from now on; the older ones go on opening."

    def handle(self, *args, **options) -> None:
        """Put the key first in the file of keys, or say how to where they are in the environment."""
        old = str(settings.ENCRYPTION_KEYS)
        # By chance in part: another installation, or a backup, never has another key of this name.
        key_id = f"k{len(ring()) + 1}-{secrets.token_hex(3)}"
        new = f"{key_id}:{base64.b64encode(os.urandom(32)).decode()}"
        if not isinstance(settings.ENCRYPTION_KEYS, KeyFile):
            self.stdout.write(IN_THE_ENVIRONMENT.format(last=f"{old},{new}", first=f"{new},{old}"))
            return
        audit.write(by=None, verb="encryption.new-key", subject=key_id)
        settings.ENCRYPTION_KEYS.replace(f"{new},{old}")
        self.stdout.write(
            f"{key_id} seals from now on, in every process of this machine. Make a backup, or copy"
            f" {settings.ENCRYPTION_KEYS.path} to where its copy is kept; then ./run manage rotate_keys"
        )
