"""A file between its preview and its acceptance: kept here and not in the browser, so that what is
accepted is what was looked through."""

from datetime import UTC, datetime, timedelta

from safeloom.foundation.encryption.box import CannotOpen, seal, unseal
from safeloom.foundation.identity.models import Account, Partnership
from safeloom.web.imports.models import Upload

KEPT = timedelta(hours=1)


def hold(
    *, account: Account, partnership: Partnership, kind: str, name: str, data: bytes
) -> Upload:
    """Keep a file for an hour, sealed, for this account; its earlier ones, and old ones of anybody,
    go."""
    now = datetime.now(UTC)
    Upload.objects.filter(account=account, partnership=partnership).delete()
    Upload.objects.filter(expires__lt=now).delete()
    upload = Upload(
        account=account, partnership=partnership, kind=kind, name=name[:200], expires=now + KEPT
    )
    upload.sealed = seal(data, upload.bound_to)
    upload.save()
    return upload


def held(*, account: Account, partnership: Partnership, kind: str) -> tuple[Upload, bytes] | None:
    """The file of a kind held for this account in this partnership, or None when its hour has
    passed."""
    upload = Upload.objects.filter(
        account=account, partnership=partnership, kind=kind, expires__gte=datetime.now(UTC)
    ).first()
    if upload is None:
        return None
    try:
        return upload, unseal(upload.sealed, upload.bound_to)
    except CannotOpen:
        return None
