"""Blind indexes: finding a sealed value by its exact content, without opening any.

A row keeps a keyed hash of the value in one normal form beside the sealed value. Who reads the
database learns at most that two rows say the same; who has no key cannot try values out.
"""

import hmac
import re
import unicodedata
from collections.abc import Callable
from hashlib import sha256

from safeloom.foundation.encryption.box import derived, ring, sealing_key


def telephone(text: str) -> str:
    """A number as +, country and digits, like E.164 (ITU-T): `0117 496 0123` and `+44 (0)117 4960123`
    are one. Numbers without a country are taken as of the United Kingdom."""
    kept = re.sub(r"\(0\)", "", text) if text.strip().startswith(("+", "00")) else text
    digits = "".join(str(unicodedata.digit(sign)) for sign in kept if sign.isdigit())
    if not digits:
        return ""
    if kept.strip().startswith("+"):
        return "+" + digits
    if digits.startswith("00"):
        return "+" + digits[2:]
    return "+44" + digits.removeprefix("0")


def email(text: str) -> str:
    """An address in small letters."""
    return unicodedata.normalize("NFKC", text).strip().lower()


def folded(text: str) -> str:
    """Letters and digits alone, without capitals and accents: a postcode or an address, whatever its
    spaces, commas and lines."""
    plain = unicodedata.normalize("NFKD", text).casefold()
    return "".join(sign for sign in plain if sign.isalnum())


FORMS: dict[str, Callable[[str], str]] = {"telephone": telephone, "email": email, "folded": folded}


def index_of(field: str, form: str, text: str, key_id: str = "") -> str:
    """What stands in the index for a text: key id, `:`, HMAC-SHA-256 of its normal form under a key of
    this field alone; empty for a text without content. `field` is `app.Model.field`."""
    normal = FORMS[form](text)
    if not normal:
        return ""
    key_id = key_id or sealing_key()
    key = derived(key_id, f"blind index of {field}")
    return f"{key_id}:{hmac.new(key, normal.encode(), sha256).hexdigest()}"


def indexes_of(field: str, form: str, text: str) -> list[str]:
    """What may stand in the index for a text: one for each key of the ring, so that rows are found
    while keys are being rotated."""
    found = (index_of(field, form, text, key_id) for key_id in ring())
    return [index for index in found if index]
