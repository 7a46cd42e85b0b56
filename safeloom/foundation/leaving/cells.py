"""Values as cells of an export: exact, and harmless where a spreadsheet opens them."""

import json
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import models
from django.utils.duration import duration_iso_string

from safeloom.foundation.encryption.fields import (
    CANNOT_BE_OPENED,
    BlindIndexField,
    CannotOpen,
    EncryptedTextField,
    Sealed,
)
from safeloom.kernel.cells import guarded

# Columns whose content serves nobody who leaves, and would harm in other hands.
SECRET = {"password", "sealed", "digest"}


def why_empty(field: models.Field, with_private: bool) -> str:
    """Why a column has no content in an export; empty where it has."""
    if field.attname in SECRET:
        return "left out: a secret"
    if isinstance(field, BlindIndexField):
        return "left out: worked out from a sealed column by a key of the installation"
    if isinstance(field, EncryptedTextField) and not with_private:
        return "left out: sealed, and written only with --with-private"
    return ""


def cell(value: Any, key: Any) -> str:
    """A value of the row with this key as it stands in the file. An empty cell is no value, in a column
    of text also empty text."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Sealed):
        try:
            return guarded(value.open(key))
        except CannotOpen:
            return CANNOT_BE_OPENED
    if isinstance(value, str):
        return guarded(value)
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
    if isinstance(value, timedelta):
        return duration_iso_string(value)
    if isinstance(value, int | float | Decimal | date | time | UUID):
        return str(value)
    if isinstance(value, dict | list):
        return guarded(json.dumps(value, ensure_ascii=False, sort_keys=True))
    raise TypeError(f"an export holds no {type(value).__name__}")


def form_of(field: models.Field) -> str:
    """What is written in a column, in words, with its unit where the type has one."""
    if isinstance(field, EncryptedTextField):
        return "text, sealed in the database"
    if field.remote_field is not None:
        return "key of another row"
    if field.choices:
        return "one of: " + "; ".join(f"{value} = {words}" for value, words in field.flatchoices)
    kinds: list[tuple[type[models.Field], str]] = [
        (models.BooleanField, "true or false"),
        (models.DateTimeField, "moment, UTC (ISO 8601)"),
        (models.DateField, "day in England, year-month-day"),
        (models.TimeField, "time of day in England"),
        (models.DecimalField, "decimal number"),
        (models.FloatField, "number"),
        (models.DurationField, "length of time (ISO 8601)"),
        (models.UUIDField, "key (UUID)"),
        (models.JSONField, "JSON"),
        (models.BinaryField, "name of a file in bytes/"),
        (models.EmailField, "e-mail address"),
        (models.IntegerField, "whole number"),
        (models.AutoField, "whole number, a key"),
    ]
    for kind, words in kinds:
        if isinstance(field, kind):
            return words
    return f"text, {field.max_length} characters at most" if field.max_length else "text"
