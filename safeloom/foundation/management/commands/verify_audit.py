"""`./run manage verify_audit`: proves that no audit row was altered, lost, moved or cut off."""

from django.core.management.base import BaseCommand

from safeloom.foundation.audit.chain import keep_verdict, verify


class Command(BaseCommand):
    """Exit status 0 when every chain holds, 1 when one does not."""

    help = "Verify every audit chain against itself and against the heads outside the database."

    def handle(self, *args, **options) -> None:
        """Print the count proven and the first fault of each chain."""
        verdict = verify()
        keep_verdict(verdict)
        self.stdout.write(f"{verdict.proven} audit rows proven, {verdict.unsealed} not yet sealed.")
        for fault in verdict.faults:
            self.stdout.write(f"{fault.chain}, row {fault.position}: {fault.problem}.")
        if verdict.faults:
            raise SystemExit(1)
