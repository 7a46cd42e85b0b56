"""`./run manage drop_key ID`: takes a key out of the ring once nothing needs it."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from safeloom.foundation.audit import commands as audit
from safeloom.foundation.encryption import rotation
from safeloom.foundation.encryption.box import ring, sealing_key
from safeloom.foundation.encryption.keyfile import KeyFile


class Command(BaseCommand):
    """Refused while anything is sealed under the key."""

    help = "Take an encryption key out of the ring; refused while anything is sealed under it."

    def add_arguments(self, parser: CommandParser) -> None:
        """The key's id."""
        parser.add_argument("key", metavar="ID", help="as ./run manage rotate_keys names it")

    def handle(self, *args, key: str, **options) -> None:
        """Look once more, then take it out."""
        if key not in ring():
            raise CommandError(f"There is no key {key}. There are: {', '.join(ring())}.")
        if key == sealing_key():
            raise CommandError(f"{key} is the key that seals: ./run manage new_key makes another.")
        if found := rotation.under(key):
            raise CommandError(
                f"Sealed under {key}: {rotation.in_words(found)}. First ./run manage rotate_keys"
            )
        if not isinstance(settings.ENCRYPTION_KEYS, KeyFile):
            self.stdout.write(
                f"Nothing is sealed under {key}: take it out of SAFELOOM_ENCRYPTION_KEYS and restart."
            )
            return
        audit.write(by=None, verb="encryption.drop-key", subject=key)
        kept = [
            entry
            for entry in str(settings.ENCRYPTION_KEYS).split(",")
            if entry.strip().partition(":")[0] != key
        ]
        settings.ENCRYPTION_KEYS.replace(",".join(kept))
        self.stdout.write(f"{key} is gone from the ring.")
