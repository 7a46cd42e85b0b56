"""Fields of forms that offer what the directory knows."""

from typing import Any

from safeloom.foundation.identity.models import Person
from safeloom.web import fields


def _works_at(person: Person) -> str:
    return str(getattr(person, "works_at", ""))


def _called(person: Person) -> str:
    return ", ".join(filter(None, [person.name, getattr(person, "works_as", "")]))


class PersonField(fields.RecordField):
    """Somebody, under the agency they work for and with their post: two of one name can be told apart. The
    rows are those of `with_work` of `queries.people`."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, group=_works_at, **kwargs)

    def label_from_instance(self, obj: Person) -> str:
        """`Ada Osei, Head of safeguarding`."""
        return _called(obj)


class PeopleField(fields.RecordsField):
    """Any number of people, told as `PersonField` tells them."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, group=_works_at, **kwargs)

    def label_from_instance(self, obj: Person) -> str:
        """`Ada Osei, Head of safeguarding`."""
        return _called(obj)
