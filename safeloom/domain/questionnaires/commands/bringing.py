"""Taking in a questionnaire that came as a file: once, even where accepting it is pressed twice."""

from django.core.exceptions import ValidationError
from django.db import transaction

from safeloom.domain.questionnaires import definitions
from safeloom.domain.questionnaires.commands.authoring import begin_questionnaire, replace_content
from safeloom.domain.questionnaires.models import Questionnaire, Version
from safeloom.foundation.identity.models import Partnership, Person
from safeloom.web.imports.models import Upload


@transaction.atomic
def begin_from_file(
    *,
    by: Person | None,
    partnership: Partnership,
    use: str,
    upload: Upload,
    content: definitions.Questionnaire,
) -> Questionnaire:
    """Begin a questionnaire with what a file says. Raises ValidationError."""
    _spend(upload)
    return begin_questionnaire(
        by=by, partnership=partnership, use=use, title=content.title, content=content
    )


@transaction.atomic
def replace_from_file(
    *,
    by: Person | None,
    version: Version,
    seen: int | None,
    upload: Upload,
    content: definitions.Questionnaire,
) -> Version:
    """Let a draft say what a file says. Raises ValidationError, `Stale`."""
    _spend(upload)
    return replace_content(by=by, version=version, seen=seen, content=content)


def _spend(upload: Upload) -> None:
    if not Upload.objects.filter(pk=upload.pk).delete()[0]:
        raise ValidationError("This file was accepted already, or another was sent since.")
