"""Links between records, made and taken away by who sees both."""

from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse

from safeloom.foundation.access.pages import open_to
from safeloom.foundation.files.queries import record_for
from safeloom.foundation.links import commands, queries
from safeloom.portal.link_forms import LinkForm
from safeloom.web.acting import act_on
from safeloom.web.forms import Form

NOT_FOUND = "No record that you may see has this reference. Enter one such as AC-0012."


@open_to("link.keep")
def add(request: HttpRequest, partnership_key: str, record: UUID) -> HttpResponse:
    """Link a record to another, by its reference."""
    here, viewer = request.partnership, request.viewer
    found = record_for(viewer, here, record)
    if found is None or found.record.partnership_id != here.pk:
        raise Http404

    def act(form: LinkForm) -> str:
        kind, turned = form.said
        named = queries.named(here, form.cleaned_data["target"])
        other = record_for(viewer, here, named.pk) if named else None
        if other is None:
            raise ValidationError({"target": NOT_FOUND})
        pair = (other.record, found.record) if turned else (found.record, other.record)
        commands.link(by=viewer.person, source=pair[0], target=pair[1], kind=kind)
        return f"It is linked to {other.record.reference}."

    return act_on(
        request,
        LinkForm,
        act,
        title=f"Link {found.record.reference} to another record",
        button="Link records",
        back=found.address,
        trail=[(found.record.title, found.address)],
    )


@open_to("link.keep")
def remove(request: HttpRequest, partnership_key: str, pk: UUID) -> HttpResponse:
    """Take a link away."""
    found = queries.link_for(request.viewer, request.partnership, pk)
    if found is None:
        raise Http404
    made, places = found

    def act(form: Form) -> str:
        commands.unlink(by=request.viewer.person, made=made)
        return "The link is taken away."

    return act_on(
        request,
        Form,
        act,
        title=f"Take away the link of {made.source.reference} and {made.target.reference}",
        button="Take away link",
        back=places[made.source_id],
        lead=f"{made.source.title} and {made.target.title} stay as they are.",
        warn=True,
    )
