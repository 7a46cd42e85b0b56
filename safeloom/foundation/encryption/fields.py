"""Model fields whose text is sealed in the database, bound to model, field and row.

A row gives the plain text when the field is read, and seals it when it is saved. Everything that goes
past the row (`update()`, `bulk_update()`, F expressions, lookups, ordering) is refused in words:
text sealed for one row cannot be opened in another.
"""

import logging
from collections.abc import Collection
from typing import Any

from django.core import checks
from django.core.exceptions import FieldError
from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models.expressions import Col
from django.db.models.query_utils import DeferredAttribute

from safeloom.foundation.encryption import blind
from safeloom.foundation.encryption.box import CannotOpen, is_under, seal, sealing_key, unseal

log = logging.getLogger(__name__)
# What stands on a page in place of a value that was altered or moved.
CANNOT_BE_OPENED = "Cannot be opened"


class PastTheRow(FieldError, TypeError):
    """A sealed field was used in a way that goes past its row."""


class Sealed:
    """A sealed value as the database gives it; opened through its row, never shown by itself."""

    __slots__ = ("_plain", "field", "key", "raw")

    def __init__(
        self, field: "EncryptedTextField", raw: bytes, key: Any = None, plain: str | None = None
    ) -> None:
        self.field, self.raw, self.key, self._plain = field, bytes(raw), key, plain

    def open(self, key: Any = None) -> str:
        """The plain text, of the row with this key. Raises CannotOpen."""
        if self._plain is None:
            self._plain = self.field.unsealed(self.raw, self.key if key is None else key)
        return self._plain

    def _refuse(self) -> Any:
        raise PastTheRow(f"{self.field} is sealed: read it from its row.")

    def __str__(self) -> str:
        return self._refuse()

    def __bool__(self) -> bool:
        return self._refuse()

    def __repr__(self) -> str:
        return f"<sealed {self.field}>"

    def __reduce__(self) -> tuple:
        return Sealed, (self.field, self.raw, self.key)  # the plain text stays behind


class SealedAttribute(DeferredAttribute):
    """What a row has under the field's name: the plain text, opened when it is asked for."""

    def __get__(self, instance: models.Model | None, cls: Any = None) -> Any:
        if instance is None:
            return self
        value = super().__get__(instance, cls)
        if not isinstance(value, Sealed):
            return value
        try:
            return value.open(instance.pk if value.key is None else None)
        except CannotOpen as problem:
            log.error("%s of %s cannot be opened: %s", self.field, instance.pk, problem)
            raise

    def __set__(self, instance: models.Model, value: Any) -> None:
        if isinstance(value, Sealed) and value.key is None:
            # The row it came with, known even when the row's key is changed to make a copy of it.
            key = instance.__dict__.get(instance._meta.pk.attname)
            value = Sealed(value.field, value.raw, key)
        instance.__dict__[self.field.attname] = value


class SealedCol(Col):
    """The column in a query: read with its row, and nothing else."""

    def resolve_expression(self, *args: Any, **kwargs: Any) -> Any:
        raise PastTheRow(f"{self.target} is sealed: it cannot be copied, compared or sorted by.")


class EncryptedTextField(models.TextField):
    """Text that is sealed in the database. Empty text is sealed, too: who reads the database does not
    learn who left it empty, and a value that was taken out is noticed. Never null."""

    descriptor_class = SealedAttribute
    description = "Sealed text"

    def get_internal_type(self) -> str:
        """Bytes, whatever the database."""
        return "BinaryField"

    def unsealed(self, raw: bytes, key: Any) -> str:
        """The text that was sealed for the row with this key. Raises CannotOpen."""
        return unseal(raw, self._place(key)).decode()

    def sealed(self, text: str, key: Any) -> bytes:
        """The text sealed for the row with this key."""
        return seal(text.encode(), self._place(key))

    def _place(self, key: Any) -> str:
        if key is None:
            raise PastTheRow(f"{self}: the row has no key yet.")
        return f"{self.model._meta.label}.{self.name}:{key}"

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Sealed:
        """Closed until its row is known."""
        return Sealed(self, b"" if value is None else value)

    def pre_save(self, model_instance: models.Model, add: bool) -> Sealed:
        """Sealed for this row under the key that seals now; what was read and not changed stays as it
        is, so that an unreadable value is not lost by saving the rest."""
        held = model_instance.__dict__.get(self.attname)
        key = model_instance.pk
        if isinstance(held, Sealed) and held.key == key and is_under(held.raw, sealing_key()):
            return held
        try:
            text = getattr(model_instance, self.attname)
        except CannotOpen:
            if isinstance(held, Sealed) and held.key == key:
                return held
            raise
        if not isinstance(text, str):
            raise PastTheRow(f"{self} takes text, not {type(text).__name__}.")
        kept = Sealed(self, self.sealed(text, key), key, text)
        model_instance.__dict__[self.attname] = kept
        return kept

    def get_prep_value(self, value: Any) -> Any:
        """Only what `pre_save` sealed goes into the database."""
        if isinstance(value, Sealed):
            return value
        raise PastTheRow(f"{self} is sealed for its row: set it on the row and save the row.")

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        """As the bytes the driver takes."""
        return connection.Database.Binary(self.get_prep_value(value).raw)

    def get_placeholder(self, value: Any, compiler: Any, connection: Any) -> str:
        """Refuses an expression, which would bring in what was sealed elsewhere."""
        if hasattr(value, "as_sql"):
            raise PastTheRow(f"{self} is sealed for its row and takes no expression.")
        return connection.ops.binary_placeholder_sql(value)

    def get_lookup(self, lookup_name: str) -> Any:
        """Refuses every lookup: sealed text is found by `exactly` alone, where it has a blind index."""
        raise PastTheRow(f"{self} is sealed: it is found by exactly() through its blind index.")

    get_transform = get_lookup

    def get_col(self, alias: str, output_field: Any = None) -> Col:
        """The column, guarded."""
        return SealedCol(alias, self, output_field or self)

    def value_to_string(self, obj: models.Model) -> str:
        """Refuses to be dumped in plain text."""
        raise PastTheRow(f"{self} is sealed and not serialised: use backup or export.")

    def check(self, **kwargs: Any) -> list[checks.CheckMessage]:
        """Whether the row's key is known before it is saved, and nothing asks for the impossible."""
        found = super().check(**kwargs)
        pk = self.model._meta.pk
        problems = {
            "safeloom.E001": (
                not (pk.remote_field or pk.has_default()),
                "is bound to its row's key, which must be known before saving: give it a default.",
            ),
            "safeloom.E002": (
                self.null or self.unique or self.db_index or self.primary_key,
                "is sealed: it is never null, unique, an index or a key.",
            ),
            "safeloom.E003": (
                index_field(self.model, self.name) and not issubclass(self.model, SealedRow),
                "has a blind index: its model must be a SealedRow.",
            ),
        }
        return found + [
            checks.Error(f"{self} {words}", obj=self, id=key)
            for key, (wrong, words) in problems.items()
            if wrong
        ]


