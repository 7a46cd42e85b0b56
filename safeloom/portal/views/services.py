"""To a service elsewhere, and back from it."""

from allauth.socialaccount.models import SocialApp
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView, OAuth2LoginView
from django.http import Http404, HttpRequest, HttpResponse

from safeloom.foundation.access.pages import open_to_anyone
from safeloom.portal.services import WENT_WRONG, Adapter, back_to_sign_in


@open_to_anyone
def begin(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Send somebody to the service."""
    return _go(OAuth2LoginView, request, provider_id)


@open_to_anyone
def back(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Somebody comes back from it, with a code that the service turns into who they are."""
    return _go(OAuth2CallbackView, request, provider_id)


def _go(view: type, request: HttpRequest, provider_id: str) -> HttpResponse:
    try:
        return view.adapter_view(Adapter(request, provider_id))(request)
    except SocialApp.DoesNotExist as problem:
        raise Http404 from problem
    except (OSError, OAuth2Error, KeyError, ValueError):
        # It does not answer (requests' errors are OSErrors), or not as such a service does.
        return back_to_sign_in(request, WENT_WRONG)
