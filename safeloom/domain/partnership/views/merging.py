"""Making one person of two entries: whom, then what will happen, then done."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse

from safeloom.domain.partnership import forms
from safeloom.domain.partnership.commands import merging
from safeloom.domain.partnership.models import DirectoryEntry
from safeloom.domain.partnership.queries import people as queries
from safeloom.domain.partnership.views import addresses
from safeloom.domain.partnership.views.tables import days
from safeloom.foundation.access.pages import open_to
from safeloom.web.forms import form_for, form_page


@open_to("person.merge")
def choose(request: HttpRequest, partnership_key: str, pk: Any) -> HttpResponse:
    """Choose who is the same person; those called nearly so first."""
    here = request.partnership
    entry = _entry(request, pk)
    form = form_for(request, forms.SamePersonForm, people=queries.likely_same(here, entry.person))
    if request.method == "POST" and form.is_valid():
        other = form.cleaned_data["other"]
        address = reverse("partnership:merge-people", args=[here.key, pk, other])
        return HttpResponseRedirect(address)
    return form_page(
        request,
        form,
        title=f"Who is the same person as {entry.person.name}?",
        button="See what would happen",
        cancel=addresses.of_person(here, pk),
    )


@open_to("person.merge")
def merge(request: HttpRequest, partnership_key: str, pk: Any, other: Any) -> HttpResponse:
    """What would follow, and which entry is kept; then it is done."""
    here, by = request.partnership, request.viewer.person
    entries = [_entry(request, key) for key in (pk, other)]
    people = [entry.person for entry in entries]
    both = all(queries.has_account(person) for person in people)
    form = form_for(request, forms.MergeForm, people=people, accounts=both)
    reasons = merging.obstacles(by=by, partnership=here, keep=people[0], other=people[1])
    if request.method == "POST" and form.is_valid() and not reasons:
        keep, gone = people
        if form.cleaned_data["keep"] == str(gone.pk):
            keep, gone = gone, keep
        try:
            merging.merge(
                by=by,
                partnership=here,
                keep=keep,
                other=gone,
                close_account=form.cleaned_data.get("close", False),
            )
        except ValidationError as refused:
            form.add_error(None, refused.messages[0])
        else:
            messages.success(request, f"They are one person now: {keep.name}.")
            return HttpResponseRedirect(addresses.of_person(here, keep.pk))
    plans = (
        merging.plan(keep=people[0], other=people[1]),
        merging.plan(keep=people[1], other=people[0]),
    )
    return form_page(
        request,
        form,
        title="Make one person of two",
        button="Merge the two entries",
        template="partnership/merge.html",
        warn=True,
        reasons=reasons,
        sides=[
            {
                "person": entry.person,
                "days": days(entry),
                "plan": plan,
                "email": entry.person.work_email,
            }
            for entry, plan in zip(entries, reversed(plans), strict=True)
        ],
        cancel=addresses.of_person(here, pk),
        trail=[("People", addresses.listing(here, "people"))],
    )


def _entry(request: HttpRequest, pk: Any) -> DirectoryEntry:
    rows = queries.entries(request.viewer, request.partnership, "person.merge")
    return get_object_or_404(queries.latest(rows, pk))
