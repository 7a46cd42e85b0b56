"""All of the demonstration in an empty database: tables, the invented county, the examples."""

from pathlib import Path

from django.core.management import call_command

from safeloom.demonstration import example_files, examples
from safeloom.demonstration.making import make_county
from safeloom.demonstration.progress import step
from safeloom.foundation.audit import tick
from safeloom.foundation.identity.models import Partnership
from safeloom.foundation.search.tick import bring_up_to_date
from safeloom.reports.building import build
from safeloom.reports.outputs import render
from safeloom.reports.queries import latest
from safeloom.reports.writing import write_all

KEY = "demo"


def make_everything(reports: Path, size: str = "county") -> None:
    """Write all of it, and each partnership's latest report into a folder of `reports`, saying on the
    error stream what is being done."""
    with step("Tables"):
        call_command("migrate", verbosity=0, interactive=False)
    with step("An invented county"):
        make_county(key=KEY, size=size)
    for key in example_files.example_keys():
        with step(f"The example {key}"):
            examples.load(key)
    for partnership in Partnership.objects.order_by("key"):
        with step(f"The report of {partnership.key}"):
            outputs = render(build(latest(partnership)).document)
            write_all(reports / partnership.key, outputs.files())
    with step("The search"):
        bring_up_to_date()
    with step("The audit’s seal"):
        tick.seal()
        tick.daily_head()
