"""What a person gets by mail."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from safeloom.foundation.access.pages import open_to_signed_in
from safeloom.foundation.notices import commands, queries
from safeloom.portal.forms import MailForm
from safeloom.web.forms import form_for, form_page


@open_to_signed_in
def choose(request: HttpRequest) -> HttpResponse:
    """Whether the person wants the digest."""
    person = request.viewer.person
    form = form_for(request, MailForm, initial={"digest": queries.wants_digest(person)})
    if request.method == "POST" and form.is_valid():
        commands.choose_mail(by=person, person=person, **form.cleaned_data)
        messages.success(request, "Your choice is saved.")
        return HttpResponseRedirect(reverse("portal:mail"))
    hour = settings.DIGEST_HOUR
    return form_page(
        request,
        form,
        title="E-mail I get",
        button="Save choice",
        template="web/question.html",
        lead=f"Mail goes to {request.viewer.account.email}. The daily one leaves on working days after"
        f" {hour}:00, says what and how many, and asks you to sign in for the rest. Invitations and links"
        " that you ask for come in any case.",
        back=reverse("portal:account"),
    )
