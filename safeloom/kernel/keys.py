"""Keys of rows."""

import os
import time
from uuid import UUID


def new_key() -> UUID:
    """A UUID of version 7 (RFC 9562, section 5.7): it exists before the row is saved, and keys made
    one after another lie beside each other in an index."""
    moment = time.time_ns() // 1_000_000
    chance = int.from_bytes(os.urandom(10), "big")
    value = (moment & (2**48 - 1)) << 80 | 0x7 << 76 | (chance >> 68) << 64
    value |= 0b10 << 62 | chance & (2**62 - 1)
    return UUID(int=value)
