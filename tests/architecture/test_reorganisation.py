"""Everything that points at an agency, an area or a principal says what becomes of it in a reorganisation."""

from collections import Counter

from django.apps import apps

from safeloom.domain.partnership.models import Agency, Area, Followed, Post, Seat
from safeloom.foundation.identity.models import Principal
from safeloom.kernel.registry import ReorganisationRule, offered, resolve
from tests.architecture.each import of_each

FOLLOWED = (Agency, Area, Post, Seat, Principal)
RULES = offered(ReorganisationRule)
POINTING = [
    model
    for model in apps.get_models()
    if any(
        field.is_relation and field.concrete and field.related_model in FOLLOWED
        for field in model._meta.get_fields()
    )
]


@of_each(POINTING, ids=lambda model: model._meta.label)
def test_each_model_has_exactly_one_rule(model) -> None:
    its = [rule.key for rule in RULES if model._meta.label in rule.models]
    assert len(its) == 1, (
        f"{model._meta.label} points at an agency, area, post, seat or principal. Say how its rows "
        f"follow, or why they stay, in one ReorganisationRule of its contributions (now: {its})"
    )


@of_each(RULES, ids=lambda rule: rule.key)
def test_a_rule_follows_or_says_why_not(rule: ReorganisationRule) -> None:
    assert bool(rule.follow) != bool(rule.stays)
    for label in (*rule.models, *rule.links):
        apps.get_model(label)
    for name in filter(None, (rule.follow, rule.obstacles)):
        assert callable(resolve(name))
    assert all(issubclass(apps.get_model(label), Followed) for label in rule.links)


def test_no_key_stands_twice() -> None:
    assert not [key for key, many in Counter(rule.key for rule in RULES).items() if many > 1]
