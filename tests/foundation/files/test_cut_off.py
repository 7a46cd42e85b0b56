"""Whoever keeps files and is killed leaves no row without its bytes, and nothing half-written for good."""

import hashlib
import os
import signal
import subprocess
import sys
import time

import pytest
from django.db import connection

from safeloom.foundation.files import queries, tick
from safeloom.foundation.files.models import StoredFile
from safeloom.foundation.files.storage import places, store

KEEPING = """
import os, sys, django
django.setup()
from django.core.files.base import ContentFile
from safeloom.foundation.files.commands import keep_file, remove_file
from safeloom.foundation.records.models import Record
record = Record.objects.get(pk=sys.argv[1])
while True:
    data = os.urandom(300_000).hex().encode()
    file = keep_file(by=None, record=record, upload=ContentFile(data, name="Paper.txt"))
    print("kept", flush=True)
    other = keep_file(by=None, record=record, upload=ContentFile(data, name="Other.txt"))
    remove_file(by=None, file=other, reason="Not wanted")
"""


def database() -> str:
    """The address of the tests' own database."""
    name = connection.settings_dict["NAME"]
    if connection.vendor == "sqlite":
        return f"sqlite:///{name}"
    server = os.environ["DATABASE_URL"].rpartition("/")[0]
    return f"{server}/{name}"


@pytest.mark.django_db(transaction=True)
def test_a_kill_leaves_no_row_without_its_bytes(group) -> None:
    environment = {
        **os.environ,
        "DATABASE_URL": database(),
        "DJANGO_SETTINGS_MODULE": "safeloom.config.settings",
    }
    command = [sys.executable, "-c", KEEPING, str(group.record_id)]
    started = [
        subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True)
        for _ in range(3)
    ]
    for number, process in enumerate(started):
        assert process.stdout.readline() == "kept\n"
        time.sleep(0.05 + 0.07 * number)
        process.send_signal(signal.SIGKILL)
    for process in started:
        process.wait()
        process.stdout.close()
    rows = list(StoredFile.objects.filter(record=group.record))
    assert rows
    for row in rows:
        if row.removed is None:
            found = hashlib.sha256(b"".join(queries.chunks_of(row))).hexdigest()
            assert found == row.sha256
    tick.clear()
    old = time.time() - 25 * 3600
    for place, _ in places():
        os.utime(store().path(place), (old, old))
    tick.sweep()
    left = StoredFile.objects.filter(removed__isnull=True).values_list("place", flat=True)
    assert {place for place, _ in places()} == set(left)
