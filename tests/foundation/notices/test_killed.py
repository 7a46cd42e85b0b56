"""Workers as processes: killed at any moment, two at once, told to end. No mail is lost, none goes twice
unless a steward says so."""

import os
import random
import signal
import subprocess
import sys
import time

import pytest
from django.db import connection

from safeloom.foundation.notices import worker
from safeloom.foundation.notices.models import Mail
from tests.architecture.tree import ROOT
from tests.factories import mail as make
from tests.foundation.notices.servers import Server

pytestmark = pytest.mark.django_db(transaction=True)
KILLS, MAILS = 15, 40
# Sets Django up once and forks a worker for each port it reads, saying its key; a worker says when it ends.
FORKS = """
import os, signal, sys, django
django.setup()
from django.conf import settings
from safeloom.foundation.notices import worker
worker.SECONDS = 0.05
signal.signal(signal.SIGCHLD, signal.SIG_IGN)
for line in sys.stdin:
    key = os.fork()
    if key:
        print(key, flush=True)
        continue
    settings.EMAIL_PORT, stopped = int(line), []
    signal.signal(signal.SIGTERM, lambda *_: stopped.append(True))
    worker.run(lambda: bool(stopped), lambda line: None)
    print("ended", flush=True)
    os._exit(0)
"""


def database() -> str:
    """The address of the test's database, for another process."""
    place = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{place['NAME']}"
    user, host, port = place["USER"], place["HOST"] or "127.0.0.1", place["PORT"] or 5432
    return f"postgres://{user}:{place['PASSWORD']}@{host}:{port}/{place['NAME']}"


def start(*command: str, port: int = 1) -> subprocess.Popen[str]:
    """A process that knows this database and, on this machine, a mail server."""
    return subprocess.Popen(
        command,
        env={
            **os.environ,
            "PYTHONPATH": str(ROOT),
            "DATABASE_URL": database(),
            "SAFELOOM_MAIL_HOST": "127.0.0.1",
            "SAFELOOM_MAIL_PORT": str(port),
            "SAFELOOM_MAIL_TLS": "off",
        },
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


class Workers:
    """Starts workers as processes of their own."""

    def __init__(self) -> None:
        self._parent = start(sys.executable, "-P", "-c", FORKS)

    def begin(self, server: Server) -> int:
        """A worker at this server; its process's key."""
        assert self._parent.stdin
        self._parent.stdin.write(f"{server.port}\n")
        self._parent.stdin.flush()
        return int(self.line())

    def line(self) -> str:
        """The next thing that is said."""
        assert self._parent.stdout
        said = self._parent.stdout.readline()
        assert said, self._parent.communicate()
        return said.strip()

    def end(self, *alive: int) -> str:
        """End workers, each with the mail it has in hand; what was said that they should not."""
        for key in alive:
            os.kill(key, signal.SIGTERM)
        assert [self.line() for _ in alive] == ["ended"] * len(alive)
        return self._parent.communicate(timeout=30)[1]


def kill(key: int) -> None:
    """Kill a process and wait until it is gone."""
    os.kill(key, signal.SIGKILL)
    while True:
        try:
            os.kill(key, 0)
        except ProcessLookupError:
            return
        time.sleep(0.002)


def sent() -> int:
    """How many are noted as sent."""
    return Mail.objects.filter(state="sent").count()


def wait_until(done, seconds: float = 60) -> None:
    """Wait for it, or fail."""
    until = time.monotonic() + seconds
    while not done():
        assert time.monotonic() < until, dict(Mail.objects.values_list("key", "state"))
        time.sleep(0.05)


def test_killed_at_any_moment_each_mail_is_sent_once_or_in_doubt(vale, settings):
    chance = random.Random(3)
    with Server(lambda number: "late") as server:
        make.use(settings, server.port)
        workers, alive = Workers(), []
        mails = [make.waiting(vale) for _ in range(MAILS)]
        for number in range(KILLS):
            while len(alive) < 2:
                alive.append(workers.begin(server))
            if number % 2:  # in the midst of handing over; else wherever it is
                wait_until(lambda: Mail.objects.filter(state="handing").exists())
            time.sleep(chance.uniform(0.0, 0.1))
            kill(alive.pop(0))
            if number % 3 == 0:
                make.time_runs_out()
        assert not workers.end(*alive)
        make.time_runs_out()
        worker.drain()
        make.time_runs_out()
        worker.drain()
        arrived = server.ids
    states = dict(Mail.objects.values_list("message_id", "state"))
    assert set(states) == {mail.message_id for mail in mails} and set(arrived) <= set(states)
    assert set(arrived.values()) == {1}, "a mail went twice"
    assert set(states.values()) == {"sent", "in-doubt"}, "a mail is lost, or no kill met one"
    assert all(arrived[one] == 1 for one, state in states.items() if state == "sent")
    assert all(one in arrived or state == "in-doubt" for one, state in states.items())


def test_two_workers_at_once_send_each_mail_once(vale, settings):
    with Server() as server:
        make.use(settings, server.port)
        workers = Workers()
        both = [workers.begin(server), workers.begin(server)]
        mails = [make.waiting(vale) for _ in range(60)]
        wait_until(lambda: sent() == len(mails))
        assert not workers.end(*both)
    assert server.ids == {mail.message_id: 1 for mail in mails}


def test_told_to_end_it_finishes_the_mail_in_hand(vale, settings):
    with Server(lambda number: "slow") as server:
        workers = Workers()
        alive = workers.begin(server)
        first, second = make.waiting(vale), make.waiting(vale)
        wait_until(lambda: Mail.objects.filter(state="handing").exists())
        assert not workers.end(alive)
    assert server.ids == {first.message_id: 1}
    assert dict(Mail.objects.values_list("pk", "state")) == {first.pk: "sent", second.pk: "waiting"}


def test_once_by_hand_sends_what_is_due(vale, settings):
    with Server() as server:
        mail = make.waiting(vale)
        run = start(str(ROOT / "run"), "manage", "worker", "--once", port=server.port)
        output, errors = run.communicate(timeout=60)
    assert (run.returncode, output, errors) == (0, "", "mail: 1 sent\n")
    assert server.ids == {mail.message_id: 1}
