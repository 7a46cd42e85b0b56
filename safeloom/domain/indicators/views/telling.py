"""Words the pages share."""

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.urls import reverse

from safeloom.foundation.identity.models import Partnership
from safeloom.web.forms import Form


def tell(form: Form, problem: ValidationError) -> None:
    """Put what a command refused at the form's fields; what has no field there above them."""
    if not hasattr(problem, "error_dict"):
        form.add_error(None, problem)
        return
    for name, errors in problem.error_dict.items():
        known = name if name in form.fields and name != NON_FIELD_ERRORS else None
        form.add_error(known, errors)


def trail(partnership: Partnership, *more: tuple[str, str]) -> list[tuple[str, str]]:
    """The way here."""
    return [("Measures", reverse("indicators:measures", args=[partnership.key])), *more]
