"""Whoever leaves takes all their rows along: whose the rows of each model are is said, or why they stay."""

from django.apps import apps

from safeloom.foundation.identity.models import Partnership
from safeloom.foundation.leaving import dictionary
from safeloom.foundation.leaving.rows import exported, rows_of, why_it_stays
from tests.architecture.each import of_each
from tests.architecture.test_models import OURS


@of_each(apps.get_models(include_auto_created=True))
def test_each_model_is_exported_or_says_why_not(model) -> None:
    if model not in exported():
        assert model._meta.proxy or len(why_it_stays(model)) > 5, model
        return
    # Says by itself, in a message, what is to be declared: OWNED_BY, STAYS, or OwnRows.
    assert rows_of(model, Partnership()).query is not None


@of_each(OURS, ids=lambda model: model._meta.label)
def test_each_row_has_a_meaning_for_who_reads_it_elsewhere(model) -> None:
    meaning = dictionary.meaning_of(model)
    assert meaning.endswith(".") and not meaning.startswith(model.__name__ + "("), meaning
