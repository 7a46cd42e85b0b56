"""`./run manage rotate_keys`: seals anew, under the newest key, all that older keys sealed."""

from django.core.management.base import BaseCommand

from safeloom.foundation.audit import commands as audit
from safeloom.foundation.encryption import rotation
from safeloom.foundation.encryption.box import ring, sealing_key


class Command(BaseCommand):
    """May run beside the server, be stopped or killed, and be given again."""

    help = (
        "Seal anew, under the newest key, all that older keys sealed; goes on where it was stopped."
    )

    def handle(self, *args, **options) -> None:
        """Exit status 0 when nothing is left under an older key, 1 when something is."""
        outcome = rotation.rotate(self.stderr.write)
        key_id, left = sealing_key(), rotation.left(sealing_key())
        if outcome.sealed:
            audit.write(
                by=None,
                verb="encryption.rotate-keys",
                subject=key_id,
                after={"sealed": outcome.sealed, "left": sum(left.values())},
            )
        self.stdout.write(f"{outcome.sealed:,} values sealed anew under {key_id}.")
        for place in outcome.unreadable:
            self.stdout.write(f"Cannot be opened, and was left as it is: {place}.")
        if left:
            self.stdout.write(f"Left under other keys: {rotation.in_words(left)}.")
            raise SystemExit(1)
        old = [one for one in ring() if one != key_id]
        if old:
            drop = ", ".join(f"./run manage drop_key {one}" for one in old)
            self.stdout.write(
                "Nothing is left under an older key. Backups made until now are opened by the keys they"
                f" carry. To take older keys out of the ring: {drop}"
            )
