"""Files of records as people meet them: who may have one, what comes with it, what is said."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from safeloom.foundation.files.models import StoredFile
from tests.factories import files, foundation, partnership


@pytest.fixture
def group(vale):
    """A group with a page of its own."""
    return partnership.a_group(vale, "Quality group")


def signed_in(role: str, vale, over=None) -> Client:
    client = Client()
    client.force_login(foundation.granted(role, vale, over=over and over.principal))
    return client


def address(name: str, vale, key) -> str:
    return reverse(f"portal:{name}", args=[vale.key, key])


def page_of(vale, group) -> str:
    return reverse("partnership:group", args=[vale.key, group.record.reference])


def text(answer) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def test_a_download_is_never_shown_and_never_guessed_at(vale, group) -> None:
    file = files.kept(group.record, "‮Jo's “terms”.html.pdf")
    answer = signed_in("coordinator", vale).get(address("file", vale, file.pk))
    assert b"".join(answer.streaming_content) == files.PDF
    headers = answer.headers
    assert headers["Content-Disposition"].startswith("attachment; filename*=utf-8''Jo")
    assert headers["Content-Type"] == "application/pdf"
    assert headers["Content-Length"] == str(len(files.PDF))
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Content-Security-Policy"].startswith("sandbox; default-src 'none'")
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "no-store" in headers["Cache-Control"]


@pytest.mark.parametrize("kind", files.EACH)
def test_no_kind_is_sent_as_something_a_browser_runs(vale, group, kind: str) -> None:
    file = files.kept(group.record, f"a.{kind}", files.EACH[kind])
    sent = signed_in("coordinator", vale).get(address("file", vale, file.pk))["Content-Type"]
    assert not re.search("html|xml$|script|svg", sent)


def test_a_member_has_the_files_of_their_group_alone(vale, group) -> None:
    other = partnership.a_group(vale, "Other group")
    mine, theirs = files.kept(group.record), files.kept(other.record)
    client = signed_in("group-member", vale, over=group)
    assert "Terms of reference" in text(client.get(page_of(vale, group)))
    assert client.get(address("file", vale, mine.pk)).status_code == 200
    assert client.get(address("file", vale, theirs.pk)).status_code == 404
    for name in ("replace-file", "remove-file"):
        assert client.get(address(name, vale, mine.pk)).status_code == 404
    assert "Add a file" not in text(client.get(page_of(vale, group)))


def test_whoever_shares_a_group_reads_its_files_and_changes_none(vale, group) -> None:
    down = foundation.partnership("down")
    partnership.shared(group, down)
    file = files.kept(group.record)
    client = signed_in("business-manager", down)
    assert client.get(address("file", down, file.pk)).status_code == 200
    assert client.get(address("remove-file", down, file.pk)).status_code == 404
    assert client.get(address("add-file", down, group.record_id)).status_code == 404
    shared = reverse("partnership:shared-group", args=["down", "vale", group.record.reference])
    assert "Terms of reference" in text(client.get(shared))


def test_what_is_held_infected_or_removed_looks_as_if_it_were_not_there(vale, group) -> None:
    file = files.kept(group.record)
    client = signed_in("business-manager", vale)
    for said, words in [
        ({"scan": "waiting"}, "It can be downloaded once it has been scanned"),
        ({"scan": "infected", "found": "Eicar-Test"}, "The scanner found Eicar-Test."),
    ]:
        StoredFile.objects.update(**said)
        assert client.get(address("file", vale, file.pk)).status_code == 404
        page = client.get(page_of(vale, group))
        assert words in text(page) and address("file", vale, file.pk) + '"' not in str(page.content)
    client.post(address("remove-file", vale, file.pk), {"reason": "Infected", "when": "now"})
    assert "Eicar-Test" not in text(client.get(page_of(vale, group)))


def test_a_file_is_added_with_what_there_is_to_say(vale, group) -> None:
    client = signed_in("coordinator", vale)
    said = {
        "file": files.upload("tor v3.docx", files.office("docx")),
        "title": "Terms of reference 2026",
        "sort": "terms-of-reference",
        "in_force_from-day": "1",
        "in_force_from-month": "4",
        "in_force_from-year": "2026",
    }
    answer = client.post(address("add-file", vale, group.record_id), said, follow=True)
    assert "Terms of reference 2026 is added." in text(answer)
    for words in (
        "In force from 1 April 2026",
        "Word document",
        "Not scanned",
        "Terms of reference",
        " by Ash Invented",
    ):
        assert words in text(answer), words
    before = client.get(page_of(vale, group) + "?as_at=2026-03-31")
    assert "In force from" not in text(before)


@pytest.mark.parametrize(
    ("said", "words", "status"),
    [
        ({}, "Choose a file", 422),
        ({"file": files.upload("a.exe", b"MZ")}, "These are taken: .pdf", 422),
        ({"file": files.upload("a.pdf", files.png())}, "give it the ending .png", 422),
        ({"file": files.upload("a.txt", b"x" * 1_500_000)}, "must be smaller than 1 MB", 413),
        ({"file": files.upload(), "sort": ""}, "Select what the file is", 422),
        ({"file": files.upload(), "sort": "terms-of-reference"}, "Enter the day from which", 422),
        ({"file": files.upload(), "title": "x" * 201}, "200 characters or fewer", 422),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_kept(
    vale, group, settings, said: dict, words: str, status: int
) -> None:
    settings.FILE_MOST = 1_000_000
    if "file" in said:
        said["file"].seek(0)
    answer = signed_in("coordinator", vale).post(
        address("add-file", vale, group.record_id), {"title": "A title", "sort": "other", **said}
    )
    assert (answer.status_code, words in text(answer)) == (status, True)
    assert "title" in said or "A title" in answer.content.decode()
    assert not StoredFile.objects.exists()


def test_a_newer_version_stands_above_the_older(vale, group) -> None:
    file = files.kept(group.record, title="Work programme", sort="work-programme")
    client = signed_in("coordinator", vale)
    newer = {"file": files.upload("b.pdf")}
    page = client.post(address("replace-file", vale, file.pk), newer, follow=True)
    assert "version 2" in text(page) and "Earlier versions" in text(page)
    assert client.get(address("file", vale, file.pk)).status_code == 200
    again = client.post(address("replace-file", vale, file.pk), {"file": files.upload("c.pdf")})
    assert again.status_code == 422 and "replaced or removed meanwhile" in text(again)


def test_removing_asks_why(vale, group) -> None:
    file = files.kept(group.record)
    client = signed_in("coordinator", vale)
    url = address("remove-file", vale, file.pk)
    assert "Say why the file is removed" in text(client.post(url, {"when": "now"}))
    later = client.post(url, {"reason": "Wrong group", "when": "later"})
    assert "Enter the day on which the file is deleted" in text(later)
    assert client.post(url, {"reason": "Wrong group", "when": "now"}).status_code == 302
    assert client.get(url).status_code == 404


def test_a_flood_is_cut_off(vale, group, settings) -> None:
    settings.FILE_MOST = 100_000
    client = signed_in("coordinator", vale)
    url = address("add-file", vale, group.record_id)
    flood = {"title": "x", "sort": "other", "file": files.upload("a.txt", b"x" * 500_000)}
    assert client.post(url, flood).status_code in {400, 413, 422}
    assert not StoredFile.objects.exists()


def test_a_page_asks_as_often_with_three_files_as_with_one(vale, group) -> None:
    client = signed_in("coordinator", vale)
    asked = []
    for _ in range(2):
        file = files.kept(group.record)
        files.kept(group.record, replaces=file)
        client.get(page_of(vale, group))
        with CaptureQueriesContext(
            connection,
        ) as queries:
            client.get(page_of(vale, group))
        asked.append(len(queries))
        files.kept(group.record)
    assert asked[0] == asked[1]
