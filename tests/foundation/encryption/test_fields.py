"""A sealed field gives its text through its row alone, and says so where it cannot."""

import base64
import os
import pickle

import pytest
from django.apps import apps
from django.core import serializers
from django.db import connection, models, transaction
from django.db.models import F
from django.test.utils import isolate_apps

from safeloom.foundation.audit import commands as audit
from safeloom.foundation.audit.models import AuditRow
from safeloom.foundation.encryption.box import CannotOpen
from safeloom.foundation.encryption.fields import (
    BlindIndexField,
    EncryptedTextField,
    PastTheRow,
    exactly,
    shown,
)
from safeloom.foundation.identity.models import Person
from safeloom.foundation.identity.private import PrivateContact
from safeloom.kernel.keys import new_key
from tests.factories import foundation

pytestmark = pytest.mark.django_db
NUMBER, ADDRESS = "0117 496 0123", "7 Invented Row\nVale"


@pytest.fixture
def vale():
    return foundation.partnership("vale")


def unsaved(of, telephone: str = NUMBER, address: str = ADDRESS) -> PrivateContact:
    return PrivateContact(
        partnership=of, person=foundation.person(), telephone=telephone, address=address
    )


@pytest.fixture
def row(vale) -> PrivateContact:
    made = unsaved(vale)
    made.save()
    return PrivateContact.objects.get(pk=made.pk)


def stored(row: PrivateContact) -> dict[str, object]:
    """The row as the database holds it."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT telephone, address, telephone_index FROM foundation_privatecontact WHERE id = %s",
            [row._meta.pk.get_db_prep_value(row.pk, connection)],
        )
        told = cursor.fetchone()
    return {
        "telephone": bytes(told[0]),
        "address": bytes(told[1]),
        "telephone_index": told[2],
    }


def put(row: PrivateContact, column: str, raw: bytes) -> None:
    """Write past everything, as somebody with the database's own rights could."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE foundation_privatecontact SET {column} = %s WHERE id = %s",
            [connection.Database.Binary(raw), row._meta.pk.get_db_prep_value(row.pk, connection)],
        )


def test_the_row_reads_what_the_database_does_not(row):
    assert (row.telephone, row.address) == (NUMBER, ADDRESS)
    held = stored(row)
    assert held["telephone"].startswith(b"k1:")
    assert NUMBER.encode() not in held["telephone"] and b"Invented" not in held["address"]
    assert "4960" not in held["telephone_index"]


def test_empty_text_is_sealed_too(vale):
    row = unsaved(vale, telephone="")
    row.save()
    assert stored(row)["telephone"].startswith(b"k1:") and stored(row)["telephone_index"] == ""
    assert PrivateContact.objects.get().telephone == ""


def test_many_at_once_are_each_bound_to_their_own_row(vale):
    PrivateContact.objects.bulk_create(unsaved(vale, f"0117 496 000{n}") for n in range(3))
    assert {row.telephone[-1] for row in PrivateContact.objects.all()} == set("012")
    assert PrivateContact.objects.get(exactly(PrivateContact, "telephone", "01174960002"))


@pytest.mark.parametrize("column", ["telephone", "address"])
def test_what_was_altered_moved_or_taken_out_is_said_and_never_blank(vale, row, column, caplog):
    other = unsaved(vale, "0117 496 0999", "9 Other Row")
    other.save()
    raw = stored(row)[column]
    swapped = stored(row)["address" if column == "telephone" else "telephone"]
    for bad in (raw[:-1] + bytes([raw[-1] ^ 1]), stored(other)[column], swapped, b"", b"k1:"):
        put(row, column, bad)
        found = PrivateContact.objects.get(pk=row.pk)
        with pytest.raises(CannotOpen):
            getattr(found, column)
        assert shown(found, column) == "Cannot be opened"
    assert str(row.pk) in caplog.text and "496 0" not in caplog.text and "Row" not in caplog.text


def test_saving_the_rest_does_not_lose_what_cannot_be_opened(row):
    bad = stored(row)["telephone"][:-1] + b"\0"
    index = stored(row)["telephone_index"]
    put(row, "telephone", bad)
    found = PrivateContact.objects.get(pk=row.pk)
    found.address = "8 Invented Row"
    found.save()
    assert stored(row)["telephone"] == bad and stored(row)["telephone_index"] == index
    assert PrivateContact.objects.get(pk=row.pk).address == "8 Invented Row"


