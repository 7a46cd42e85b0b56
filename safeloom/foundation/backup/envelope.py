"""The sealed envelope of an archive: a stream in chunks, each encrypted and bound to its place.

Shape: `SAFELOOM BACKUP 1` and a line end, 16 bytes salt, 7 bytes of chance, 16 bytes to know the secret
by; then chunks of AES-256-GCM. Their key comes from the secret by scrypt. A nonce is the 7 bytes, the
number of the chunk (4 bytes) and whether it is the last (1 byte), so that a chunk that was cut off, left
out, repeated or moved is noticed; everything before the chunks is bound to each of them.
"""

import hashlib
import hmac
import os
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

MAGIC = b"SAFELOOM BACKUP 1\n"
CHUNK = 1 << 18
TAG = 16
_SALT, _CHANCE, _KNOWN_BY = 16, 7, 16
_HEAD = len(MAGIC) + _SALT + _CHANCE + _KNOWN_BY
# 64 MB and a fifth of a second: who guesses pays it each time.
_SCRYPT = {"n": 2**16, "r": 8, "p": 1, "maxmem": 2**27, "dklen": 64}


class NotWhole(Exception):
    """The archive is none, is not whole, was altered, or the secret is another one."""


class Sealer:
    """Takes bytes by `write` and puts them, sealed, into a stream; `close` writes the last chunk."""

    def __init__(self, into: BinaryIO, secret: bytes) -> None:
        salt, chance = os.urandom(_SALT), os.urandom(_CHANCE)
        key, known_by = _keys(secret, salt)
        self.into, self.nonces, self.cipher = into, _Nonces(chance), AESGCM(key)
        self.head = MAGIC + salt + chance + known_by
        self.waiting = bytearray()
        into.write(self.head)

    def write(self, data: bytes) -> int:
        """Take some bytes."""
        self.waiting += data
        while len(self.waiting) > CHUNK:
            self._seal(bytes(self.waiting[:CHUNK]), last=False)
            del self.waiting[:CHUNK]
        return len(data)

    def close(self) -> None:
        """Seal what is left as the last chunk."""
        self._seal(bytes(self.waiting), last=True)

    def _seal(self, plain: bytes, last: bool) -> None:
        self.into.write(self.cipher.encrypt(self.nonces.next(last), plain, self.head))


class Opener:
    """Gives the bytes of an envelope by `read`, each chunk proven before any of it is given. Raises
    NotWhole."""

    def __init__(self, out_of: BinaryIO, secret: bytes) -> None:
        self.out_of, self.head = out_of, out_of.read(_HEAD)
        if not self.head.startswith(MAGIC) or len(self.head) < _HEAD:
            raise NotWhole("This is no archive of ./run manage backup.")
        salt = self.head[len(MAGIC) :][:_SALT]
        chance = self.head[len(MAGIC) + _SALT :][:_CHANCE]
        key, known_by = _keys(secret, salt)
        if not hmac.compare_digest(known_by, self.head[-_KNOWN_BY:]):
            raise NotWhole(
                "The secret is not the one the archive was sealed with, or its beginning was altered."
            )
        self.nonces, self.cipher = _Nonces(chance), AESGCM(key)
        self.ahead = out_of.read(CHUNK + TAG)
        self.ready, self.ended = b"", False

    def read(self, size: int) -> bytes:
        """So many bytes, fewer only at the end."""
        given = bytearray()
        while len(given) < size and (self.ready or not self.ended):
            self.ready = self.ready or self._open()
            taken = self.ready[: size - len(given)]
            self.ready = self.ready[len(taken) :]
            given += taken
        return bytes(given)

    def _open(self) -> bytes:
        chunk, self.ahead = self.ahead, self.out_of.read(CHUNK + TAG)
        self.ended = not self.ahead
        try:
            return self.cipher.decrypt(self.nonces.next(self.ended), chunk, self.head)
        except (InvalidTag, ValueError) as problem:
            raise NotWhole(
                "The archive is not whole: it was cut off or altered. Take another copy."
            ) from problem


class _Nonces:
    def __init__(self, chance: bytes) -> None:
        self.chance, self.count = chance, 0

    def next(self, last: bool) -> bytes:
        nonce = self.chance + self.count.to_bytes(4, "big") + bytes([last])
        self.count += 1
        return nonce


def _keys(secret: bytes, salt: bytes) -> tuple[bytes, bytes]:
    """The key of the chunks, and what the secret is known by."""
    made = hashlib.scrypt(secret, salt=salt, **_SCRYPT)
    return made[:32], made[32 : 32 + _KNOWN_BY]
