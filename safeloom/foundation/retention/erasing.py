"""Ending what is kept of a person, by what each field declares."""

from collections import Counter

from safeloom.foundation.identity.models import Account, Person
from safeloom.foundation.retention.rules import (
    AFTER_LEAVING,
    AT_LEAVING,
    ending_with,
    neutral,
)
from safeloom.kernel.personal import Anonymise


def erase(person: Person, *, whole: bool) -> Counter[str]:
    """Blank, neutralise or remove what is past its rule; how many rows of each kind were. An account
    goes as a row, with what hangs on it. Saved row by row, as a sealed field belongs to its row."""
    keeps = {AT_LEAVING, AFTER_LEAVING} if whole else {AT_LEAVING}
    by_model: dict[type, list] = {}
    for each in ending_with(frozenset(keeps)):
        by_model.setdefault(each.model, []).append(each)
    done: Counter[str] = Counter()
    for model, fields in by_model.items():
        for row in model._base_manager.filter(**{fields[0].way: person.pk}):
            done[str(model._meta.verbose_name_plural)] += 1
            if any(each.rule.anonymise is Anonymise.DELETE_ROW for each in fields):
                row.delete()
                continue
            for each in fields:
                blank = each.rule.anonymise is Anonymise.BLANK
                setattr(row, each.field, "" if blank else neutral(person))
            row.save()
    for account in Account.objects.filter(person=person, is_active=False):
        account.delete()
        done["accounts"] += 1
    return done
