"""Meetings as calendar files (RFC 5545, RFC 5546): nothing in one but the group, when and where.

Times are written in UTC, worked out with the rules of Europe/London on the day: a meeting happens once, so
no rule of a time zone needs to travel with it (decision 0041).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import Enum

from icalendar import Calendar, Event, vCalAddress, vText, vUri

from safeloom.foundation.today import ENGLAND

PRODUCT = "-//Safeloom//Meetings//EN"


class Method(Enum):
    """What a calendar file asks of whoever gets it."""

    REQUEST = "REQUEST"
    CANCEL = "CANCEL"
    PUBLISH = "PUBLISH"


@dataclass(frozen=True)
class Entry:
    """A meeting as a calendar shows it. Without `start` it is of the whole day; times are those of
    England. `sequence` rises whenever something changed."""

    uid: str
    title: str
    day: date
    start: time | None = None
    end: time | None = None
    place: str = ""
    link: str = ""
    page: str = ""
    sequence: int = 0


def instant(day: date, at: time) -> datetime:
    """The instant of a local time of England. An hour that comes twice is taken the first time; one that
    is left out, as if the clocks had not gone forward yet."""
    return datetime.combine(day, at, ENGLAND).astimezone(UTC)


def invitation(
    entry: Entry, *, method: Method, organiser: tuple[str, str], to: str, written: datetime
) -> str:
    """The file that invites one person, changes their invitation, or cancels it. `organiser` is a name
    and an address; nobody else who is invited is named."""
    event = _event(entry, written)
    name, address = organiser
    who = vCalAddress(f"mailto:{address}")
    who.params["CN"] = vText(name)
    event["organizer"] = who
    guest = vCalAddress(f"mailto:{to}")
    guest.params["ROLE"] = vText("REQ-PARTICIPANT")
    guest.params["PARTSTAT"] = vText("NEEDS-ACTION")
    guest.params["RSVP"] = vText("FALSE")
    event.add("attendee", guest, encode=0)
    event.add("status", "CANCELLED" if method == Method.CANCEL else "CONFIRMED")
    return _calendar(method, [event])


def published(entries: Iterable[Entry], *, written: datetime, name: str = "") -> str:
    """A file of meetings to take into a calendar, or that a calendar asks for again and again."""
    return _calendar(Method.PUBLISH, [_event(entry, written) for entry in entries], name)


def _event(entry: Entry, written: datetime) -> Event:
    event = Event()
    event.add("uid", entry.uid)
    event.add("dtstamp", written)
    event.add("sequence", entry.sequence)
    event.add("summary", entry.title)
    if entry.start is None:
        event.add("dtstart", entry.day)
        event.add("dtend", entry.day + timedelta(days=1))
    else:
        event.add("dtstart", instant(entry.day, entry.start))
        if entry.end is not None:
            event.add("dtend", instant(entry.day, entry.end))
    if entry.place:
        event.add("location", entry.place)
    if entry.link:
        event["url"] = vUri(entry.link)
    said = [f"Join: {entry.link}"] if entry.link else []
    if entry.page:
        said.append(f"Agenda and papers: {entry.page}")
    if said:
        event.add("description", "\n".join(said))
    return event


def _calendar(method: Method, events: list[Event], name: str = "") -> str:
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", method.value)
    if name:
        calendar.add("x-wr-calname", name)
    for event in events:
        calendar.add_component(event)
    return calendar.to_ical().decode()
