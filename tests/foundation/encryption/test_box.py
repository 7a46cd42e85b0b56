"""What was sealed opens here only, in its own place only, and unaltered only."""

import base64
import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeloom.foundation.encryption.box import CannotOpen, seal, unseal


@given(st.binary(max_size=300), st.text(max_size=50))
def test_opens_in_its_place(plain, place):
    sealed = seal(plain, place)
    assert unseal(sealed, place) == plain
    assert len(plain) < 8 or plain not in sealed
    with pytest.raises(CannotOpen):
        unseal(sealed, place + "x")


@given(st.binary(max_size=40), st.data())
def test_an_altered_byte_is_noticed(plain, data):
    sealed = bytearray(seal(plain, "here"))
    sealed[data.draw(st.integers(0, len(sealed) - 1))] ^= data.draw(st.integers(1, 255))
    with pytest.raises(CannotOpen):
        unseal(bytes(sealed), "here")


def test_an_older_key_still_opens_and_a_lost_one_does_not(settings):
    sealed = seal(b"kept", "here")
    new = "k2:" + base64.b64encode(os.urandom(32)).decode()
    settings.ENCRYPTION_KEYS = f"{new},{settings.ENCRYPTION_KEYS}"
    assert unseal(sealed, "here") == b"kept"
    assert seal(b"x", "here").startswith(b"k2:")
    settings.ENCRYPTION_KEYS = new
    with pytest.raises(CannotOpen, match="not in the ring"):
        unseal(sealed, "here")
