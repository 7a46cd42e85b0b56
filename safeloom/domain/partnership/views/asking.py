"""The one way a form here is shown, acted on and answered."""

from collections.abc import Callable, Mapping
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from safeloom.domain.partnership.queries.changes import last_change
from safeloom.foundation.records.commands import Stale
from safeloom.web.forms import Form, form_for, form_page, tell
from safeloom.web.stale import stale_page


def ask(
    request: HttpRequest,
    form: type[Form],
    act: Callable[[dict[str, Any]], Any],
    *,
    title: str,
    button: str,
    done: str,
    back: Callable[[Any], str] | str,
    initial: Mapping[str, Any] | None = None,
    current: Callable[[], Mapping[str, Any]] | None = None,
    subject: str = "",
    rows: Mapping[str, Any] | None = None,
    **context: Any,
) -> HttpResponse:
    """Show a form, or do what was posted and go `back` (an address, or one worked out from what `act`
    returned) saying `done`.

    What the command refuses stands at its field. A stale edit shows both versions: `current` gives
    what is there now with its `revision`, `subject` whose last change it was.
    """
    offered = {} if rows is None else {"rows": rows}
    filled = form_for(request, form, initial=initial, **offered)
    if request.method == "POST" and filled.is_valid():
        try:
            result = act(dict(filled.cleaned_data))
        except Stale:
            by, at = last_change(request.partnership, subject)
            now, about = current() if current else {}, context.get("lead", "")
            return stale_page(request, filled, now, by, at, lead=about)
        except ValidationError as refused:
            tell(filled, refused)
        else:
            messages.success(request, done)
            return HttpResponseRedirect(back if isinstance(back, str) else back(result))
    if isinstance(back, str):
        context.setdefault("cancel", back)
    return form_page(request, filled, title=title, button=button, **context)
