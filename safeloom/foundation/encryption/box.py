"""Sealing bytes so that only this installation can open them (AES-256-GCM)."""

import base64
import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings


class CannotOpen(Exception):
    """The bytes were altered, bound to something else, or sealed with a key that is gone."""


def seal(plain: bytes, bound_to: str) -> bytes:
    """Encrypt `plain` under the first key of the ring, bound to `bound_to` (model, field and row): in
    another place it cannot be opened. Shape: key id, `:`, 12 bytes nonce, ciphertext with its tag."""
    key_id, key = next(iter(_ring().items()))
    nonce = os.urandom(12)
    return key_id.encode() + b":" + nonce + AESGCM(key).encrypt(nonce, plain, bound_to.encode())


def unseal(sealed: bytes, bound_to: str) -> bytes:
    """Decrypt what `seal` made. Raises CannotOpen."""
    key_id, _, rest = bytes(sealed).partition(b":")
    key = _ring().get(key_id.decode(errors="replace"))
    if key is None:
        raise CannotOpen("The key it was sealed with is not in the ring.")
    try:
        return AESGCM(key).decrypt(rest[:12], rest[12:], bound_to.encode())
    except (InvalidTag, ValueError) as problem:
        raise CannotOpen("It was altered or belongs to another place.") from problem


def _ring() -> dict[str, bytes]:
    pairs = (entry.strip().partition(":") for entry in settings.ENCRYPTION_KEYS.split(","))
    return {key_id: base64.b64decode(key) for key_id, _, key in pairs}
