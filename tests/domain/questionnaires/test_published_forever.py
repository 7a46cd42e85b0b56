"""The database itself keeps what is published as it is; a draft it lets be."""

import pytest
from django.db import DatabaseError, transaction

from safeloom.domain.questionnaires.models import (
    CapacityRow,
    ClauseRow,
    OptionRow,
    QuestionRow,
    SectionRow,
    Version,
)
from tests.factories import foundation, questionnaires
from tests.factories.questionnaires_authoring import ASKED, CAPABLE, a_draft

CONTENT = ASKED.replace('title = "Short audit"', CAPABLE)
PARTS = (CapacityRow, ClauseRow, OptionRow, QuestionRow, SectionRow)
CHANGES = {
    CapacityRow: {"title": "Other"},
    ClauseRow: {"value": "no"},
    OptionRow: {"title": "Other"},
    QuestionRow: {"required": True},
    SectionRow: {"help": "Other"},
}


@pytest.fixture
def published(db):
    """A published version with a row of each kind."""
    return questionnaires.a_questionnaire(foundation.partnership(), CONTENT)


def _refused():
    return pytest.raises(DatabaseError, match="never changes")


@pytest.mark.parametrize("model", PARTS, ids=lambda model: model.__name__)
def test_a_part_of_it_is_neither_altered_nor_removed_nor_added(published, model):
    rows = model.objects.all()
    with _refused(), transaction.atomic():
        rows.update(**CHANGES[model])
    with _refused(), transaction.atomic():
        rows._raw_delete("default")
    another = rows.first()
    another.pk = None
    with _refused(), transaction.atomic():
        model.objects.bulk_create([model(**_values(another) | {"number": 99})])


def _values(row):
    return {
        field.attname: getattr(row, field.attname)
        for field in row._meta.concrete_fields
        if not field.primary_key
    }


@pytest.mark.parametrize(
    "change",
    [
        {"introduction": "Other"},
        {"sections_are": "Other"},
        {"source": "Other"},
        {"checked": True},
        {"number": 9},
        {"published": None},
        {"revision": 9},
    ],
    ids=lambda change: next(iter(change)),
)
def test_it_is_not_altered_itself(published, change):
    with _refused(), transaction.atomic():
        Version.objects.filter(pk=published.pk).update(**change)


def test_it_is_not_removed_but_who_published_it_may_become_another_person(published):
    with _refused(), transaction.atomic():
        Version.objects.filter(pk=published.pk)._raw_delete("default")
    Version.objects.filter(pk=published.pk).update(published_by=foundation.person())
    Version.objects.filter(pk=published.pk).update(published_by=None)


def test_a_part_does_not_move_from_a_draft_into_it(published):
    draft = a_draft(foundation.partnership(), CONTENT)
    with _refused(), transaction.atomic():
        draft.sections.update(version=published)
    with _refused(), transaction.atomic():
        SectionRow.objects.filter(version=published).update(version=draft)
    draft.sections.update(help="A draft may change.")
    draft.clauses.all().delete()
    draft.delete()
