"""What stands between a right password and being signed in."""

from allauth.account.internal.stagekit import clear_login
from allauth.account.stages import LoginStage
from allauth.core.internal.httpkit import headed_redirect_response
from django.conf import settings
from django.http import HttpResponse, HttpResponseRedirect

from safeloom.foundation.access.factors import has_second_step
from safeloom.portal.entering import came_strongly


class SecondStep(LoginStage):
    """Asks for a code or a key from whoever set one up, unless another service asked already."""

    key = "second-step"
    urlname = "portal:second-step-in"

    def handle(self) -> tuple:
        """A page to go to, when there is something to ask."""
        account = self.login.user
        if came_strongly(self.request, account) or not has_second_step(account):
            return None, True
        return headed_redirect_response(self.urlname), True

    def abort(self) -> HttpResponse:
        """Back to the beginning."""
        clear_login(self.request)
        return HttpResponseRedirect(settings.LOGIN_URL)
