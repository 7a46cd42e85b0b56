"""Keys made once, on the first start, in the folder of what is written."""

import base64
import os
import secrets
from pathlib import Path

from safeloom.foundation.encryption.keyfile import KeyFile


def signing_key(var: Path) -> str:
    """The key that signs sessions and links; made on the first start, readable by its owner only."""
    return _kept(var / "keys" / "signing", lambda: secrets.token_urlsafe(64))


def encryption_keys(var: Path) -> KeyFile:
    """The key ring `id:base64,…` of encrypted fields; made on the first start with one 256-bit key."""
    path = var / "keys" / "encryption"
    _kept(path, lambda: "k1:" + base64.b64encode(secrets.token_bytes(32)).decode())
    return KeyFile(path)


def _kept(path: Path, make) -> str:
    try:
        return path.read_text().strip()
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    # A hard link appears whole or not at all: of two processes starting at once one makes the key
    # and the other reads it.
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    draft.touch(mode=0o600)
    draft.write_text(make() + "\n")
    try:
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink()
    return path.read_text().strip()
