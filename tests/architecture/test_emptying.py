"""Tests that commit start from empty tables, and the audit is append-only for each of them."""

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction

from safeloom.foundation.audit.commands import write
from safeloom.foundation.audit.models import AuditRow


@pytest.mark.django_db(transaction=True)
def test_tables_are_emptied_and_still_refuse_to_lose_a_row() -> None:
    write(by=None, verb="test.write", subject="first")
    call_command("flush", verbosity=0, interactive=False)
    assert AuditRow.objects.count() == 0
    write(by=None, verb="test.write", subject="second")
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        AuditRow.objects.all().delete()
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("UPDATE foundation_auditrow SET subject = 'third'")
    assert [row.subject for row in AuditRow.objects.all()] == ["second"]
