"""What somebody was typing when their session ended, kept safe until they are back."""

import json
from datetime import UTC, datetime, timedelta
from uuid import UUID

from django.core import signing
from django.http import QueryDict

from safeloom.foundation.encryption.box import CannotOpen, seal, unseal
from safeloom.foundation.identity.models import Account, HeldDraft

SALT = "safeloom.draft"
KEPT = timedelta(hours=1)
FIELD = "account_key"
# In the address of the page that offers a draft.
PARAMETER = "draft"
# A held draft larger than this is not somebody's typing.
LARGEST = 500_000
# Nor are more than these, at once, one person's.
MOST = 20
# A form with a field of such a name is not held at all.
SECRETS = ("password", "one_time", "credential")
NEVER_HELD = {"csrfmiddlewaretoken", FIELD}


def account_key(account: Account) -> str:
    """The signed key a form carries, so that a draft can be held for the account it belongs to even
    when the session is gone."""
    return signing.dumps(str(account.pk), salt=SALT)


def hold(posted: QueryDict, path: str) -> HeldDraft | None:
    """Hold what was posted for the account whose key the form carries. None when it carries none
    that is ours, or when it holds a password or is too large to be typing."""
    try:
        account_id = UUID(signing.loads(posted.get(FIELD, ""), salt=SALT, max_age=86_400))
    except (signing.BadSignature, ValueError):
        return None
    values = {name: posted.getlist(name) for name in posted if name not in NEVER_HELD}
    plain = json.dumps(values).encode()
    if any(sign in name for name in values for sign in SECRETS) or len(plain) > LARGEST:
        return None
    now = datetime.now(UTC)
    remove_expired()
    account = Account.objects.filter(pk=account_id, is_active=True).first()
    if account is None or account.held_drafts.count() >= MOST:
        return None
    draft = HeldDraft(account=account, path=path[:500], expires=now + KEPT)
    draft.sealed = seal(plain, draft.bound_to)
    draft.save()
    return draft


def held(account: Account, draft_id: str, path: str) -> QueryDict | None:
    """The draft held for this account and this page, if the hour has not passed."""
    draft = _theirs(account, draft_id, path).first()
    if draft is None:
        return None
    try:
        values = json.loads(unseal(draft.sealed, draft.bound_to))
    except CannotOpen:
        return None
    query = QueryDict(mutable=True)
    for name, entries in values.items():
        query.setlist(name, entries)
    return query


def spend(account: Account, draft_id: str, path: str) -> None:
    """Remove a draft: what was in it has been saved."""
    _theirs(account, draft_id, path).delete()


def remove_expired() -> int:
    """Remove the drafts whose hour has passed; how many there were."""
    return HeldDraft.objects.filter(expires__lt=datetime.now(UTC)).delete()[0]


def _theirs(account: Account, draft_id: str, path: str):
    try:
        key = UUID(draft_id)
    except ValueError:
        return HeldDraft.objects.none()
    return HeldDraft.objects.filter(
        pk=key, account=account, path=path[:500], expires__gte=datetime.now(UTC)
    )
