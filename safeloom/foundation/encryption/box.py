"""Sealing bytes so that only this installation can open them (AES-256-GCM)."""

import base64
import os
from functools import lru_cache

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings


class CannotOpen(Exception):
    """The bytes were altered, bound to something else, or sealed with a key that is gone."""


def seal(plain: bytes, bound_to: str) -> bytes:
    """Encrypt `plain` under the first key of the ring, bound to `bound_to` (model, field and row): in
    another place it cannot be opened. Shape: key id, `:`, 12 bytes nonce, ciphertext with its tag."""
    key_id, key = next(iter(ring().items()))
    nonce = os.urandom(12)
    return key_id.encode() + b":" + nonce + AESGCM(key).encrypt(nonce, plain, bound_to.encode())


def unseal(sealed: bytes, bound_to: str) -> bytes:
    """Decrypt what `seal` made. Raises CannotOpen."""
    key_id, _, rest = bytes(sealed).partition(b":")
    key = ring().get(key_id.decode(errors="replace"))
    if key is None:
        raise CannotOpen("The key it was sealed with is not in the ring.")
    try:
        return AESGCM(key).decrypt(rest[:12], rest[12:], bound_to.encode())
    except (InvalidTag, ValueError) as problem:
        raise CannotOpen("It was altered or belongs to another place.") from problem


def ring() -> dict[str, bytes]:
    """The keys by their ids; the first one seals, all of them open."""
    return _parsed(str(settings.ENCRYPTION_KEYS))


def sealing_key() -> str:
    """The id of the key that seals now."""
    return next(iter(ring()))


def is_under(sealed: bytes, key_id: str) -> bool:
    """Whether it was sealed with a key."""
    return bytes(sealed).startswith(key_id.encode() + b":")


def derived(key_id: str, purpose: str) -> bytes:
    """A key of 256 bits for one purpose, derived by HKDF-SHA-256 from a key of the ring: nothing of
    that key, or of another purpose's, follows from it."""
    return _derived(ring()[key_id], purpose)


@lru_cache(maxsize=8)
def _parsed(text: str) -> dict[str, bytes]:
    pairs = (entry.strip().partition(":") for entry in text.split(","))
    return {key_id: base64.b64decode(key) for key_id, _, key in pairs}


@lru_cache(maxsize=256)
def _derived(key: bytes, purpose: str) -> bytes:
    made = HKDF(algorithm=SHA256(), length=32, salt=None, info=purpose.encode())
    return made.derive(key)
