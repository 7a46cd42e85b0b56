"""Whoever looks after a partnership sees when the last backup was made."""

from datetime import UTC, datetime

import pytest
import time_machine

from safeloom.foundation.backup import last

MADE = datetime(2026, 11, 2, 3, 15, tzinfo=UTC)


@pytest.mark.parametrize(
    ("now", "words", "late"),
    [
        ("2026-11-02T23:00Z", "Last backup today (2 November 2026 at 03:15)", False),
        ("2026-11-03T09:00Z", "Last backup yesterday", False),
        ("2026-11-04T03:15Z", "Last backup 2 days ago", False),
        ("2026-11-04T03:16Z", "Last backup 2 days ago", True),
        ("2026-11-05T03:15Z", "Last backup 3 days ago", True),
    ],
)
def test_it_is_told_and_when_it_is_late(desk, settings, tmp_path, now, words, late):
    settings.VAR = tmp_path
    last.keep(MADE, "it.backup", 12)
    with time_machine.travel(now, tick=False):
        page = desk.get("/vale/stewardship/").text
    assert words in page and ("Late" in page) == late


def test_none_is_told_with_what_to_do(desk, settings, tmp_path):
    settings.VAR = tmp_path
    page = desk.get("/vale/stewardship/").text
    assert "None yet" in page and "./run manage backup" in page
