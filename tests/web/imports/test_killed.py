"""An import whose process is killed leaves all of it or nothing."""

import os
import signal
import subprocess
import sys
import time

import pytest

from safeloom.domain.partnership.models import DirectoryEntry, Post, PostHolding
from safeloom.foundation.audit.models import AuditRow
from safeloom.foundation.identity.models import Membership, Person, Principal
from safeloom.web.imports.models import Import
from tests.factories import foundation, sheets
from tests.factories import partnership as structure

WRITTEN = (Principal, Person, DirectoryEntry, Post, PostHolding, Membership, Import, AuditRow)
MANY = 1_500


@pytest.fixture
def committed(transactional_db):
    """A partnership that other processes see, and their environment."""
    from django.db import connection

    vale = foundation.partnership("killed")
    structure.an_agency(vale, "Vale Council")
    settings = connection.settings_dict
    if "memory" in str(settings["NAME"]):
        pytest.skip("this database lives in one process")
    url = f"sqlite:///{settings['NAME']}"
    if connection.vendor == "postgresql":
        user, host, port = settings["USER"], settings["HOST"], settings["PORT"]
        url = f"postgres://{user}:{settings['PASSWORD']}@{host}:{port}/{settings['NAME']}"
    return vale, {**os.environ, "DATABASE_URL": url}


def test_people_are_all_there_or_none_wherever_it_is_killed(committed, tmp_path) -> None:
    vale, environment = committed
    path = tmp_path / "people.csv"
    lines = [f"Ash{n} Fern,Post {n},Vale Council,a{n}@vale.example" for n in range(MANY)]
    path.write_bytes(sheets.csv("Name,Post,Agency,Email", *lines))
    before = [model.objects.count() for model in WRITTEN]
    command = [sys.executable, "-m", "safeloom.config.manage", "import", "people", str(path)]
    command += ["--partnership", vale.key, "--accept"]
    for delay in (0.0, 0.1, 0.3, 0.6):
        process = subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, text=True)
        for line in process.stderr:
            if line.startswith("Writing"):
                break
        time.sleep(delay)
        process.send_signal(signal.SIGKILL)
        process.wait()
        process.stderr.close()
        now = [model.objects.count() for model in WRITTEN]
        if now != before:
            assert now[1] - before[1] == MANY and now[6] == 1 and now[7] == before[7] + 1
            return
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=240)
    assert done.returncode == 0, done.stderr
    now = [model.objects.count() - was for model, was in zip(WRITTEN, before, strict=True)]
    assert now == [2 * MANY, MANY, MANY, MANY, MANY, 2 * MANY, 1, 1]
