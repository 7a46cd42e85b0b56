"""Sealing rows into their chains, and proving that nobody altered them.

Writers only insert. A sealer (`./run manage tick`) gives rows their place in batches, seconds later,
so unrelated writers never wait for each other. The count and hash of each chain's head are written
outside the database daily and at each sign-off: without that, cutting off the newest rows together
with their seals could not be noticed.
"""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.db import connection, transaction

from safeloom.foundation.audit.models import AuditRow, AuditSeal
from safeloom.foundation.identity.models import Partnership

INSTALLATION = UUID(int=0)
BEGINNING = "0" * 64
BATCH = 2000
VERDICT = "last-verified.json"
# Any number will do, so long as nothing else takes this advisory lock.
SEALER_LOCK = 7_233_001


@dataclass(frozen=True)
class Fault:
    """The first row of a chain that is not as it was written."""

    chain: str
    position: int
    problem: str


@dataclass(frozen=True)
class Verdict:
    """What verifying found: rows sealed and proven, rows not yet sealed, and the first fault of
    each chain."""

    proven: int
    unsealed: int
    faults: tuple[Fault, ...]


def seal_rows() -> int:
    """Give every row that has no place yet its place in its chain; the number of rows sealed."""
    sealed = 0
    while batch := _seal_batch():
        sealed += batch
        if batch < BATCH:
            break
    return sealed


@transaction.atomic
def _seal_batch() -> int:
    # One sealer at a time. On SQLite the transaction is IMMEDIATE, which is that already.
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [SEALER_LOCK])
    rows = list(AuditRow.objects.filter(seal__isnull=True).order_by("at", "id")[:BATCH])
    heads: dict[UUID, tuple[int, str]] = {}
    seals = []
    for row in rows:
        chain = row.partnership_id or INSTALLATION
        position, previous = heads.get(chain) or head(chain)
        digest = row_hash(row, chain, position + 1, previous)
        heads[chain] = (position + 1, digest)
        seals.append(AuditSeal(row=row, chain=chain, position=position + 1, hash=digest))
    AuditSeal.objects.bulk_create(seals)
    return len(seals)


def head(chain: UUID) -> tuple[int, str]:
    """The count and hash at the head of a chain."""
    last = AuditSeal.objects.filter(chain=chain).order_by("-position").first()
    return (last.position, last.hash) if last else (0, BEGINNING)


def row_hash(row: AuditRow, chain: UUID, position: int, previous: str) -> str:
    """SHA-256 over the row, its place and the hash before it, in one fixed form."""
    content = [
        str(chain),
        position,
        previous,
        str(row.pk),
        row.at.astimezone(UTC).isoformat(timespec="microseconds"),
        str(row.partnership_id),
        str(row.by_id),
        row.verb,
        str(row.record_id),
        row.subject,
        row.before,
        row.after,
        row.reason,
    ]
    text = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def write_heads(why: str) -> list[Path]:
    """Append each chain's count and hash to its file outside the database. `why` is `daily` or
    `sign-off`."""
    folder = Path(settings.AUDIT_HEADS)
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for chain, name in chains():
        count, digest = head(chain)
        if not count:
            continue
        entry = {
            "at": datetime.now(UTC).isoformat(timespec="seconds"),
            "chain": str(chain),
            "count": count,
            "hash": digest,
            "why": why,
        }
        path = folder / f"{name}.jsonl"
        with path.open("a") as file:
            file.write(json.dumps(entry) + "\n")
        written.append(path)
    return written


def heads_written(name: str) -> list[dict]:
    """The heads written outside the database for a chain, oldest first."""
    path = Path(settings.AUDIT_HEADS) / f"{name}.jsonl"
    if not path.exists():
        return []
    return [json.loads(line) for line in path.read_text().splitlines() if line.strip()]


def keep_verdict(verdict: Verdict) -> None:
    """Keep what the last verifying found, outside the database, for the page that shows it."""
    folder = Path(settings.AUDIT_HEADS)
    folder.mkdir(parents=True, exist_ok=True)
    kept = {"at": datetime.now(UTC).isoformat(timespec="seconds"), **asdict(verdict)}
    (folder / VERDICT).write_text(json.dumps(kept) + "\n")


def last_verdict() -> tuple[datetime, Verdict] | None:
    """When every chain was verified last, and what was found; None when it never was."""
    path = Path(settings.AUDIT_HEADS) / VERDICT
    if not path.exists():
        return None
    kept = json.loads(path.read_text())
    faults = tuple(Fault(**fault) for fault in kept["faults"])
    return datetime.fromisoformat(kept["at"]), Verdict(kept["proven"], kept["unsealed"], faults)


def verify() -> Verdict:
    """Walk every chain and compare it with its heads outside the database."""
    proven, faults = 0, []
    for chain, name in chains():
        count, fault = _verify_chain(chain, name)
        proven += count
        if fault:
            faults.append(fault)
    return Verdict(proven, AuditRow.objects.filter(seal__isnull=True).count(), tuple(faults))


def _verify_chain(chain: UUID, name: str) -> tuple[int, Fault | None]:
    outside = {entry["count"]: entry["hash"] for entry in heads_written(name)}
    previous, position = BEGINNING, 0
    for seal in _seals(chain):
        position += 1
        if seal.position != position:
            return position - 1, Fault(name, position, "the row is missing")
        expected = row_hash(seal.row, chain, position, previous)
        if (seal.row.partnership_id or INSTALLATION) != chain or seal.hash != expected:
            return position - 1, Fault(name, position, "the row was altered or moved")
        if outside.get(position, expected) != expected:
            return position - 1, Fault(
                name, position, "the chain up to here is not the one whose head was written outside"
            )
        previous = seal.hash
    if outside and max(outside) > position:
        return position, Fault(
            name,
            position + 1,
            f"rows were cut off: {max(outside)} were there when a head was written",
        )
    return position, None


def _seals(chain: UUID) -> Iterator[AuditSeal]:
    seals = AuditSeal.objects.filter(chain=chain).select_related("row").order_by("position")
    return seals.iterator(chunk_size=BATCH)


def chains() -> list[tuple[UUID, str]]:
    """Every chain's key and the name of its file of heads, the installation's first."""
    keys = dict(Partnership.objects.values_list("pk", "key"))
    return [(INSTALLATION, "installation"), *((pk, key) for pk, key in sorted(keys.items()))]
