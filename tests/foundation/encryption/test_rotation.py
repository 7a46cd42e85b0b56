"""Keys are rotated beside a running server; killed anywhere, nothing is lost and nothing left."""

import random
import shutil
import time
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.conf import settings as project
from django.core.management import CommandError, call_command
from django.db import connection

from safeloom.foundation.access import factors
from safeloom.foundation.encryption import rotation
from safeloom.foundation.encryption.box import ring, seal, unseal
from safeloom.foundation.encryption.fields import exactly
from safeloom.foundation.encryption.keyfile import KeyFile
from safeloom.foundation.identity.models import HeldDraft
from safeloom.foundation.identity.private import PrivateContact
from tests.factories import foundation
from tests.processes import process_of


@pytest.fixture
def var(tmp_path: Path, settings) -> Path:
    """A folder with a copy of the keys, which this process and those it starts read."""
    shutil.copytree(project.VAR / "keys", tmp_path / "keys")
    settings.ENCRYPTION_KEYS = KeyFile(tmp_path / "keys" / "encryption")
    return tmp_path


def contacts(many: int) -> None:
    vale = foundation.partnership()
    PrivateContact.objects.bulk_create(
        PrivateContact(
            partnership=vale,
            person=foundation.person(),
            telephone=f"07700 900{n:03}",
            address=f"{n} Invented Row",
        )
        for n in range(many)
    )


def told(command: str, *arguments: str) -> str:
    out = StringIO()
    call_command(command, *arguments, stdout=out, stderr=StringIO())
    return out.getvalue()


def all_there(many: int) -> None:
    found = sorted((row.telephone, row.address) for row in PrivateContact.objects.all())
    assert found == [(f"07700 900{n:03}", f"{n} Invented Row") for n in range(many)]
    for n in (0, many - 1):
        PrivateContact.objects.get(exactly(PrivateContact, "telephone", f"07700 900{n:03}"))


@pytest.mark.django_db
def test_a_key_is_made_used_and_dropped(var: Path) -> None:
    contacts(3)
    account = foundation.account()
    draft = HeldDraft(account=account, path="/x/", expires=datetime.now(UTC))
    draft.sealed = seal(b"typed", draft.bound_to)
    draft.save()
    with pytest.raises(CommandError, match="the key that seals"):
        told("drop_key", "k1")
    told("new_key")
    new = next(iter(ring()))
    assert new.startswith("k2-") and list(ring())[1] == "k1"
    assert (var / "keys" / "encryption").stat().st_mode & 0o777 == 0o600
    all_there(3)
    with pytest.raises(CommandError, match=r"1 of foundation\.HeldDraft\.sealed"):
        told("drop_key", "k1")
    said = told("rotate_keys")
    assert said.startswith(f"7 values sealed anew under {new}") and "drop_key k1" in said
    assert rotation.left(new) == {} and rotation.under("k1") == {}
    told("drop_key", "k1")
    assert list(ring()) == [new]
    all_there(3)
    draft.refresh_from_db()
    assert unseal(draft.sealed, draft.bound_to) == b"typed"
    assert told("rotate_keys").startswith("0 values sealed anew")


@pytest.mark.django_db
def test_secrets_of_second_factors_are_sealed_anew_too(var: Path) -> None:
    account = foundation.account()
    with factors.of(account):
        app = Authenticator.objects.create(
            user=account, type=Authenticator.Type.TOTP, data={"secret": factors.sealed("JBSW")}
        )
        codes = RecoveryCodes.activate(account).instance
        before = RecoveryCodes(codes).get_unused_codes()
    told("new_key")
    with pytest.raises(CommandError, match=r"2 of foundation\.FactorSecret\.sealed"):
        told("drop_key", "k1")
    assert told("rotate_keys").startswith("2 values sealed anew")
    told("drop_key", "k1")
    for row in (app, codes):
        row.refresh_from_db()
    with factors.of(account):
        assert factors.opened(app.data["secret"]) == "JBSW"
        assert RecoveryCodes(codes).get_unused_codes() == before


@pytest.mark.django_db
def test_what_cannot_be_opened_is_named_kept_and_the_rest_goes_on(var: Path) -> None:
    contacts(3)
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE foundation_privatecontact SET telephone = address WHERE id ="
            " (SELECT id FROM foundation_privatecontact ORDER BY id LIMIT 1)"
        )
    told("new_key")
    out = StringIO()
    with pytest.raises(SystemExit):
        call_command("rotate_keys", stdout=out, stderr=StringIO())
    first = PrivateContact.objects.order_by("pk").first()
    assert f"PrivateContact.telephone of {first.pk}" in out.getvalue()
    assert "Left under other keys: 1 of foundation.PrivateContact.telephone" in out.getvalue()
    with pytest.raises(CommandError, match=r"1 of foundation\.PrivateContact\.telephone"):
        told("drop_key", "k1")
    first.telephone = f"07700 900{int(first.address.split()[0]):03}"
    first.save()
    assert "drop_key k1" in told("rotate_keys")
    all_there(3)


@pytest.mark.django_db
def test_keys_of_the_environment_are_told_not_written(var: Path, settings) -> None:
    settings.ENCRYPTION_KEYS = old = str(settings.ENCRYPTION_KEYS)
    said = told("new_key")
    assert f"={old},k2-" in said and said.count("SAFELOOM_ENCRYPTION_KEYS=") == 2
    assert (var / "keys" / "encryption").read_text().strip() == old


@pytest.mark.django_db
def test_whoever_saves_meanwhile_wins_and_is_sealed_anew_too(var: Path, monkeypatch) -> None:
    contacts(2)
    told("new_key")
    opened = rotation._opened

    def saved_meanwhile(column, row):
        found = opened(column, row)
        if column.field.name == "telephone" and found[2] == "07700 900001":
            raw = row.__dict__["telephone"].field.sealed("07700 900999", row.pk)
            with connection.cursor() as cursor:
                cursor.execute(
                    "UPDATE foundation_privatecontact SET telephone = %s WHERE id = %s",
                    [
                        connection.Database.Binary(raw),
                        row._meta.pk.get_db_prep_value(row.pk, connection),
                    ],
                )
        return found

    monkeypatch.setattr(rotation, "_opened", saved_meanwhile)
    told("rotate_keys")
    assert {row.telephone for row in PrivateContact.objects.all()} == {
        "07700 900000",
        "07700 900999",
    }
    assert rotation.left(next(iter(ring()))) == {}


@pytest.mark.django_db(transaction=True)
@pytest.mark.once
def test_killed_anywhere_nothing_is_lost_doubled_or_left(var: Path) -> None:
    many = 300
    contacts(many)
    told("new_key")
    key_id, killed = next(iter(ring())), 0
    chance = random.Random()
    while True:
        left = rotation.left(key_id)
        process = process_of(var, "rotate_keys")
        if killed < 2:
            # Until it has begun, then a little more.
            while process.poll() is None and rotation.left(key_id) == left:
                time.sleep(0.01)
            time.sleep(chance.uniform(0, 0.1))
            process.kill()
        else:
            # Somebody goes on working while it runs.
            row = PrivateContact.objects.order_by("pk").last()
            row.save()
        out, errors = process.communicate(timeout=120)
        all_there(many)
        if process.returncode == 0:
            break
        assert process.returncode == -9, errors
        killed += 1
    assert killed and rotation.left(key_id) == {}
    assert "Nothing is left under an older key" in out or not left
