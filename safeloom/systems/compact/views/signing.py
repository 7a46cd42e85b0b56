"""Signing the compact, and who has."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404

from safeloom.foundation.access.pages import open_to
from safeloom.foundation.identity.models import Person
from safeloom.reports.document.markdown import to_html
from safeloom.systems.compact.commands import compact as verbs
from safeloom.systems.compact.commands import reminding
from safeloom.systems.compact.forms import SignForm, SureForm
from safeloom.systems.compact.models import CompactVersion
from safeloom.systems.compact.queries import compact as queries
from safeloom.systems.compact.views.acting import act_on, address
from safeloom.systems.compact.views.compact import trail
from safeloom.web.files import file_line
from safeloom.web.lists import Column, Filter, ListPage, list_response
from safeloom.web.words import count_words, date_words

STATES = [("not-signed", "Not signed"), ("signed", "Signed"), ("no-account", "Cannot sign in")]


def _version(request: HttpRequest, reference: str, permission: str) -> CompactVersion:
    rows = queries.versions(request.viewer, request.partnership, permission)
    return get_object_or_404(rows, record__reference=reference)


@open_to("compact.sign")
def sign(request: HttpRequest, partnership_key: str, reference: str) -> HttpResponse:
    """Read the compact and sign it as oneself."""
    here, person = request.partnership, request.viewer.person
    found = _version(request, reference, "compact.sign")
    back = address("version", here, reference)
    file = queries.file_of(found)
    why_not = _why_not(request, found)
    if why_not and request.method != "POST":
        messages.info(request, why_not)
        return HttpResponseRedirect(back)

    def act(form: SignForm) -> str:
        said = {name: form.cleaned_data[name] for name in ("name", "content")}
        verbs.sign(by=person, version=found, **said)
        return "You have signed the compact."

    return act_on(
        request,
        SignForm,
        act,
        title=f"Sign the {found.title[:1].lower()}{found.title[1:]}",
        button="Sign compact",
        back=back,
        initial={"content": queries.content_of(found, file)},
        template="compact/sign.html",
        text=to_html(found.text) if found.text else "",
        line=file_line(here, file) if file else None,
        signs_as=person.name,
        trail=trail(here),
    )


def _why_not(request: HttpRequest, found: CompactVersion) -> str:
    """Why there is nothing for the viewer to sign, in words; empty where there is."""
    person, day = request.viewer.person, request.viewer.day
    if queries.in_force(request.partnership, day) != found:
        return "This version is not in force, so there is nothing to sign."
    signature = queries.signature_of(found, person)
    if signature:
        return f"You signed it on {date_words(signature.at)}."
    if not queries.is_asked(found, person, day):
        return "You hold no seat in a group that signs the compact, so there is nothing to sign."
    return ""


def _state(person: Person) -> str:
    if person.signed:
        return "Signed" if person.asked else "Signed, has left"
    return "Not signed" if person.signs_in else "Not signed, cannot sign in"


def _in_state(rows, state: str):
    if state == "signed":
        return rows.filter(signed__isnull=False)
    rows = rows.filter(signed__isnull=True)
    return rows.filter(signs_in=False) if state == "no-account" else rows


@open_to("compact.follow")
def signatures(request: HttpRequest, partnership_key: str, reference: str) -> HttpResponse:
    """Who signed a version and who has not, of those asked today."""
    here, day = request.partnership, request.viewer.day
    found = _version(request, reference, "compact.follow")
    groups = queries.group_choices(found)
    signed, many = queries.count_signed(found, day)
    page = ListPage(
        title=f"Signatures of {found}",
        noun=("person", "people"),
        search=["principal__name"],
        default_order="principal__name",
        columns=[
            Column("Name", "name", sort="principal__name"),
            Column("Groups", lambda each: "; ".join(_seats(each)) or "None now"),
            Column("State", _state),
            Column("Signed on", "signed", sort="signed", kind="date"),
        ],
        filters=[
            Filter("state", "State", STATES, _in_state),
            Filter(
                "group",
                "Group",
                lambda request: groups,
                lambda rows, value: queries.in_group(rows, value, day),
            ),
        ],
        empty="Whoever holds a seat in the groups asked will stand here.",
    )
    left = many - signed
    remind = ("Remind those who have not signed", address("remind", here, reference))
    return list_response(
        request,
        page,
        queries.signers(found, day),
        trail=trail(here, found),
        actions=[remind] if left else [],
    )


def _seats(person: Person) -> list[str]:
    return sorted(f"{held.seat.group.name}: {held.seat.title}" for held in person.seats_now)


@open_to("compact.follow")
def remind(request: HttpRequest, partnership_key: str, reference: str) -> HttpResponse:
    """Mail those who have not signed."""
    here, by = request.partnership, request.viewer.person
    found = _version(request, reference, "compact.follow")
    rows = queries.signers(found, request.viewer.day).filter(asked=True, signed__isnull=True)
    many = rows.filter(signs_in=True).count()
    without = rows.filter(signs_in=False).count()

    def act(form: SureForm) -> str:
        sent = reminding.remind_to_sign(by=by, version=found)
        return f"{count_words(sent, 'reminder', 'reminders').capitalize()} queued."

    lead = f"A mail with a link to sign goes to {count_words(many, 'member', 'members')}."
    if without:
        lead += f" {count_words(without, 'other', 'others').capitalize()} cannot sign in yet: "
        lead += "make an account for them first."
    return act_on(
        request,
        SureForm,
        act,
        title="Remind those who have not signed",
        button="Send reminders",
        back=address("signatures", here, reference),
        lead=lead,
        trail=trail(here, found),
    )
