"""How django-allauth behaves here: no sign-up, no hints to strangers, each coming and going audited."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme

from safeloom.foundation.access.commands import entries
from safeloom.foundation.access.leaving import has_left
from safeloom.foundation.identity.sessions import BROWSER, STRONG
from safeloom.foundation.identity.signed_in import browser_in_words
from safeloom.portal.entering import came_strongly, prove


class Adapter(DefaultAccountAdapter):
    """Set as `ACCOUNT_ADAPTER`."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": "The e-mail address or the password is not right. Check both and"
        " try again.",
        "too_many_login_attempts": "There were too many attempts. Wait five minutes and try again, or"
        " ask your business unit for a new link.",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Accounts are made by the business manager alone."""
        return False

    def is_ajax(self, request: HttpRequest) -> bool:
        """Answers are pages, whatever a client asks for."""
        return False

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """Our own pages say what happened."""

    def authenticate(self, request: HttpRequest, **credentials: Any) -> Any:
        """The account whose password this is. A closed one, and that of somebody who has left, is
        refused in the same words as a wrong password, so that nobody learns that it is there."""
        account = super().authenticate(request, **credentials)
        if account is not None and (not account.is_active or has_left(account)):
            self.authentication_failed(request, **credentials)
            return None
        return account

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """Audit the attempt."""
        entries.refused(email=credentials.get("email", ""))

    def login(self, request: HttpRequest, user: Any) -> None:
        """Begin the session, with a key of its own, and audit it."""
        super().login(request, user)
        request.session[STRONG] = came_strongly(request, user)
        prove(request)
        request.session[BROWSER] = browser_in_words(request.headers.get("User-Agent", ""))
        entries.signed_in(account=user)

    def get_login_stages(self) -> list[str]:
        """What is asked between the password and the session."""
        return ["safeloom.portal.stages.SecondStep"]

    def logout(self, request: HttpRequest) -> None:
        """Audit it and end the session."""
        entries.signed_out(account=request.user)
        super().logout(request)

    def is_safe_url(self, url: str) -> bool:
        """Only addresses within this site are gone to after signing in: a path alone, since which other
        hosts are served says nothing of where somebody should be led."""
        return url.startswith("/") and url_has_allowed_host_and_scheme(url, allowed_hosts=None)
