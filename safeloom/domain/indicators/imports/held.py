"""A file between its preview and its acceptance: kept here and not in the browser, so that what is
accepted is what was looked through."""

from collections.abc import Collection
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

from django.db import transaction

from safeloom.domain.indicators.imports.preview import Preview
from safeloom.domain.indicators.imports.preview import accept as write
from safeloom.domain.indicators.models import Upload
from safeloom.foundation.encryption.box import CannotOpen, seal, unseal
from safeloom.foundation.identity.models import Account, Partnership, Person

KEPT = timedelta(hours=1)


def hold(*, account: Account, partnership: Partnership, name: str, data: bytes) -> Upload:
    """Keep a file for an hour, sealed, for this account; its earlier ones, and old ones of anybody,
    go."""
    now = datetime.now(UTC)
    Upload.objects.filter(account=account, partnership=partnership).delete()
    Upload.objects.filter(expires__lt=now).delete()
    upload = Upload(account=account, partnership=partnership, name=name[:200], expires=now + KEPT)
    upload.sealed = seal(data, upload.bound_to)
    upload.save()
    return upload


def held(*, account: Account, partnership: Partnership) -> tuple[Upload, bytes] | None:
    """The file held for this account in this partnership, or None when its hour has passed."""
    upload = Upload.objects.filter(
        account=account, partnership=partnership, expires__gte=datetime.now(UTC)
    ).first()
    if upload is None:
        return None
    try:
        return upload, unseal(upload.sealed, upload.bound_to)
    except CannotOpen:
        return None


@transaction.atomic
def accept(
    *,
    upload: Upload,
    preview: Preview,
    by: Person | None,
    own: Collection[UUID] | None,
    day: date,
) -> None:
    """Write what was looked through and let the file go, both or neither. Raises `RowsRefused`."""
    write(upload.partnership, preview, by=by, own=own, day=day)
    upload.delete()
