"""Files are kept whole, under the names of their records, and let go when it is said."""

import hashlib
import os
import time
from datetime import date, timedelta
from pathlib import Path

import pytest
import time_machine
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.db import transaction

from safeloom.foundation.audit.models import AuditRow
from safeloom.foundation.files import queries, tick
from safeloom.foundation.files.commands import keep_file, remove_file
from safeloom.foundation.files.models import StoredFile
from safeloom.foundation.files.storage import places, store
from safeloom.foundation.today import today
from tests.factories import files, foundation


def bytes_of(file: StoredFile) -> bytes:
    return b"".join(queries.chunks_of(file))


def there() -> set[str]:
    return {place for place, _ in places()}


def test_a_file_is_kept_as_it_came(group) -> None:
    before = there()
    by = foundation.person("Robin Fernhollow")
    file = keep_file(by=by, record=group.record, upload=files.upload("../Terms/v1 final.pdf"))
    assert bytes_of(file) == files.PDF and file.size == len(files.PDF)
    assert (file.title, file.kind, file.version, file.scan) == ("v1 final", "pdf", 1, "not-scanned")
    assert file.sha256 == hashlib.sha256(files.PDF).hexdigest()
    assert there() - before == {file.place} and "final" not in file.place
    assert Path(store().path(file.place)).stat().st_mode & 0o077 == 0


def test_keeping_writes_one_audit_row_without_the_name(group) -> None:
    files.kept(group.record, "Letter of Jo Nettlefold.pdf")
    row = AuditRow.objects.get(verb="file.keep")
    assert row.record == group.record and row.after["kind"] == "pdf"
    assert "Nettlefold" not in str(row.after) and row.after["name"].startswith("personal:")


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("Plan.docm", files.office("docx"), "Save it as .docx"),
        ("Plan.pdf", files.png(), "is not one"),
        ("Plan.txt", b"", "empty"),
        ("Plan.txt", b"x" * 2_000_001, "must be 2 MB or smaller"),
    ],
)
def test_what_is_refused_leaves_nothing(group, settings, name: str, data: bytes, said: str) -> None:
    settings.FILE_MOST = 2_000_000
    before = there()
    with pytest.raises(ValidationError) as refused:
        files.kept(group.record, name, data)
    assert said in refused.value.message_dict["file"][0]
    assert not StoredFile.objects.exists() and there() == before


def test_one_that_says_it_is_small_is_counted(group, settings) -> None:
    settings.FILE_MOST = 1000
    before = there()
    upload = files.upload("Notes.txt", b"x" * 5000)
    upload.size = 10
    with pytest.raises(ValidationError, match="0 MB or smaller"):
        keep_file(by=None, record=group.record, upload=upload)
    assert there() == before


def test_a_newer_version_keeps_the_older(group) -> None:
    first = files.kept(group.record, title="Work programme", sort="work-programme")
    second = files.kept(group.record, "b.txt", b"Words", replaces=first)
    third = files.kept(group.record, "c.txt", b"More words", replaces=second)
    other = files.kept(group.record, "Other.pdf")
    assert (third.version, third.title, third.sort) == (3, "Work programme", "work-programme")
    listed = queries.files_of(group.record)
    assert listed == [other, third] and listed[1].earlier == [second, first]
    with pytest.raises(ValidationError, match="replaced or removed meanwhile"):
        files.kept(group.record, replaces=first)


def test_terms_of_reference_are_in_force_until_the_next(group) -> None:
    sort = "terms-of-reference"
    first = files.kept(group.record, sort=sort, in_force_from=date(2024, 4, 1))
    second = files.kept(group.record, sort=sort, in_force_from=date(2026, 4, 1))
    listed = queries.files_of(group.record)
    days = [date(2024, 3, 31), date(2024, 4, 1), date(2026, 3, 31), date(2026, 4, 1)]
    assert [queries.in_force(listed, sort, day) for day in days] == [None, first, first, second]


def test_a_sort_and_a_day_must_fit(group) -> None:
    for said, field in [
        ({"sort": "nonsense"}, "sort"),
        ({"sort": "terms-of-reference"}, "in_force_from"),
        ({"in_force_from": date(2026, 4, 1)}, "in_force_from"),
        ({"title": "x" * 201}, "title"),
    ]:
        with pytest.raises(ValidationError) as refused:
            files.kept(group.record, **said)
        assert set(refused.value.message_dict) == {field}
    assert not StoredFile.objects.exists()


def test_a_removed_file_is_gone_at_once(group, django_capture_on_commit_callbacks) -> None:
    first = files.kept(group.record)
    second = files.kept(group.record, replaces=first)
    with django_capture_on_commit_callbacks(execute=True):
        remove_file(by=None, file=second, reason="Sent to the wrong group")
    assert queries.files_of(group.record) == [] and not {first.place, second.place} & there()
    assert StoredFile.objects.filter(gone__isnull=False).count() == 2
    row = AuditRow.objects.get(verb="file.remove")
    assert row.reason == "Sent to the wrong group" and row.before["sha256"] == second.sha256
    with pytest.raises(ValidationError, match="already"):
        remove_file(by=None, file=second, reason="Again")


def test_a_file_that_must_be_kept_goes_on_its_day(group) -> None:
    file = files.kept(group.record)
    day = today() + timedelta(days=30)
    remove_file(by=None, file=file, reason="Superseded", delete_on=day)
    tick.clear()
    assert file.place in there() and not queries.may_download(file)
    with time_machine.travel(day, tick=False):
        tick.clear()
    assert file.place not in there()
    file.refresh_from_db()
    assert file.gone is not None


def test_a_removal_says_why_and_not_when_it_was(group) -> None:
    file = files.kept(group.record)
    for said, field in [
        ({"reason": " "}, "reason"),
        ({"reason": "x", "delete_on": today() - timedelta(days=1)}, "delete_on"),
    ]:
        with pytest.raises(ValidationError) as refused:
            remove_file(by=None, file=file, **said)
        assert set(refused.value.message_dict) == {field}


def test_bytes_without_a_row_are_swept_after_a_day(group) -> None:
    file = files.kept(group.record)
    with pytest.raises(RuntimeError), transaction.atomic():
        orphan = files.kept(group.record)
        raise RuntimeError
    half = f"{orphan.place[:2]}/{'0' * 40}.half"
    Path(store().path(half)).write_bytes(b"half")
    cache.delete("safeloom.files.swept")
    tick.clear()
    assert {orphan.place, half, file.place} <= there(), "a day has not passed"
    old = time.time() - 25 * 3600
    for place in (orphan.place, half, file.place):
        os.utime(store().path(place), (old, old))
    tick.clear()
    assert orphan.place in there(), "looked through once a day only"
    cache.delete("safeloom.files.swept")
    tick.clear()
    assert file.place in there() and not {orphan.place, half} & there()
