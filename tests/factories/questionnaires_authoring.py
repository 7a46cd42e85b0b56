"""Questionnaires that are being written, for tests and for the access matrix."""

from safeloom.domain.questionnaires.commands.authoring import begin_version
from safeloom.domain.questionnaires.models import Version
from safeloom.foundation.identity.models import Partnership
from tests.factories import SHARED, Place, questionnaires, sample

ASKED = """
title = "Short audit"
[[sections]]
key = "staff"
title = "Staff"
[[sections.questions]]
key = "has-staff"
words = "Do you have staff?"
kind = "choice"
options = ["Yes", "No"]
[[sections.questions]]
key = "how-many"
words = "How many?"
kind = "number"
when = ["has-staff is yes"]
[[sections]]
key = "rules"
title = "Rules"
[[sections.questions]]
key = "policy"
words = "What is your policy?"
"""


def a_draft(here: Partnership, content: str = ASKED) -> Version:
    """A first version that is written."""
    return questionnaires.a_questionnaire(here, content, published=False)


def a_next_draft(here: Partnership, content: str = ASKED) -> Version:
    """A second version that is written, after the first was published."""
    published = questionnaires.a_questionnaire(here, content)
    return begin_version(by=None, questionnaire=published.questionnaire)


def _reference(place: Place) -> dict[str, object]:
    draft = a_next_draft(place.partnership, ASKED.replace('title = "Short audit"', CAPABLE))
    return {"reference": draft.questionnaire.record.reference}


CAPABLE = 'title = "Short audit"\ncapacities = [{ key = "head", title = "Headteacher" }]'


def _named(*names: str) -> tuple[str, ...]:
    return tuple(f"questionnaires:{name}" for name in names)


sample(
    *_named("questionnaire", "change-questionnaire", "begin-version", "change-version"),
    *_named("publish-version", "discard-draft", "move-part", "add-section", "capacities"),
    *_named("draft-from-file", "draft-look-through"),
    by=SHARED,
)(_reference)


@sample(*_named("version", "version-changes", "try-version"), by=SHARED)
def _version(place: Place) -> dict[str, object]:
    return _reference(place) | {"number": 2}


@sample(*_named("take-away-version"), by=SHARED)
def _taken(place: Place) -> dict[str, object]:
    return _version(place) | {"form": "toml"}


@sample(*_named("change-section", "remove-section", "add-question"), by=SHARED)
def _section(place: Place) -> dict[str, object]:
    return _reference(place) | {"key": "rules"}


@sample(*_named("change-question", "remove-question", "answers", "condition"), by=SHARED)
def _question(place: Place) -> dict[str, object]:
    return _reference(place) | {"key": "has-staff"}


@sample(*_named("change-answer"), by=SHARED)
def _answer(place: Place) -> dict[str, object]:
    return _question(place) | {"option": "yes"}


@sample(*_named("change-capacity"), by=SHARED)
def _capacity(place: Place) -> dict[str, object]:
    return _reference(place) | {"key": "head"}
