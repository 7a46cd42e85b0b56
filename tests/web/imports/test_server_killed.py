"""The server killed, with all its processes, while it writes what was accepted in a browser."""

import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from contextlib import closing, contextmanager

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from safeloom.domain.partnership.models import DirectoryEntry, Post, PostHolding
from safeloom.foundation.audit.models import AuditRow
from safeloom.foundation.identity.models import Person
from safeloom.web.imports.models import Import, Upload
from tests.architecture.tree import ROOT
from tests.conftest import VAR
from tests.factories import foundation, sheets
from tests.factories import partnership as structure
from tests.processes import url_of_tests

MANY = 1_500
WRITTEN = (Person, DirectoryEntry, Post, PostHolding, Import)


class Away(urllib.request.HTTPRedirectHandler):
    """Follows nothing: where an answer leads is what is asked."""

    def redirect_request(self, *_: object) -> None:
        return None


class Visit:
    """Somebody signed in at the running server."""

    def __init__(self, client: Client, port: int) -> None:
        self.cookies = {settings.SESSION_COOKIE_NAME: client.session.session_key}
        self.at = f"http://localhost:{port}"
        self.opener = urllib.request.build_opener(Away)

    def ask(self, path: str, sent: dict[str, str] | None = None) -> tuple[int, str, str]:
        """Status, page and where it leads."""
        data = urllib.parse.urlencode(sent).encode() if sent is not None else None
        request = urllib.request.Request(f"{self.at}{path}", data)
        request.add_header("Cookie", "; ".join(f"{k}={v}" for k, v in self.cookies.items()))
        request.add_header("Origin", self.at)
        try:
            answer = self.opener.open(request, timeout=60)
        except urllib.error.HTTPError as other:
            answer = other
        with answer:
            for cookie in answer.headers.get_all("Set-Cookie") or ():
                name, _, value = cookie.partition(";")[0].partition("=")
                self.cookies[name] = value
            return answer.status, answer.read().decode(), answer.headers.get("Location", "")


@contextmanager
def served() -> Iterator[tuple[int, "subprocess.Popen[str]"]]:
    """The server on the tests' database and keys; all its processes are one group."""
    with closing(socket.create_server(("127.0.0.1", 0))) as probe:
        port = probe.getsockname()[1]
    process = subprocess.Popen(
        [sys.executable, "-P", "-m", "safeloom.config.serve", "--port", str(port)],
        env={
            **{name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ},
            "PYTHONPATH": str(ROOT),
            "SAFELOOM_VAR": str(VAR),
            "DATABASE_URL": url_of_tests(),
        },
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    try:
        # What is due may be done, and told, before the server is ready.
        assert any("Safeloom is at" in line for line in process.stderr)
        yield port, process
    finally:
        end(process)
        process.stderr.close()


def end(process: "subprocess.Popen[str]") -> None:
    """SIGKILL to every process of the server."""
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


@pytest.mark.django_db(transaction=True)
def test_all_rows_are_there_or_none_and_accepting_again_doubles_nothing() -> None:
    vale = foundation.partnership("killed")
    structure.an_agency(vale, "Vale Council")
    client = Client()
    client.force_login(foundation.granted("business-manager", vale))
    path = f"/{vale.key}/bring-in/people/"
    lines = [f"Ash{n} Fern,Post {n},Vale Council,a{n}@vale.example" for n in range(MANY)]
    body = sheets.csv("Name,Post,Agency,Email", *lines)
    client.post(path, {"file": SimpleUploadedFile("people.csv", body)})
    kept = str(Upload.objects.get().pk)
    before = counted()
    for delay in (0.2, 0.6, 0.9, 1.3):
        with served() as (port, process):
            visit = Visit(client, port)
            form = accept_form(visit, path, kept)
            if form is None:
                break  # the kill before this one came after the last row was in
            posted = threading.Thread(target=try_to, args=(visit, f"{path}preview/", form))
            posted.start()
            time.sleep(delay)
            end(process)
            posted.join()
        assert counted() in (before, all_of(before)), f"{delay} s"
    with served() as (port, _):
        visit = Visit(client, port)
        form = accept_form(visit, path, kept)
        if form is not None:
            assert visit.ask(f"{path}preview/", form)[0] == 302
        assert counted() == all_of(before)
        again = form or {"upload": kept}
        status, _, _ = visit.ask(f"{path}preview/", again)
        assert status in (302, 403, 404, 410, 422)
    assert counted() == all_of(before)
    assert AuditRow.objects.filter(verb="person.bring_in").count() == 1


def accept_form(visit: Visit, path: str, kept: str) -> dict[str, str] | None:
    """What the button of the preview sends; None where nothing is held any more."""
    status, page, _ = visit.ask(f"{path}preview/")
    if status != 200:
        return None
    assert f"Accept {MANY:,} rows" in page
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
    assert token
    return {"csrfmiddlewaretoken": token[1], "upload": kept}


def try_to(visit: Visit, path: str, form: dict[str, str]) -> None:
    """Send the form; the server may die meanwhile."""
    try:
        visit.ask(path, form)
    except OSError:
        return
    except Exception as problem:  # a connection cut off in the middle of an answer
        assert "IncompleteRead" in type(problem).__name__ or "Disconnected" in str(problem)


def counted() -> list[int]:
    """How many rows there are of each model an import of people writes."""
    return [model.objects.count() for model in WRITTEN]


def all_of(before: list[int]) -> list[int]:
    """What is counted when every row is in."""
    return [*(was + MANY for was in before[:-1]), before[-1] + 1]
