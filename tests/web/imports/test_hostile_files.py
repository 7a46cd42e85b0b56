"""Two thousand files that are made to harm, or that broke on the way: none crashes anything, writes
anything, or takes more than its share of time and memory."""

import json
import random
import subprocess
import sys

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from safeloom.foundation.audit.models import AuditRow
from safeloom.foundation.identity.models import Person, Principal
from safeloom.web.imports.models import Import
from tests.factories import foundation
from tests.web.imports import hostile

# A file may take so many seconds of the processor, and all of them together so much memory.
SECONDS, MEGABYTES = 5, 1_500
FILES = 2_000


def test_two_thousand_malformed_files(tmp_path) -> None:
    """In a process of its own, whose memory the system bounds."""
    command = [sys.executable, "-m", "tests.web.imports.hostile", str(FILES), str(MEGABYTES)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=400)
    assert done.returncode == 0, done.stderr[-2000:]
    found = json.loads(done.stdout)
    assert found["files"] == FILES
    assert found["crashed"] == []
    assert found["slowest"] < SECONDS, found
    # Most are refused, and what can be read is read: both happen.
    assert found["refused"] > FILES / 3 and found["read"] > FILES / 10


@pytest.mark.django_db
def test_what_is_sent_to_the_site_is_answered_and_writes_nothing() -> None:
    vale = foundation.partnership("vale")
    client = Client(raise_request_exception=True)
    client.force_login(foundation.granted("business-manager", vale))
    chance = random.Random(7)
    books = [hostile.workbook(chance), hostile.text(chance)]
    before = [model.objects.count() for model in (Person, Principal, AuditRow, Import)]
    ways = [way for way in hostile.WAYS if way not in (hostile.bombed, hostile.wide)]
    for number in range(25):
        kind = ("people", "agencies", "seats", "measures", "returns")[number % 5]
        way = ways[number % len(ways)]
        data = way(books[number % 2 if way in (hostile.cut, hostile.spoilt) else 0], chance)
        sent = SimpleUploadedFile("sent.xlsx", data)
        answer = client.post(reverse(f"imports:send-{kind}", args=["vale"]), {"file": sent})
        assert answer.status_code in (302, 413, 422), (way, answer.status_code)
        for name in ("columns", "preview", "problems"):
            looked = client.get(reverse(f"imports:{name}-{kind}", args=["vale"]))
            assert looked.status_code in (200, 302), (way, name)
    assert [model.objects.count() for model in (Person, Principal, AuditRow, Import)] == before
