"""Who there is at the provider: their address, whether it is verified, and how they signed in."""

from typing import Any

from allauth.idp.oidc.adapter import DefaultOIDCAdapter

CLIENT, SECRET = "safeloom", "of the test"
# The same site as another client, for which each person is asked for consent.
ASKING = "safeloom-asking"
PEOPLE = {
    # name: address, verified, by which means
    "ash": ("ash@vale.example", True, []),
    "strong-ash": ("ash@vale.example", True, ["pwd", "mfa"]),
    "unverified": ("ash@vale.example", False, []),
    "stranger": ("stranger@elsewhere.example", True, []),
}


def begin(callback: str) -> None:
    """Make the people, and the site as the two clients."""
    from allauth.idp.oidc.models import Client
    from django.contrib.auth.models import User

    User.objects.bulk_create(User(username=name) for name in PEOPLE)
    for key in (CLIENT, ASKING):
        client = Client(
            id=key,
            name="Safeloom",
            scopes="openid\nprofile\nemail",
            redirect_uris=callback,
            skip_consent=key == CLIENT,
        )
        client.set_secret(SECRET)
        client.save()


class Adapter(DefaultOIDCAdapter):
    """Says who somebody is, and by which means they signed in, as many services do."""

    def get_claims(self, purpose: Any, user: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """The usual, the address and `amr`."""
        claims = super().get_claims(purpose, user, *args, **kwargs)
        email, verified, means = PEOPLE[user.username]
        claims |= {"email": email, "email_verified": verified}
        return {**claims, "amr": means} if means and purpose == "id_token" else claims


class PersonMiddleware:
    """Signs in whoever the header names."""

    def __init__(self, get_response: Any) -> None:
        self.get_response = get_response

    def __call__(self, request: Any) -> Any:
        from django.contrib.auth.models import User

        name = request.headers.get("X-Person")
        if name:
            request.user = User.objects.get(username=name)
        return self.get_response(request)
