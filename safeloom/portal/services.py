"""Signing in with a service elsewhere (OpenID Connect): only to accounts that exist here.

At first it is matched by the e-mail address, if the service says that it verified it; from then on by
the service's own name for the person, whatever becomes of the address.
"""

import json
from base64 import urlsafe_b64decode
from typing import Any

from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.internal.flows.logout import logout
from allauth.account.models import Login
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.internal import jwtkit
from allauth.socialaccount.models import SocialAccount, SocialApp, SocialLogin
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponseRedirect

from safeloom.foundation.access.commands import entries
from safeloom.foundation.access.leaving import has_left
from safeloom.foundation.identity.models import Account
from safeloom.portal import commands

# With a key pair alone: what the service signs, nobody else can.
ALGORITHMS = {"RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "EdDSA"}
# What a service calls a second step in its `amr` (RFC 8176).
SECOND_STEPS = {"mfa", "hwk", "otp", "fpt", "sc"}
NO_ACCOUNT = (
    "You are known there, but no account here can be used with it. Sign in with your password, or ask your"
    " business unit."
)
WENT_WRONG = "Signing in there did not work. Try again, or sign in with your password."


class Adapter(OpenIDConnectOAuth2Adapter):
    """Keeps what a service says of a person for this request alone."""

    @property
    def openid_config(self) -> dict[str, Any]:
        """What the service says of itself; of another issuer than the one set it is not believed."""
        found = super().openid_config
        issuer = self.get_provider().app.settings["server_url"]
        if str(found.get("issuer", "")).rstrip("/") != issuer.rstrip("/"):
            raise OAuth2Error("It says that it is another issuer.")
        return found

    def _decode_id_token(self, app: SocialApp, id_token: str) -> dict[str, Any]:
        """The token's content, its signature always checked, wherever it came from."""
        if _algorithm(id_token) not in ALGORITHMS:
            raise OAuth2Error("It is not signed in a way that is taken.")
        return jwtkit.verify_and_decode(
            credential=id_token,
            keys_url=self.openid_config["jwks_uri"],
            issuer=self.openid_config["issuer"],
            audience=app.client_id,
            lookup_kid=jwtkit.lookup_kid_jwk,
        )

    def complete_login(self, *args: Any, **kwargs: Any) -> SocialLogin:
        """What the service says, about one and the same person."""
        found = super().complete_login(*args, **kwargs)
        said = found.account.extra_data
        token, info = said.get("id_token", {}), said.get("userinfo", {})
        if token and info and token.get("sub") != info.get("sub"):
            raise OAuth2Error("The token and the profile are about two people.")
        self.request.said = {**token, **info}
        found.account.extra_data = {}
        return found


class ServiceAdapter(DefaultSocialAccountAdapter):
    """Set as `SOCIALACCOUNT_ADAPTER`."""

    def get_requests_session(self) -> Any:
        """Asks services only where the settings say, and goes nowhere else on their word."""
        session = super().get_requests_session()
        session.max_redirects = 0
        return session

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        """No account is ever made."""
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Sign the account in, or say that there is none; allauth's own way goes no further."""
        service = next(
            each for each in settings.SIGN_IN_SERVICES if each.key == sociallogin.account.provider
        )
        said = request.said
        account = _known(service.key, sociallogin.account.uid) or _matched(service.key, said)
        if account is None or not account.is_active or has_left(account):
            entries.refused(email=account.email if account else str(said.get("email", "")))
            raise ImmediateHttpResponse(back_to_sign_in(request, NO_ACCOUNT))
        if request.user.is_authenticated:
            logout(request, show_message=False)
        commands.signed_in_with(
            account=account, service=service.key, subject=sociallogin.account.uid
        )
        strong = service.strong == "yes" or (service.strong == "amr" and _second_step(said))
        record_authentication(request, account, "service", service=service.key, strong=strong)
        login = Login(user=account, redirect_url=sociallogin.get_redirect_url(request))
        raise ImmediateHttpResponse(perform_login(request, login))

    def on_authentication_error(
        self, request: HttpRequest, provider: Any, *args: Any, **kwargs: Any
    ) -> None:
        """Back to signing in, in our own words."""
        raise ImmediateHttpResponse(back_to_sign_in(request, WENT_WRONG))


def _algorithm(token: str) -> str:
    head = token.partition(".")[0]
    try:
        return str(json.loads(urlsafe_b64decode(head + "=" * (-len(head) % 4)))["alg"])
    except (ValueError, KeyError, TypeError):
        return ""


def _known(service: str, subject: str) -> Account | None:
    row = SocialAccount.objects.filter(provider=service, uid=subject).select_related("user").first()
    return row.user if row else None


def _matched(service: str, said: dict[str, Any]) -> Account | None:
    """The account of a verified address, unless it is somebody else's at the service already."""
    if said.get("email_verified") is not True:
        return None
    account = Account.objects.filter(email=str(said.get("email", "")).strip().lower()).first()
    if account and SocialAccount.objects.filter(user=account, provider=service).exists():
        return None
    return account


def _second_step(said: dict[str, Any]) -> bool:
    told = said.get("amr")
    return isinstance(told, list) and bool(SECOND_STEPS & {str(one) for one in told})


def back_to_sign_in(request: HttpRequest, words: str) -> HttpResponseRedirect:
    """To the sign-in page, with a word of why."""
    messages.error(request, words)
    return HttpResponseRedirect(settings.LOGIN_URL)
