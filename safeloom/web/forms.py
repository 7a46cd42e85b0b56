"""The base of every form, and the pages forms stand on."""

from typing import Any, TypeVar

from django import forms
from django.core.exceptions import ValidationError
from django.forms.utils import ErrorDict
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from safeloom.foundation.identity import drafts
from safeloom.web.fields import Kit

INVALID = 422


class Asking:
    """For forms of other packages as well: every field speaks in its own words, and the browser's
    own bubbles stay away so that each error is told in one place."""

    fields: dict[str, forms.Field]
    use_required_attribute = False

    def ask(self) -> None:
        """Give every field of the kit its messages in its own words."""
        for name, field in self.fields.items():
            if field.label is None:
                field.label = forms.utils.pretty_name(name)
            if isinstance(field, Kit):
                field.speak(str(field.label))


class Form(Asking, forms.Form):
    """A form of Safeloom. Fields come from `safeloom.web.fields` and `safeloom.web.dates`."""

    # Fields that are optional say so; where nearly all are, a form may turn that off.
    says_optional = True

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        self.ask()


class RevisionedForm(Form):
    """A form on something that another person may be changing: it carries the revision that was
    read. The command compares it; when it is old, answer with `safeloom.web.stale.stale_page`."""

    revision = forms.IntegerField(widget=forms.HiddenInput)


F = TypeVar("F", bound=forms.BaseForm)


def form_for(request: HttpRequest, form_class: type[F], **kwargs: Any) -> F:
    """The form as the request wants it: filled with what was posted; or with the draft that was kept
    for this account and page when a session ended (`?draft=`), unchecked until it is sent again; or
    fresh. Check it only when the request is a POST. The page says what became of a draft."""
    if request.method == "POST":
        return form_class(request.POST, request.FILES, **kwargs)
    asked = request.GET.get(drafts.PARAMETER)
    account = request.user if request.user.is_authenticated else None
    if asked is None or account is None:
        return form_class(**kwargs)
    held = drafts.held(account, asked, request.path)
    form = form_class(held, **kwargs)
    if held is not None:
        form._errors = ErrorDict()  # it was never sent, so nothing is wrong with it yet
    form.draft = "given back" if held is not None else "gone"  # type: ignore[attr-defined]
    return form


def tell(form: forms.BaseForm, refused: ValidationError) -> None:
    """Put what a command refused beside the fields it names, and the rest above the form."""
    told = refused.message_dict if hasattr(refused, "error_dict") else {"": refused.messages}
    for name, found in told.items():
        for message in found:
            form.add_error(name if name in form.fields else None, message)


def form_page(
    request: HttpRequest,
    form: forms.BaseForm,
    *,
    title: str,
    button: str,
    template: str = "web/form.html",
    status: int | None = None,
    **context: Any,
) -> HttpResponse:
    """The form on a page of its own, with status 422 when it was posted and is not valid.

    `button` is a verb with its object ("Save agency"). Further context: `lead` (a paragraph above
    the form), `back` (an address), `cancel` (an address), `trail` (breadcrumbs), `warn` (True for
    a button that takes away). `template` is `web/form.html` for the unit and `web/question.html`
    for outside respondents and sign-in.
    """
    if status is None:
        status = INVALID if form.is_bound and form.errors else 200
    context |= {"form": form, "title": title, "button": button}
    return render(request, template, context, status=status)
