"""An authenticator app, as a test holds it."""

import re
import time

from allauth.mfa.totp.internal.auth import format_hotp_value, generate_totp_secret, hotp_value
from django.test import Client

from safeloom.foundation.access.commands import factors

HERE = "/account/second-step/"
AT_SIGN_IN = "/sign-in/second-step/"


def shown(secret: str, later: int = 0) -> str:
    """The code an app shows now, or so many periods later."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + later))


def with_app(account) -> str:
    """Let an account have an app; its secret. The code of the period before is spent by it."""
    secret = generate_totp_secret()
    factors.add_app(account=account, secret=secret, code=shown(secret, -1), session_key="")
    return secret


def give_code(client: Client, code: str):
    """Send a code at sign-in."""
    return client.post(AT_SIGN_IN, {"one_time_code": code})


def secret_on(page: str) -> str:
    """The key an app is told, as the page shows it in letters."""
    return re.search(r'class="letters">([A-Z2-7 ]+)<', page)[1].replace(" ", "")


def codes_on(page: str) -> list[str]:
    """The recovery codes of a page."""
    return [code.replace(" ", "") for code in re.findall(r"<li>(\d{4} \d{4})</li>", page)]
