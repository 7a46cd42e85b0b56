"""Services by which people may sign in instead of with a password here (OpenID Connect).

`SAFELOOM_OIDC` names them, separated by commas: `council,health`. For each, with its name in capitals:

| variable | meaning |
|---|---|
| SAFELOOM_OIDC_COUNCIL_ISSUER | address of the issuer: `https://login.council.example` |
| SAFELOOM_OIDC_COUNCIL_CLIENT | how we are called there |
| SAFELOOM_OIDC_COUNCIL_SECRET | our secret there |
| SAFELOOM_OIDC_COUNCIL_LABEL | what the button says after "Sign in with"; the name without it |
| SAFELOOM_OIDC_COUNCIL_STRONG | whether that counts as a second step: `no`, `yes`, `amr` (when it says so) |
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

HERE = {"localhost", "127.0.0.1", "::1"}
STRONG = {"no", "yes", "amr"}


@dataclass(frozen=True)
class Service:
    """One service: `key` stands in our addresses; `strong` is one of `STRONG`."""

    key: str
    label: str
    issuer: str
    client: str
    secret: str
    strong: str

    def app(self) -> dict:
        """The same for django-allauth."""
        return {
            "provider_id": self.key,
            "name": self.label,
            "client_id": self.client,
            "secret": self.secret,
            "settings": {"server_url": self.issuer, "oauth_pkce_enabled": True},
        }


def services(env: Callable[..., str]) -> tuple[Service, ...]:
    """The services of the environment. Raises ImproperlyConfigured, naming the variable, when one is
    not whole or would be spoken to in clear."""
    named = [name.strip() for name in env("SAFELOOM_OIDC", default="").split(",") if name.strip()]
    return tuple(_service(name, env) for name in named)


def _service(name: str, env: Callable[..., str]) -> Service:
    if not re.fullmatch(r"[a-z][a-z0-9]{0,30}", name):
        raise ImproperlyConfigured(f"SAFELOOM_OIDC: {name!r} is no word of small letters.")
    before = f"SAFELOOM_OIDC_{name.upper()}_"
    said = {part: env(before + part, default="").strip() for part in ("ISSUER", "CLIENT", "SECRET")}
    for part, value in said.items():
        if not value:
            raise ImproperlyConfigured(f"{before}{part} is missing.")
    issuer = urlsplit(said["ISSUER"])
    if issuer.scheme != "https" and issuer.hostname not in HERE:
        raise ImproperlyConfigured(f"{before}ISSUER must begin with https://.")
    strong = env(before + "STRONG", default="no").strip().lower()
    if strong not in STRONG:
        raise ImproperlyConfigured(f"{before}STRONG must be one of {sorted(STRONG)}.")
    label = env(before + "LABEL", default="").strip() or name.title()
    return Service(name, label, said["ISSUER"].rstrip("/"), said["CLIENT"], said["SECRET"], strong)
