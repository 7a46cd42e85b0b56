"""Two pages to type on, for the tests of what becomes of typing when a session ends."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import include, path

from safeloom.foundation.access.pages import open_to, open_to_signed_in
from safeloom.web.dates import DateField
from safeloom.web.fields import CheckboxesField, LongTextField
from safeloom.web.forms import RevisionedForm, form_for, form_page

saved: list[dict] = []


class Note(RevisionedForm):
    words = LongTextField(label="What happened", words=20)
    on = DateField(label="On which day")
    who = CheckboxesField(label="Who was there", choices=[("a", "Ash"), ("b", "Bo"), ("c", "Cy")])


def write(request: HttpRequest, **kwargs) -> HttpResponse:
    form = form_for(request, Note, initial={"revision": 7})
    if request.method == "POST" and form.is_valid():
        saved.append(form.cleaned_data)
        return HttpResponseRedirect("/")
    return form_page(request, form, title="A note", button="Save note")


urlpatterns = [
    path("notes/", open_to_signed_in(lambda request: write(request))),
    path("other-notes/", open_to_signed_in(lambda request: write(request))),
    path("<slug:partnership_key>/notes/", open_to("home.see")(lambda r, **kw: write(r, **kw))),
    path("", include("safeloom.config.urls")),
]