class EncryptedCharField(EncryptedTextField):
    """A line of text that is sealed in the database; `max_length` is that of the plain text."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.max_length:
            self.validators.append(MaxLengthValidator(self.max_length))


class BlindIndexField(models.CharField):
    """The keyed hash by which rows are found whose field `of` says exactly something; `form` is a key of
    `blind.FORMS`. Filled in when the row is saved."""

    def __init__(self, *args: Any, of: str, form: str, **kwargs: Any) -> None:
        self.of, self.form = of, form
        kwargs |= {"max_length": 120, "db_index": True, "editable": False, "default": ""}
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> tuple:
        """With what it is the index of."""
        name, path, args, kwargs = super().deconstruct()
        for given in ("max_length", "db_index", "editable", "default"):
            kwargs.pop(given, None)
        return name, path, args, kwargs | {"of": self.of, "form": self.form}

    def pre_save(self, model_instance: models.Model, add: bool) -> str:
        """The index of what the row says now; left as it is where that cannot be opened."""
        try:
            text = getattr(model_instance, self.of)
        except CannotOpen:
            return getattr(model_instance, self.attname)
        index = blind.index_of(self.place, self.form, text)
        setattr(model_instance, self.attname, index)
        return index

    @property
    def place(self) -> str:
        """`app.Model.field` of what it is the index of."""
        return f"{self.model._meta.label}.{self.of}"


class SealedRow(models.Model):
    """A row with a blind index: who saves a sealed field alone saves its index with it."""

    class Meta:
        abstract = True

    def save(self, *args: Any, update_fields: Collection[str] | None = None, **kwargs: Any) -> None:
        """Save a sealed field together with its index."""
        if update_fields is not None:
            indexes = (index_field(type(self), name) for name in update_fields)
            update_fields = {*update_fields, *(index.name for index in indexes if index)}
        for name in self.get_deferred_fields():
            if isinstance(self._meta.get_field(name), BlindIndexField):
                getattr(self, name)  # or Django saves what was loaded and leaves it out
        super().save(*args, update_fields=update_fields, **kwargs)


def index_field(model: type[models.Model], of: str) -> BlindIndexField | None:
    """The blind index of a sealed field, if it has one."""
    fields = model._meta.local_fields
    return next((f for f in fields if isinstance(f, BlindIndexField) and f.of == of), None)


def sealed_fields(model: type[models.Model]) -> list[EncryptedTextField]:
    """The sealed fields of a model."""
    return [f for f in model._meta.local_fields if isinstance(f, EncryptedTextField)]


def exactly(model: type[models.Model], field: str, text: str) -> models.Q:
    """The rows whose sealed field says exactly this, in whatever form it is written. Raises PastTheRow
    where the field has no blind index."""
    index = index_field(model, field)
    if index is None:
        raise PastTheRow(f"{model._meta.label}.{field} has no blind index: nothing finds it.")
    found = blind.indexes_of(index.place, index.form, text)
    return models.Q(**{f"{index.name}__in": found}) if found else models.Q(pk__in=[])


def shown(row: models.Model, field: str) -> str:
    """What a page shows of a sealed field: the text, or that it cannot be opened (which is logged)."""
    try:
        return getattr(row, field)
    except CannotOpen:
        return CANNOT_BE_OPENED
