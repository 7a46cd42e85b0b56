"""What stands inside an archive: a compressed tape (tar) of parts, the last of which says what the
others must be."""

import hashlib
import io
import json
import tarfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, BinaryIO

from safeloom.foundation.backup.envelope import NotWhole, Opener, Sealer
from safeloom.foundation.backup.tables import Digest

FORM = 1
HEADER, MANIFEST, KEYS = "header.json", "manifest.json", "keys.json"
TABLES, FILES, HEADS = "tables/", "files/", "audit-heads/"
# Rows go in parts of so many bytes, so that memory stays flat.
PART = 1 << 20
_LEVEL = 3


@dataclass
class Manifest:
    """What must be found: rows and sum of each table, size and hash of each file and head; files that a
    row names and that were not in the store."""

    tables: dict[str, dict[str, Any]] = field(default_factory=dict)
    files: dict[str, dict[str, Any]] = field(default_factory=dict)
    heads: dict[str, dict[str, Any]] = field(default_factory=dict)
    missing: list[str] = field(default_factory=list)

    @property
    def rows(self) -> int:
        """The rows of all tables."""
        return sum(table["rows"] for table in self.tables.values())


class Writer:
    """Writes the parts of an archive, one after another, into a stream."""

    def __init__(self, into: BinaryIO, secret: bytes, header: dict[str, Any]) -> None:
        self.sealer = Sealer(into, secret)
        self.packer = zlib.compressobj(_LEVEL)
        self.tape = tarfile.open(fileobj=self, mode="w|", format=tarfile.PAX_FORMAT)  # noqa: SIM115
        self.manifest = Manifest()
        self.part(HEADER, _json({"form": FORM, **header}))

    def write(self, data: bytes) -> int:
        """Pack and seal bytes of the tape."""
        self.sealer.write(self.packer.compress(data))
        return len(data)

    def part(self, name: str, content: bytes) -> None:
        """Write a part that is held in memory."""
        self._stream(name, len(content), io.BytesIO(content))

    def table(self, name: str, lines: Iterator[bytes]) -> None:
        """Write the rows of a table, in as many parts as they take."""
        digest, waiting, number = Digest(), bytearray(), 0
        for line in lines:
            digest.add(line)
            waiting += line
            if len(waiting) >= PART:
                self.part(f"{TABLES}{name}/{number}", bytes(waiting))
                waiting.clear()
                number += 1
        if waiting:
            self.part(f"{TABLES}{name}/{number}", bytes(waiting))
        self.manifest.tables[name] = digest.told()

    def file(self, name: str, size: int, opened: BinaryIO) -> None:
        """Write a file of so many bytes."""
        counted = _Counted(opened)
        self._stream(FILES + name, size, counted)
        self.manifest.files[name] = {"size": size, "sha256": counted.hash.hexdigest()}

    def head(self, name: str, content: bytes) -> None:
        """Write a file of audit heads."""
        self.part(HEADS + name, content)
        self.manifest.heads[name] = _told(content)

    def close(self) -> None:
        """Write what must be found, and seal the end."""
        self.part(MANIFEST, _json(vars(self.manifest)))
        self.tape.close()
        self.sealer.write(self.packer.flush())
        self.sealer.close()

    def _stream(self, name: str, size: int, opened: Any) -> None:
        entry = tarfile.TarInfo(name)
        entry.size = size
        self.tape.addfile(entry, opened)


@dataclass(frozen=True)
class Part:
    """A part as it comes: its name, and a stream of its bytes to be read before the next one comes."""

    name: str
    stream: BinaryIO


def parts(out_of: BinaryIO, secret: bytes) -> Iterator[Part]:
    """The parts of an archive in their order, each byte proven. Raises NotWhole."""
    opener = Opener(out_of, secret)
    unpacked = _Unpacked(opener)
    try:
        with tarfile.open(fileobj=unpacked, mode="r|") as tape:
            for entry in tape:
                stream = tape.extractfile(entry)
                if stream is None:
                    raise NotWhole("The archive holds what no backup holds.")
                yield Part(entry.name, stream)
    except (tarfile.TarError, zlib.error, EOFError) as problem:
        raise NotWhole("The archive is not whole.") from problem
    while opener.read(1 << 16):  # what follows must be proven to be the end
        pass


def check(
    out_of: BinaryIO, secret: bytes, begun: Callable[[dict[str, Any]], None] = lambda header: None
) -> tuple[dict[str, Any], Manifest]:
    """Read an archive from end to end and compare it with what it says must be found; nothing is
    written anywhere. `begun` is told the header as soon as it is known. Raises NotWhole."""
    header: dict[str, Any] = {}
    digests: dict[str, Digest] = {}
    found, said = Manifest(), None
    for part in parts(out_of, secret):
        kind, _, rest = part.name.partition("/")
        if part.name == HEADER:
            header = json.loads(part.stream.read())
            if header["form"] != FORM:
                raise NotWhole(
                    "A newer version of Safeloom made the archive: restore it with that."
                )
            begun(header)
            digests = {table: Digest() for table in header["tables"]}
        elif part.name == MANIFEST:
            said = Manifest(**json.loads(part.stream.read()))
        elif kind == "tables":
            for line in part.stream:
                digests[rest.partition("/")[0]].add(line)
        elif kind == "files":
            found.files[rest] = _hashed(part.stream)
        elif kind == "audit-heads":
            found.heads[rest] = _told(part.stream.read())
    found.tables = {table: digest.told() for table, digest in digests.items()}
    if said is None or not header:
        raise NotWhole("The archive ends before it says what must be in it.")
    found.missing = said.missing
    if found != said:
        raise NotWhole("What is in the archive is not what it says must be in it.")
    return header, found


class _Counted:
    """Hashes what is read through it."""

    def __init__(self, opened: BinaryIO) -> None:
        self.opened, self.hash = opened, hashlib.sha256()

    def read(self, size: int) -> bytes:
        data = self.opened.read(size)
        self.hash.update(data)
        return data


class _Unpacked:
    """The bytes of an envelope, unpacked as they are read."""

    def __init__(self, opener: Opener) -> None:
        self.opener, self.packer = opener, zlib.decompressobj()

    def read(self, size: int) -> bytes:
        found = bytearray()
        while len(found) < size and not self.packer.eof:
            packed = self.packer.unconsumed_tail or self.opener.read(1 << 16)
            if not packed:
                break
            found += self.packer.decompress(packed, size - len(found))
        return bytes(found)


def _json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, sort_keys=True).encode()


def _told(content: bytes) -> dict[str, Any]:
    return {"size": len(content), "sha256": hashlib.sha256(content).hexdigest()}


def _hashed(stream: BinaryIO) -> dict[str, Any]:
    digest, size = hashlib.sha256(), 0
    while chunk := stream.read(1 << 18):
        digest.update(chunk)
        size += len(chunk)
    return {"size": size, "sha256": digest.hexdigest()}
