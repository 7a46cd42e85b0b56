"""The rows of the addresses of minutes."""

from safeloom.systems.minutes.commands import minutes
from safeloom.systems.minutes.document import content_of, minutes_document
from tests.factories import Place, sample
from tests.factories import meetings as made


@sample(
    *(
        f"minutes:{name}"
        for name in ("pack", "draft", "draft-pdf", "circulate", "approve", "correct")
    ),
    by=("group",),
)
def _held(place: Place) -> dict[str, object]:
    return {"reference": made.held(made.a_meeting(place.group)).record.reference}


@sample("minutes:frozen", by=("group",))
def _frozen(place: Place) -> dict[str, object]:
    meeting = made.held(made.a_meeting(place.group))
    minutes.circulate(by=None, meeting=meeting)
    shown = content_of(minutes_document(meeting, ""))
    minutes.approve(by=None, meeting=meeting, shown=shown)
    return {"reference": meeting.record.reference, "number": 1, "form": "html"}
