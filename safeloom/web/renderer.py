"""Gives every form of the project, those of other packages too, the kit's markup."""

from django.forms.renderers import DjangoTemplates


class Renderer(DjangoTemplates):
    """Set as `FORM_RENDERER`."""

    form_template_name = "web/forms/fields.html"
    field_template_name = "web/forms/field.html"
