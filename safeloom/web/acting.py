"""The usual way a form is shown, acted on and answered."""

from collections.abc import Callable, Mapping
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from safeloom.foundation.records.commands import Stale
from safeloom.web.forms import Form, form_for, form_page, tell

STALE = "Somebody else changed it meanwhile. Go back, look at it as it is now, and change it again."


def act_on(
    request: HttpRequest,
    form_class: type[Form],
    act: Callable[[Any], str],
    *,
    title: str,
    button: str,
    back: str | Callable[[], str],
    initial: Mapping[str, Any] | None = None,
    rows: Any = None,
    cancel: str = "",
    **context: Any,
) -> HttpResponse:
    """Show a form, or do what was posted (`act` takes the valid form and returns what to say) and go
    `back` (an address, or a function that gives it once that is done). What is refused stands at its
    field. `rows` is what the form chooses from."""
    offered = {} if rows is None else {"rows": rows}
    form = form_for(request, form_class, initial=initial, **offered)
    if request.method == "POST" and form.is_valid():
        try:
            said = act(form)
        except Stale:
            form.add_error(None, STALE)
        except ValidationError as refused:
            tell(form, refused)
        else:
            messages.success(request, said)
            return HttpResponseRedirect(back if isinstance(back, str) else back())
    if isinstance(back, str):
        cancel = cancel or back
    return form_page(request, form, title=title, button=button, cancel=cancel, **context)
