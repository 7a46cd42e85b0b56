"""Queueing: once a key, within its transaction, safe from injection, and sealed."""

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from hypothesis import given
from hypothesis import strategies as st

from safeloom.foundation.encryption.box import unseal
from safeloom.foundation.notices import queue_mail
from safeloom.foundation.notices.content import subject_of
from safeloom.foundation.notices.models import Mail
from tests.domain.test_at_once import at_once
from tests.factories import foundation

pytestmark = pytest.mark.django_db


def said(partnership, **more):
    """A mail as it is queued."""
    return {
        "key": "digest 1",
        "kind": "digest",
        "to": "ash@vale.example",
        "subject": "What needs you",
        "text": "Two returns are due.\nhttps://safeloom.example/",
        "partnership": partnership,
    } | more


def test_a_key_is_queued_once_and_the_first_stays(vale):
    first = queue_mail(**said(vale))
    again = queue_mail(**said(vale, subject="Something else"))
    assert again.pk == first.pk and again.subject == "What needs you"
    assert again.message_id == first.message_id and first.message_id.startswith("<")


def test_what_is_undone_queues_nothing(vale):
    with pytest.raises(RuntimeError), transaction.atomic():
        queue_mail(**said(vale))
        raise RuntimeError
    assert not Mail.objects.exists()


def test_the_text_is_sealed(vale):
    mail = queue_mail(**said(vale, text="https://safeloom.example/account/reset/secret/"))
    mail.refresh_from_db()
    assert b"secret" not in bytes(mail.sealed)
    assert unseal(mail.sealed, mail.bound_to).endswith(b"/secret/")


@pytest.mark.parametrize(
    "wrong",
    [
        {"to": "nobody"},
        {"to": "ash@vale.example\nBcc: all@vale.example"},
        {"to": "ash@vale.example, fern@vale.example"},
        {"subject": "Hello\r\nBcc: all@vale.example"},
        {"to": f"ash@{'é' * 63}.example"},
        {"subject": " "},
        {"subject": "x" * 201},
        {"kind": "not a slug"},
    ],
)
def test_what_would_break_a_header_is_refused(vale, wrong):
    with pytest.raises(ValidationError):
        queue_mail(**said(vale, **wrong))
    assert not Mail.objects.exists()


@given(st.text())
def test_whatever_a_name_is_its_subject_is_one_line(name):
    said = subject_of("Changed: Meeting of ", name, ", 25 November 2026")
    assert said.isprintable() and len(said) <= 200
    assert said.startswith("Changed: Meeting of ") and said.endswith(", 25 November 2026")


def test_a_subject_holds_the_name_as_it_reads():
    assert subject_of("Of ", "Vale\r\nand\u00a0the Mo\u00ador") == "Of Vale and the Moor"


def test_a_mail_is_somebodys(vale):
    with pytest.raises(ValueError, match="belongs to"):
        queue_mail(**said(None))
    assert queue_mail(**said(None, person=foundation.person())).person


@pytest.mark.django_db(transaction=True)
def test_of_many_who_queue_the_same_at_once_one_does(vale):
    found = at_once(*(lambda: queue_mail(**said(vale)),) * 4)
    assert len({mail.pk for mail in found}) == 1 and Mail.objects.count() == 1
