"""What somebody meets who saves over a change they have not seen."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from difflib import SequenceMatcher
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from safeloom.foundation.identity.drafts import FIELD as ACCOUNT_KEY
from safeloom.web.words import date_words, thousands

_NOT_REPEATED = {"csrfmiddlewaretoken", ACCOUNT_KEY, "revision"}


def stale_page(
    request: HttpRequest,
    form: forms.BaseForm,
    current: Mapping[str, Any],
    changed_by: Any,
    changed_at: datetime | None,
    *,
    title: str = "Choose which version to keep",
    lead: str = "",
) -> HttpResponse:
    """Both versions side by side, status 409. `form` is bound and valid; `current` holds what is
    there now by field name, and `revision`, the one there is now: keeping one's own posts again
    with it. Nothing may have been written.

    Where long texts differ, both can be kept (`both_of`), one after the other: the rest is then posted as
    it was typed, and what was left blank as it is now. `lead` is what the form is about, as it is now."""
    secret = {
        form.add_prefix(name)
        for name, field in form.fields.items()
        if isinstance(field.widget, forms.PasswordInput)
    }
    kept = [
        (name, value)
        for name, values in request.POST.lists()
        if name not in _NOT_REPEATED | secret
        for value in values
    ]
    compared = [_compared(form[name], current.get(name)) for name in form.fields if name in current]
    revision = ("revision", current["revision"])
    merged = _merged(form, current)
    context = {
        "title": title,
        "lead": lead,
        "compared": [row for row in compared if row],
        "kept": [*kept, revision],
        "both": merged
        and [*(one for one in kept if one[0] not in merged), *merged.items(), revision],
        "changed_by": changed_by,
        "changed_at": changed_at,
        "has_files": bool(request.FILES),
    }
    return render(request, "web/stale.html", context, status=409)


def both_of(theirs: str, mine: str) -> str:
    """Two versions of a text as one that has every line of both, those they share once; where they
    differ, what is there now first."""
    before, after = theirs.splitlines(), mine.splitlines()
    lines: list[str] = []
    for tag, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        lines += before[a:b] if tag != "insert" else []
        lines += after[c:d] if tag in ("insert", "replace") else []
    return "\n".join(lines)


def _merged(form: forms.BaseForm, current: Mapping[str, Any]) -> dict[str, str]:
    """What is posted otherwise than it was typed where both are kept, by the name it is posted under;
    empty where no long text differs."""
    found, said = {}, form.cleaned_data
    for name, field in form.fields.items():
        now, typed = current.get(name), said.get(name)
        if not (isinstance(field.widget, forms.Textarea) and now and typed):
            continue
        if now.splitlines() != typed.splitlines():
            found[form.add_prefix(name)] = both_of(now, typed)
    if found:
        for name in form.fields:
            if isinstance(now := current.get(name), str) and now and said.get(name) == "":
                found[form.add_prefix(name)] = now
    return found


def _compared(field: BoundField, now: Any) -> dict[str, Any] | None:
    if field.is_hidden:
        return None
    typed = field.form.cleaned_data.get(field.name)
    shown = _words(field.field, typed), _words(field.field, now)
    return {
        "label": field.label,
        "typed": shown[0],
        "now": shown[1],
        "differs": typed != now and shown[0] != shown[1],
    }


def _words(field: forms.Field, value: Any) -> str:
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if value is None or value == "" or value == []:
        return "Blank"
    if isinstance(value, (int, Decimal)) and not isinstance(field, forms.ChoiceField):
        return f"{getattr(field, 'prefix', '')}{thousands(value)}{getattr(field, 'suffix', '')}"
    if isinstance(value, date):
        return date_words(value)
    if isinstance(value, (list, tuple, set)) or hasattr(value, "all"):
        many = value.all() if hasattr(value, "all") else value
        return "\n".join(sorted(_words(field, one) for one in many)) or "Blank"
    if isinstance(field, forms.ChoiceField) and not isinstance(field, forms.ModelChoiceField):
        flat = {
            str(key): said for key, said in field.choices if not isinstance(said, (list, tuple))
        }
        return str(flat.get(str(value), value))
    return str(value)
