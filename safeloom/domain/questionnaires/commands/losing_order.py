"""Nothing tells in which order anonymous answers came, nor between which of other people's.

A database lays rows down as they come. Between answers of others, which have their time, those without a name
would stand with a time of their own; and who watched three people answer would know the third. No column
says so, but whoever holds the file or the database can ask for it.
"""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.core.cache import cache
from django.db import connection, models, transaction

from safeloom.domain.questionnaires.models import Answer, AnswerOption, Response
from safeloom.foundation.today import today

_MIXED = "anonymous-answers-mixed"
# Where nobody remembers when rows were mixed last, those of so many days are mixed again.
_BACK = timedelta(days=31)
_AT_ONCE = 5000
_OF = ((Response, "id"), (Answer, "response_id"), (AnswerOption, "answer__response_id"))


def lose_order(response: Response) -> None:
    """Lay the rows of an anonymous response, just written, somewhere by lot: on SQLite, at once. On
    PostgreSQL `mix_yesterday` does it. Part of a command."""
    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        for model, _ in _OF:
            table, key = model._meta.db_table, _field_of(model)
            # Below zero, where no row is put by itself.
            cursor.execute(
                f"UPDATE {table} SET rowid = -1 - abs(random() %% 4611686018427387904) "  # noqa: S608
                f"WHERE {key}",
                [response.pk.hex],
            )


def mix_yesterday() -> str:
    """On PostgreSQL, once a day: write the anonymous rows of the days before anew, by key (which was drawn by
    lot) and in one transaction, so that neither their place nor the number of the transaction tells when
    within the day they came. What was done, or nothing where nothing was."""
    day = today()
    last = cache.get(_MIXED)
    if connection.vendor != "postgresql" or last == day:
        return ""
    since = last if isinstance(last, date) else day - _BACK
    rows = Response.objects.filter(
        record__isnull=True, submitted_on__gte=since, submitted_on__lt=day
    )
    keys = list(rows.values_list("pk", flat=True))
    if keys:
        with transaction.atomic(), connection.cursor() as cursor:
            # By the index of keys alone: what is read by place is written in the order in which it came.
            cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_bitmapscan = off")
            for model, response in _OF:
                own = model.objects.filter(**{f"{response}__in": keys}).order_by("pk")
                _write_anew(cursor, model, own.values_list("pk", flat=True))
    cache.set(_MIXED, day, timeout=7 * 24 * 3600)
    return f"anonymous responses mixed: {len(keys)}" if keys else ""


def _write_anew(cursor: Any, model: type[models.Model], keys: Iterable[UUID]) -> None:
    table, own = model._meta.db_table, list(keys)
    for start in range(0, len(own), _AT_ONCE):
        cursor.execute(
            f"UPDATE {table} SET id = id WHERE id = ANY(%s)",  # noqa: S608
            [own[start : start + _AT_ONCE]],
        )


def _field_of(model: type[models.Model]) -> str:
    if model is AnswerOption:
        return f"answer_id IN (SELECT id FROM {Answer._meta.db_table} WHERE response_id = %s)"  # noqa: S608
    return "id = %s" if model is Response else "response_id = %s"