@pytest.mark.parametrize(
    "past",
    [
        lambda rows, row: rows.update(telephone="0117 496 0000"),
        lambda rows, row: rows.update(telephone=F("address")),
        lambda rows, row: rows.update(telephone_index=F("telephone")),
        lambda rows, row: rows.bulk_update([row], ["telephone"]),
        lambda rows, row: rows.filter(telephone=NUMBER).exists(),
        lambda rows, row: rows.filter(telephone__icontains="496").exists(),
        lambda rows, row: rows.filter(telephone__isnull=False).exists(),
        lambda rows, row: rows.filter(address=F("telephone")).exists(),
        lambda rows, row: list(rows.order_by("telephone")),
        lambda rows, row: str(rows.values("telephone")[0]["telephone"]),
        lambda rows, row: bool(rows.values_list("telephone", flat=True)[0]),
        lambda rows, row: f"{rows.annotate(other=F('telephone'))[0].other}",
        lambda rows, row: serializers.serialize("json", rows),
        lambda rows, row: PrivateContact(telephone=F("address"), person=row.person).save(),
        lambda rows, row: PrivateContact(telephone=None, person=row.person).save(),
        lambda rows, row: exactly(Person, "work_email", "a@b.example"),
    ],
)
def test_what_goes_past_the_row_is_refused(row, past):
    before = stored(row)
    refused = pytest.raises(PastTheRow, match=r"sealed|blind index|takes text")
    with refused, transaction.atomic():
        past(PrivateContact.objects.all(), row)
    assert stored(row) == before


def test_values_do_not_give_the_text_away(row):
    told = repr(list(PrivateContact.objects.values("telephone")))
    assert NUMBER not in told and "<sealed foundation.PrivateContact.telephone>" in told
    assert NUMBER not in repr(row) + str(row)


def test_loaded_later_it_is_the_same(row):
    late = PrivateContact.objects.defer("telephone", "telephone_index").get()
    late.telephone = "0117 496 0555"
    late.save()
    assert PrivateContact.objects.get(exactly(PrivateContact, "telephone", "0117 4960555"))
    late = PrivateContact.objects.only("pk").get()
    assert late.telephone == "0117 496 0555" and late.address == ADDRESS
    late.telephone = "unsaved"
    late.refresh_from_db()
    assert late.telephone == "0117 496 0555"


def test_saved_alone_it_is_found_still(row):
    row.telephone = "0117 496 0777"
    row.save(update_fields=["telephone"])
    assert PrivateContact.objects.get(exactly(PrivateContact, "telephone", "+44 117 496 0777"))
    assert not PrivateContact.objects.filter(exactly(PrivateContact, "telephone", NUMBER))


def test_a_copy_is_sealed_for_its_own_row(vale, row):
    row.pk, row.person, row._state.adding = new_key(), foundation.person(), True
    row.save()
    other = unsaved(vale)
    other.telephone = row.telephone
    other.save()
    assert [r.telephone for r in PrivateContact.objects.all()] == [NUMBER] * 3
    assert len({stored(r)["telephone"] for r in PrivateContact.objects.all()}) == 3


def test_what_is_kept_between_processes_is_not_the_text(row):
    assert row.telephone == NUMBER
    kept = pickle.dumps(row)
    assert NUMBER.encode() not in kept
    assert pickle.loads(kept).telephone == NUMBER


def test_the_audit_shows_that_it_changed_and_not_what_it_is(row, vale):
    with audit.changing(row, by=None, verb="test.change", subject="x", partnership=vale):
        row.telephone = "0117 496 0777"
        row.save()
    written = AuditRow.objects.get()
    assert set(written.after) == {"telephone"}
    assert written.after["telephone"].startswith("personal:")
    assert "496 0" not in str(written.after) + str(written.before)


def test_under_a_new_key_it_is_read_found_and_sealed_anew_when_saved(row, settings):
    settings.ENCRYPTION_KEYS = (
        "k2:" + base64.b64encode(os.urandom(32)).decode() + f",{settings.ENCRYPTION_KEYS}"
    )
    found = PrivateContact.objects.get(exactly(PrivateContact, "telephone", NUMBER))
    assert found.telephone == NUMBER
    found.save()
    assert stored(row)["telephone"].startswith(b"k2:")
    assert stored(row)["telephone_index"].startswith("k2:")
    assert PrivateContact.objects.get(exactly(PrivateContact, "telephone", NUMBER))


def test_nothing_is_not_found(vale, row):
    unsaved(vale, telephone="").save()
    for nothing in ("", "  ", "none", "0117 496"):
        assert not PrivateContact.objects.filter(exactly(PrivateContact, "telephone", nothing))


@isolate_apps("safeloom.foundation")
def test_a_model_whose_key_is_not_known_before_saving_is_refused():
    class Numbered(models.Model):
        text = EncryptedTextField(null=True)
        index = BlindIndexField(of="text", form="folded")

        class Meta:
            app_label = "foundation"

        def __str__(self) -> str:
            return "numbered"

    found = {problem.id for problem in Numbered.check()}
    assert {"safeloom.E001", "safeloom.E002", "safeloom.E003"} <= found
    assert not [p for p in PrivateContact.check() if p.id.startswith("safeloom")]


SEALED = [
    model
    for model in apps.get_models()
    if any(field.name == "sealed" for field in model._meta.local_fields)
]


@pytest.mark.parametrize("model", SEALED, ids=lambda model: model._meta.label)
def test_sealed_bytes_say_what_they_are_bound_to(model):
    """Rotation finds them by this."""
    assert isinstance(model._meta.get_field("sealed"), models.BinaryField)
    assert f"{model._meta.label}.sealed:" in model(pk=new_key()).bound_to
