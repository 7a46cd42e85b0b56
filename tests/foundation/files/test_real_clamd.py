"""Files are scanned by a real clamd; without its word nobody downloads one."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from socket import create_server

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeloom.foundation.audit.models import AuditRow
from safeloom.foundation.files import clamd, queries, tick
from safeloom.foundation.files.models import StoredFile
from tests.factories import files
from tests.factories.files import EICAR
from tests.foundation.files import scanner as real

SCAN = StoredFile.Scan


@pytest.fixture(scope="module")
def scanner() -> Iterator[real.Scanner]:
    """A scanner for all the tests here."""
    with real.running() as found:
        yield found


@pytest.fixture
def keep(group, django_capture_on_commit_callbacks):
    """Keep a file as a request does: what follows a commit follows."""

    def kept(name: str = "Paper.pdf", data: bytes = files.PDF) -> StoredFile:
        with django_capture_on_commit_callbacks(execute=True):
            file = files.kept(group.record, name, data)
        return StoredFile.objects.get(pk=file.pk)

    return kept


@pytest.mark.parametrize("by", ["unix", "tcp"])
def test_a_clean_file_can_be_downloaded(scanner, settings, keep, by: str) -> None:
    settings.CLAMD = getattr(scanner, by)
    file = keep()
    assert (file.scan, file.found) == (SCAN.CLEAN, "") and file.scanned is not None
    assert queries.may_download(file)
    assert AuditRow.objects.get(verb="file.scan").after["scan"] == "clean"


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("Notes.txt", EICAR),
        ("Plan.pdf", files.PDF[:9] + EICAR + files.PDF[9:]),
        ("Plan.docx", files.office("docx", **{"word/media/a.bin": EICAR})),
        ("Mail.eml", files.EACH["eml"] + EICAR),
    ],
)
def test_an_infected_file_never_can(scanner, settings, keep, name: str, data: bytes) -> None:
    settings.CLAMD = scanner.unix
    file = keep(name, data)
    assert file.scan == SCAN.INFECTED and file.found.startswith("Eicar-Test")
    assert not queries.may_download(file)
    tick.scan()
    settings.CLAMD = ""
    file.refresh_from_db()
    assert file.scan == SCAN.INFECTED and not queries.may_download(file)
    assert AuditRow.objects.filter(verb="file.scan").count() == 1


def test_without_an_answer_a_file_waits_and_the_tick_has_it_scanned(
    scanner, settings, keep, caplog
) -> None:
    settings.CLAMD = f"{scanner.unix}.gone"
    file, worse = keep(), keep("Notes.txt", EICAR)
    assert {file.scan, worse.scan} == {SCAN.WAITING} and not queries.may_download(file)
    assert "held and waits to be scanned" in caplog.text and "Paper" not in caplog.text
    assert tick.scan() == "files scanned: 0 of 2"
    settings.CLAMD = scanner.unix
    assert tick.scan() == "files scanned: 2 of 2" and tick.scan() == ""
    for one in (file, worse):
        one.refresh_from_db()
    assert queries.may_download(file) and worse.scan == SCAN.INFECTED


def test_what_was_kept_before_there_was_a_scanner_is_scanned_first(scanner, settings, keep) -> None:
    file = keep()
    assert file.scan == SCAN.NOT_SCANNED and queries.may_download(file)
    settings.CLAMD = scanner.unix
    assert not queries.may_download(file)
    tick.scan()
    file.refresh_from_db()
    assert file.scan == SCAN.CLEAN and queries.may_download(file)


def test_one_that_the_scanner_will_not_take_is_held_and_holds_up_no_other(
    scanner, settings, keep
) -> None:
    settings.CLAMD = f"{scanner.unix}.gone"
    large = keep("Notes.txt", b"Words. " * (real.LARGEST // 5))
    small = keep()
    settings.CLAMD = scanner.unix
    assert tick.scan() == "files scanned: 1 of 2"
    large.refresh_from_db(), small.refresh_from_db()
    assert (large.scan, small.scan) == (SCAN.WAITING, SCAN.CLEAN)
    assert not queries.may_download(large)


@contextmanager
def answering(said: bytes) -> Iterator[str]:
    """Somebody who takes one stream, says this and hangs up."""
    with create_server(("127.0.0.1", 0)) as server:

        def answer() -> None:
            line, _ = server.accept()
            with line:
                line.recv(1 << 16)
                line.sendall(said)

        thread = threading.Thread(target=answer)
        thread.start()
        yield f"tcp://127.0.0.1:{server.getsockname()[1]}"
        thread.join()


@given(st.binary(max_size=60))
def test_only_a_clear_answer_is_one(said: bytes) -> None:
    if said.rstrip(b"\0\n") in (b"stream: OK", b"OK"):
        return
    with answering(said) as address:
        try:
            verdict = clamd.scan(address, [b"bytes"], patience=5)
        except clamd.Unreachable:
            return
    assert not verdict.clean


@pytest.mark.parametrize("address", ["", "clamd", "unix:", "http://localhost", "tcp://localhost:x"])
def test_an_address_that_is_none_is_said(address: str) -> None:
    with pytest.raises(clamd.Unreachable):
        clamd.scan(address, [b"bytes"], patience=1)
