"""Pages of what is private about a person: shown on asking, and each showing is written down."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from safeloom.domain.partnership import forms
from safeloom.domain.partnership.commands import private as commands
from safeloom.domain.partnership.models import DirectoryEntry
from safeloom.domain.partnership.queries import people as queries
from safeloom.domain.partnership.views import addresses
from safeloom.domain.partnership.views.asking import ask
from safeloom.foundation.access.pages import open_to
from safeloom.foundation.encryption.fields import CANNOT_BE_OPENED, shown
from safeloom.foundation.identity.private import PrivateContact
from safeloom.web.forms import form_for, form_page


@open_to("person.private")
def private(request: HttpRequest, partnership_key: str, pk) -> HttpResponse:
    """Ask whether to show what is private about a person, and show it once that is posted."""
    here, entry = request.partnership, _entry(request, pk)
    said = None
    if request.method == "POST":
        contact = commands.show(
            by=request.viewer.person, partnership=here, person=entry.person
        ) or PrivateContact(partnership=here, person=entry.person)
        said = [
            ("Private telephone", shown(contact, "telephone") or "Not known"),
            ("Private address", shown(contact, "address") or "Not known"),
        ]
    return render(
        request,
        "partnership/private.html",
        {
            "title": f"Private contact of {entry.person.name}",
            "said": said,
            "closed": said is not None and CANNOT_BE_OPENED in dict(said).values(),
            "change": addresses.act("change-private-contact", here, pk),
            "trail": _trail(request, entry),
        },
    )


@open_to("person.private")
def change(request: HttpRequest, partnership_key: str, pk) -> HttpResponse:
    """Change what is private; the form shows what is there, so opening it is written down as well."""
    here, entry = request.partnership, _entry(request, pk)

    def now() -> dict:
        contact = commands.show(by=request.viewer.person, partnership=here, person=entry.person)
        if contact is None:
            return {"telephone": "", "address": "", "revision": 0}
        said = {field: shown(contact, field) for field in commands.FIELDS}
        return {
            **{name: "" if text == CANNOT_BE_OPENED else text for name, text in said.items()},
            "revision": contact.revision,
        }

    return ask(
        request,
        forms.revisioned(forms.PrivateContactForm),
        lambda said: commands.keep(
            by=request.viewer.person,
            partnership=here,
            person=entry.person,
            seen=said.pop("revision"),
            **said,
        ),
        title=f"Private contact of {entry.person.name}",
        button="Save private contact",
        done="The private contact was saved.",
        back=addresses.of_person(here, pk),
        initial=now() if request.method == "GET" else None,
        current=now,
        subject=f"private contact of {pk}",
        trail=_trail(request, entry),
    )


@open_to("person.private")
def find(request: HttpRequest, partnership_key: str) -> HttpResponse:
    """Find people by a private number or address typed in full; posted, so that it stands in no
    address and no log."""
    here = request.partnership
    form = form_for(request, forms.FindPrivateForm)
    found = None
    if request.method == "POST" and form.is_valid():
        people = commands.find(
            by=request.viewer.person, partnership=here, text=form.cleaned_data["private"]
        )
        found = [
            (entry.person.name, addresses.of_person(here, entry.person_id)) for entry in people
        ]
    return form_page(
        request,
        form,
        template="partnership/find_private.html",
        title="Find by private telephone or address",
        button="Find person",
        found=found,
        trail=[("People", addresses.listing(here, "people"))],
    )


def _entry(request: HttpRequest, pk) -> DirectoryEntry:
    rows = queries.entries(request.viewer, request.partnership, "person.private")
    return get_object_or_404(queries.latest(rows, pk))


def _trail(request: HttpRequest, entry: DirectoryEntry) -> list[tuple[str, str]]:
    here = request.partnership
    return [
        ("People", addresses.listing(here, "people")),
        (entry.person.name, addresses.of_person(here, entry.person_id)),
    ]
