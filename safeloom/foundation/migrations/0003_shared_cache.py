"""The table of the cache: counts of sign-in attempts that all server processes share."""

from django.conf import settings
from django.core.management import call_command
from django.db import migrations


def make(apps, editor):
    """Make the table, unless it is there."""
    call_command(
        "createcachetable",
        settings.CACHES["default"]["LOCATION"],
        database=editor.connection.alias,
        verbosity=0,
    )


class Migration(migrations.Migration):
    dependencies = [("foundation", "0002_append_only")]
    operations = [migrations.RunPython(make, migrations.RunPython.noop)]
