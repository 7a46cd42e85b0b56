"""How attendance and quorum are told."""

from collections import Counter
from collections.abc import Sequence

from safeloom.domain.meetings.models import Meeting, SeatAttendance
from safeloom.domain.meetings.queries.attendance import SeatRow
from safeloom.domain.meetings.quorum import Quorum
from safeloom.foundation.today import today
from safeloom.web.words import count_words, list_words

State = SeatAttendance.State


def quorum_sentence(meeting: Meeting, found: Quorum | None) -> tuple[str, str, str] | None:
    """The word, the kind of its tag and the sentence of a quorum: who is missing, how many seats are
    filled. None where there is no rule."""
    if found is None:
        return None
    ahead = meeting.day > today()
    said = []
    if found.missing:
        said.append(f"Missing: {list_words(found.missing)}.")
    if found.needed:
        filled = count_words(found.filled, "seat is", "seats are").capitalize()
        said.append(f"{filled} filled, of at least {found.needed}.")
    if found.met:
        return "Quorate", "done", " ".join(said) or "All who must be there are there."
    return ("Not quorate yet" if ahead else "Not quorate"), "late", " ".join(said)


def attendance_sentence(rows: Sequence[SeatRow]) -> str:
    """How many of the seats were filled, and what the others were."""
    if not rows:
        return "The group had no seats on that day."
    counted = Counter(row.state for row in rows)
    filled = counted[State.ATTENDED] + counted[State.DEPUTY]
    said = [f"{filled} of {count_words(len(rows), 'seat', 'seats')} filled"]
    if counted[State.DEPUTY]:
        said[0] += f", {counted[State.DEPUTY]} by a deputy"
    for state, words in (
        (State.APOLOGIES, "sent apologies"),
        (State.ABSENT, "absent"),
        (State.UNMARKED, "not marked yet"),
    ):
        if counted[state]:
            said.append(f"{counted[state]} {words}")
    return "; ".join(said) + "."
