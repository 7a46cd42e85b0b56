"""All of the demonstration in an empty database: tables, the invented county, the examples."""

from django.core.management import call_command

from safeloom.demonstration.making import make_county
from safeloom.demonstration.progress import step
from safeloom.foundation.audit import tick

KEY = "demo"


def make_everything(size: str = "county") -> None:
    """Write all of it, saying on the error stream what is being done."""
    with step("Tables"):
        call_command("migrate", verbosity=0, interactive=False)
    with step("An invented county"):
        make_county(key=KEY, size=size)
    with step("The audit’s seal"):
        tick.seal()
        tick.daily_head()
