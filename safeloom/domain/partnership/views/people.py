"""Pages of people."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404

from safeloom.domain.partnership import forms
from safeloom.domain.partnership.commands import people as commands
from safeloom.domain.partnership.models import DirectoryEntry
from safeloom.domain.partnership.queries import people as queries
from safeloom.domain.partnership.views import addresses
from safeloom.domain.partnership.views.asking import ask
from safeloom.domain.partnership.views.person_sections import sections
from safeloom.domain.partnership.views.tables import days, status
from safeloom.foundation.access.pages import open_to
from safeloom.web.as_at import read_as_at
from safeloom.web.lists import Column, ListPage, list_response
from safeloom.web.records import RecordPage, record_response


def _posts(entry: DirectoryEntry) -> str:
    return "; ".join(
        f"{held.post.title}, {held.post.agency.name}" for held in entry.person.posts_now
    )


NAME = Column(
    "Name",
    "person.name",
    sort="person__principal__name",
    link=lambda entry: addresses.of_person(entry.partnership, entry.person_id),
)
POSTS = Column("Posts", _posts)
EMAIL = Column("Work e-mail", "person.work_email", sort="person__work_email")
TELEPHONE = Column("Work telephone", "person.work_telephone")
EMPTY = "The people who work with the partnership will stand here: add the first one."


def _list(*columns: Column) -> ListPage:
    return ListPage(
        title="People",
        noun=("person", "people"),
        search=["person__principal__name"],
        default_order="person__principal__name",
        columns=columns,
        empty=EMPTY,
        as_at=True,
    )


LIST = _list(NAME, POSTS)
LIST_WITH_CONTACT = _list(NAME, POSTS, EMAIL, TELEPHONE)


@open_to("person.see")
def listing(request: HttpRequest, partnership_key: str) -> HttpResponse:
    """The directory as at a day; how people are reached only for who may see that of everybody."""
    here, viewer = request.partnership, request.viewer
    may = viewer.may_everywhere("person.change", here.pk)
    contact = viewer.may_everywhere("person.contact", here.pk)
    return list_response(
        request,
        LIST_WITH_CONTACT if contact else LIST,
        lambda day: queries.listed(viewer, here, day),
        template="partnership/people.html",
        actions=[
            ("Add a person", addresses.act("add-person", here)),
            ("Bring in a file", addresses.bring_in(here, "people")),
        ]
        if may
        else [],
        find_private=addresses.act("find-private", here)
        if viewer.may("person.private", here.pk)
        else "",
    )


@open_to("person.see")
def record(request: HttpRequest, partnership_key: str, pk) -> HttpResponse:
    """A person: the posts, seats and chairs they held over time."""
    here, viewer = request.partnership, request.viewer
    if (kept := queries.kept_of(pk)) is not None:
        # Entered twice, and one person now; whether they may be seen, their own page says.
        return HttpResponseRedirect(
            addresses.of_person(here, _entry(request, kept, "person.see").person_id)
        )
    entry = _entry(request, pk, "person.see")
    may = viewer.may_everywhere("person.change", here.pk)
    as_at = read_as_at(request)
    words, kind = status(entry, as_at.day)
    facts = []
    if viewer.may("person.contact", here.pk, entry):
        facts = [
            ("Work e-mail", entry.person.work_email or "Not known"),
            ("Work telephone", entry.person.work_telephone or "Not known"),
        ]
    page = RecordPage(
        title=entry.person.name,
        status=words,
        status_kind=kind,
        facts=[*facts, ("In the directory", days(entry) or "Dates not known")],
        next_step=("Change person", addresses.act("change-person", here, pk)) if may else None,
        sections=sections(viewer, here, entry.person),
    )
    closing = ("They left the partnership", addresses.act("leave", here, pk))
    return record_response(
        request,
        page,
        template="partnership/record.html",
        trail=[("People", addresses.listing(here, "people"))],
        closing=closing if may and entry.end is None else None,
        same=("They are entered twice", addresses.act("merge-person", here, pk))
        if viewer.may_everywhere("person.merge", here.pk)
        else None,
    )


@open_to("person.change")
def add(request: HttpRequest, partnership_key: str) -> HttpResponse:
    """Add a person to the directory."""
    here = request.partnership
    return ask(
        request,
        forms.NewPersonForm,
        lambda said: commands.add(
            by=request.viewer.person, partnership=here, new=commands.NewPerson(**said)
        ),
        title="Add a person",
        button="Add person",
        done="The person was added.",
        back=lambda entry: addresses.of_person(here, entry.person_id),
        cancel=addresses.listing(here, "people"),
    )


@open_to("person.change")
def change(request: HttpRequest, partnership_key: str, pk) -> HttpResponse:
    """Change a person's name or how they are reached."""
    entry = _entry(request, pk, "person.change")
    return ask(
        request,
        forms.revisioned(forms.PersonForm),
        lambda said: commands.change(
            by=request.viewer.person,
            partnership=request.partnership,
            person=entry.person,
            seen=said.pop("revision"),
            **said,
        ),
        title=f"Change {entry.person.name}",
        button="Save person",
        done="The person was changed.",
        back=addresses.of_person(request.partnership, pk),
        initial=_said(entry),
        current=lambda: _said(_entry(request, pk, "person.change")),
        subject=str(pk),
    )


@open_to("person.change")
def leave(request: HttpRequest, partnership_key: str, pk) -> HttpResponse:
    """Say that a person left."""
    entry = _entry(request, pk, "person.change")
    return ask(
        request,
        forms.LastDayForm,
        lambda said: commands.leave(by=request.viewer.person, entry=entry, seen=None, **said),
        title=f"When did {entry.person.name} leave?",
        lead="The posts, seats and chairs they hold here end on the same day. What they held stays on "
        "their page.",
        button="Save last day",
        warn=True,
        done="The last day was saved.",
        back=addresses.of_person(request.partnership, pk),
    )


def _entry(request: HttpRequest, pk, permission: str) -> DirectoryEntry:
    """The latest entry of a person in the directory."""
    rows = queries.entries(request.viewer, request.partnership, permission)
    return get_object_or_404(queries.latest(rows, pk))


def _said(entry: DirectoryEntry) -> dict:
    person = entry.person
    return {
        "name": person.name,
        "work_email": person.work_email,
        "work_telephone": person.work_telephone,
        "revision": person.revision,
    }
