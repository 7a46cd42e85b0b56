"""The database itself keeps what the scrutineer published as it is; a draft it lets be."""

from contextlib import contextmanager
from datetime import timedelta
from importlib import import_module
from types import SimpleNamespace

import pytest
from django.db import DatabaseError, connection, transaction

from safeloom.foundation.backup import tables
from safeloom.foundation.today import today
from safeloom.systems.scrutiny.models import (
    Evidence,
    Exercise,
    Framework,
    Judgement,
    Shown,
    SuccessFactor,
    TookPart,
)
from tests.factories import partnership, scrutiny

CHANGES = {
    Exercise: (
        {"report": "Other"},
        {"young": "Other"},
        {"question": "Other?"},
        {"event": today()},
        {"published": None},
    ),
    Judgement: ({"rating": "amber"}, {"words": "Other"}),
    Evidence: ({"what": "Other"}, {"method": "records"}, {"removed": "2026-01-01T09:00:00Z"}),
    Shown: ({"strength": 1}, {"words": "Other"}),
    Framework: ({"source": "Other"}, {"since": today() - timedelta(days=99)}),
    SuccessFactor: ({"title": "Other"}, {"words": "Other"}),
    TookPart: (),
}


@contextmanager
def refused():
    """What is tried is refused, and undone."""
    with pytest.raises(DatabaseError, match="never changes"), transaction.atomic():
        yield


def test_nothing_of_a_published_exercise_is_altered_removed_or_added(vale, council) -> None:
    post = partnership.a_post(council)
    row = scrutiny.a_published(vale, event=today() - timedelta(days=9), posts=[post])
    for model, changes in CHANGES.items():
        rows = model.objects.all()
        assert rows.exists(), model
        for change in changes:
            with refused():
                rows.update(**change)
        with refused():
            rows._raw_delete("default")
    with refused():
        Evidence.objects.create(exercise=row, method="data", what="Afterthought")
    row.refresh_from_db()
    assert (row.report, row.young) == ("What I found.", "We too.") and row.published


def test_words_end_with_their_keeping_and_who_published_it_with_their_person(vale) -> None:
    row = scrutiny.a_published(vale)
    person = partnership.somebody(vale)
    for model in (Judgement, Shown):
        assert model.objects.update(words="")
    assert Exercise.objects.update(report="", young="", published_by=person)
    assert Exercise.objects.update(published_by=None)
    row.refresh_from_db()
    assert row.published


def test_a_draft_changes_beside_a_published_one_of_the_same_framework(vale) -> None:
    scrutiny.a_published(vale)
    draft = scrutiny.an_exercise(vale)
    shown = scrutiny.evidence(draft)
    Exercise.objects.filter(pk=draft.pk).update(report="Mine", question="Another?")
    draft.judgements.update(rating="green", words="So")
    Shown.objects.filter(evidence=shown).update(words="Another")
    Evidence.objects.filter(pk=shown.pk).update(what="Another")
    shown.shown.all().delete()
    Evidence.objects.filter(pk=shown.pk).delete()
    draft.judgements.all().delete()


def test_it_is_written_from_a_backup_as_it_was(vale, council) -> None:
    scrutiny.a_published(vale, posts=[partnership.a_post(council)])
    ours = [model for model in tables.kept() if model._meta.app_label == "scrutiny"]
    lines = {model: list(tables.lines_of(model)) for model in ours}
    before = {model: tables.digest_of(model) for model in ours}
    protection = import_module("safeloom.systems.scrutiny.migrations.0002_published_forever")
    with connection.cursor() as cursor:
        editor = SimpleNamespace(connection=connection, execute=cursor.execute)
        protection.release(None, editor)
        for model in ours:
            model.objects.all()._raw_delete("default")
        protection.protect(None, editor)
    for model in ours:  # in the order in which a restore writes them
        tables.insert(model, lines[model])
    assert {model: tables.digest_of(model) for model in ours} == before
