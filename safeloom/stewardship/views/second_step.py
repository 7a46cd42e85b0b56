"""Which roles ask for a second step at signing in, and resetting what somebody lost."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from safeloom.foundation.access.commands.strong import ask_second_step
from safeloom.foundation.access.pages import open_to
from safeloom.foundation.access.queries import strong_roles
from safeloom.stewardship import commands
from safeloom.stewardship.forms import SecondStepForm
from safeloom.stewardship.views.accounts import changed
from safeloom.stewardship.views.hub import trail
from safeloom.web.forms import form_for, form_page


@open_to("second-step.manage")
def asked(request: HttpRequest, partnership_key: str) -> HttpResponse:
    """Choose the roles."""
    here = request.partnership
    chosen = strong_roles(here, request.viewer.day)
    form = form_for(request, SecondStepForm, initial={"roles": chosen})
    if request.method == "POST" and form.is_valid():
        ask_second_step(by=request.viewer.person, partnership=here, **form.cleaned_data)
        messages.success(request, "Saved. It holds from the next click.")
        return HttpResponseRedirect(reverse("stewardship:hub", args=[partnership_key]))
    return form_page(
        request,
        form,
        title="Second step at sign-in",
        button="Save roles",
        lead="Whoever holds one of these roles needs more than a password: a code from an app, or a"
        " security key. Who has none yet is led to set one up, and reaches nothing before.",
        trail=trail(request),
        cancel=reverse("stewardship:hub", args=[partnership_key]),
    )


@open_to("account.manage")
@require_POST
def reset(request: HttpRequest, partnership_key: str, pk: UUID) -> HttpResponse:
    """Take away what somebody lost."""
    said = "Their second step is reset, and they are signed out."
    return changed(request, pk, commands.reset_second_step, said)
