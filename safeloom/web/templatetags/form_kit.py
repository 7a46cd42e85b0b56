"""What the form templates need to know about a field."""

from typing import Any

from django import forms, template
from django.forms.boundfield import BoundField, BoundWidget
from django.utils.safestring import SafeString

from safeloom.web.dates import PARTS, DateInputs
from safeloom.web.fields import Kit

register = template.Library()


@register.filter
def kind(field: BoundField) -> str:
    """Which template draws the field: `radios`, `checkboxes`, `checkbox`, `date` or `plain`."""
    widget = field.field.widget
    if isinstance(widget, forms.CheckboxSelectMultiple):
        return "checkboxes"
    if isinstance(widget, forms.RadioSelect):
        return "radios"
    if isinstance(widget, forms.CheckboxInput):
        return "checkbox"
    return "date" if isinstance(widget, DateInputs) else "plain"


@register.filter
def target(field: BoundField) -> str:
    """The id of the input an error of this field should lead to."""
    shape = kind(field)
    if shape in {"radios", "checkboxes"}:
        grouped = in_groups(field)
        return grouped[0][1][0].id_for_label if grouped else f"{field.auto_id}_0"
    if shape == "date":
        return f"{field.auto_id}-{(wrong_parts(field) or PARTS)[0]}"
    return str(field.auto_id)


@register.filter
def wrong_parts(field: BoundField) -> tuple[str, ...]:
    """The parts of a date that its errors concern; all of them when the errors do not say."""
    if not field.errors:
        return ()
    for error in field.errors.as_data():
        if error.params and error.params.get("parts"):
            return tuple(part for part in PARTS if part in error.params["parts"])
    return PARTS


@register.filter
def in_groups(field: BoundField) -> list[tuple[str, list[BoundWidget]]]:
    """The choices of a radio or checkbox field under their headings; those without one under none."""
    widget = field.field.widget
    attrs = field.build_widget_attrs({"id": field.auto_id}, widget)
    value = widget.format_value(field.value())
    found: list[tuple[str, list[BoundWidget]]] = []
    for heading, options, _ in widget.optgroups(field.html_name, value, attrs):
        bound = [BoundWidget(widget, one, field.form.renderer) for one in options]
        if found and found[-1][0] == (heading or ""):
            found[-1][1].extend(bound)
        else:
            found.append((str(heading or ""), bound))
    return found


# Choices beyond this many stand in columns where there is room.
_A_FEW = 8


@register.filter
def are_many(options: list[BoundWidget]) -> bool:
    """Whether there are more choices than one looks over at a glance."""
    return len(options) > _A_FEW


# Beyond this many they scroll in a box, and can be looked for by name.
_TOO_MANY = 30


@register.filter
def is_long(groups: list[tuple[str, list[BoundWidget]]]) -> bool:
    """Whether there are more choices in all than a page should be long."""
    return sum(len(options) for _, options in groups) > _TOO_MANY


@register.filter
def option_hint(field: BoundField, value: Any) -> str:
    """What explains one choice of a radio or checkbox field."""
    hints = getattr(field.field, "hints", {})
    return hints.get(str(value)) or hints.get(getattr(value, "value", value), "")


@register.filter
def says_optional(field: BoundField) -> bool:
    """Whether the label ends in "(optional)"."""
    return (
        isinstance(field.field, Kit)
        and not field.field.required
        and getattr(field.form, "says_optional", True)
    )


@register.simple_tag
def control(field: BoundField) -> SafeString:
    """The input itself, with the Design System's classes and the ids of its hint and errors."""
    widget, look = field.field.widget, field.field
    if isinstance(widget, DateInputs):
        return field.as_widget(attrs={"wrong_parts": wrong_parts(field)})
    if isinstance(widget, forms.Textarea):
        name = "govuk-textarea"
    elif isinstance(widget, forms.Select):
        name = "govuk-select"
    elif isinstance(widget, forms.FileInput):
        name = "govuk-file-upload"
    else:
        name = "govuk-input"
    classes = [name]
    if field.errors:
        classes.append(f"{name}--error")
    if width := getattr(look, "width", None):
        classes.append(f"govuk-input--width-{width}" if str(width).isdigit() else f"wide-{width}")
    attrs = {"class": " ".join(classes)}
    described = [field.aria_describedby or ""]
    if getattr(look, "words", None):
        described.append(f"{field.auto_id}_words")
    attrs["aria-describedby"] = " ".join(filter(None, described)) or None
    return field.as_widget(attrs={key: value for key, value in attrs.items() if value})
