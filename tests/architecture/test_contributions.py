"""What the parts offer to one another is there."""

import dataclasses

import pytest
from django.urls import get_resolver

from safeloom.foundation.access.definitions import ROLE
from safeloom.kernel import registry
from safeloom.kernel.registry import Navigation, Permission, QuestionnaireUse, offered
from tests.architecture.each import of_each

KINDS = [
    kind
    for kind in vars(registry).values()
    if isinstance(kind, type)
    and dataclasses.is_dataclass(kind)
    and kind.__module__ == registry.__name__
]
OFFERED = [item for kind in KINDS for item in offered(kind)]
CODE = {"source", "task", "reader", "accept", "rows", "address", "entries"}
# What a use of questionnaires names; its address is that of a page.
OF_USE = {"ready", "facts", "fact_choices"}


def named(item: object) -> str:
    """A test's name for a contribution."""
    return f"{type(item).__name__}-{getattr(item, 'key', getattr(item, 'title', ''))}"


@of_each(OFFERED, ids=named)
def test_what_it_names_exists(item: object) -> None:
    named_code = OF_USE if isinstance(item, QuestionnaireUse) else CODE
    for field in named_code & {name for name, value in vars(item).items() if value != ""}:
        assert callable(registry.resolve(getattr(item, field)))


@of_each(KINDS, ids=lambda kind: kind.__name__)
def test_keys_are_given_once(kind: type) -> None:
    keys = [item.key for item in offered(kind) if hasattr(item, "key")]
    assert len(keys) == len(set(keys))


@of_each(offered(Permission), ids=named)
def test_a_permission_names_roles_there_are(permission: Permission) -> None:
    assert permission.roles
    assert set(permission.roles) <= set(ROLE)


@pytest.mark.parametrize("entry", offered(Navigation), ids=named)
def test_navigation_leads_somewhere_that_may_be_seen(entry: Navigation) -> None:
    assert entry.permission in {permission.key for permission in offered(Permission)}
    assert get_resolver().reverse_dict.getlist(entry.url_name) or ":" in entry.url_name
