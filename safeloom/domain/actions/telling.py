"""How actions are told: the same words on lists, pages and in files."""

from django.utils.safestring import SafeString

from safeloom.domain.actions.definitions import SEALED_TITLE, TAGS, State
from safeloom.domain.actions.models import Action, Ownership
from safeloom.domain.actions.wording import shortened
from safeloom.web import marks
from safeloom.web.words import date_words

# In place of what may not be told.
WITHHELD = ""


def wording(action: Action) -> str:
    """What is to be done, or that a list does not tell it."""
    return action.told or SEALED_TITLE


def short(action: Action) -> str:
    """The wording in one line, as long as a title."""
    return shortened(action.told) or SEALED_TITLE


def state_words(action: Action) -> str:
    """The status in words; nothing of what may not be told."""
    return WITHHELD if action.hidden else State(action.state).label


def state_mark(action: Action) -> SafeString | str:
    """The status as a tag; nothing of what may not be told."""
    if action.hidden:
        return WITHHELD
    state = State(action.state)
    return marks.tag(state.label, TAGS[state])


def owner_words(action: Action) -> str:
    """Who owns it, as `agency_called` and `owned` say; nothing of what may not be told."""
    return (
        WITHHELD if action.hidden else named(getattr(action, "owned", None), action.agency_called)
    )


def named(owned: Ownership | None, agency: str = "") -> str:
    """`Vale Council, Head of safeguarding (Ash Fernhollow)`."""
    if owned is None:
        return ""
    words = agency or owned.agency.name
    if owned.post_id:
        words += f", {owned.post.title}"
    if owned.person_id:
        words += f" ({owned.person.name})"
    return words


def due_words(action: Action) -> str:
    """The due date, or what was written in its place."""
    return date_words(action.due) if action.due else action.due_words


def source_words(action: Action) -> str:
    """Where it comes from; nothing of what may not be told."""
    if action.hidden:
        return WITHHELD
    if action.source_id:
        return f"{action.source.reference} {action.source.title}" if action.named else WITHHELD
    return action.origin
