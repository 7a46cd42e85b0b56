"""Files of actions: a tracker as units keep it, whatever it calls its columns."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from typing import Any

from safeloom.domain.actions.commands.bringing import ActionRow, bring_actions
from safeloom.domain.actions.definitions import Said, State, Verdict
from safeloom.domain.actions.imports.headings import HEADINGS
from safeloom.domain.actions.models import Action
from safeloom.domain.actions.status import Facts, Told, Watch, last_of, state_of
from safeloom.domain.partnership.imports.agencies_named import Agencies
from safeloom.domain.partnership.models import Agency, Post
from safeloom.foundation.identity.models import Person
from safeloom.kernel.dates import show_date
from safeloom.kernel.written_dates import day_or_month
from safeloom.web.imports.cleaning import plain
from safeloom.web.imports.finding import Names
from safeloom.web.imports.journal import Journal
from safeloom.web.imports.kind import NEW, UNCHANGED, Field, Kind, Row, fields_of, show
from safeloom.web.imports.values import date_of, words_of
from safeloom.web.uploads import Problem

_WORDS = 60
_UNKNOWN = "Not known"
_STATUS = {plain(word): key for key, words in HEADINGS["statuses"].items() for word in words}
# Of each meaning of a status, the owner's view and the verdict.
_MEANS = {
    "none": ("", ""),
    "on-track": (Said.ON_TRACK, ""),
    "at-risk": (Said.AT_RISK, ""),
    "done": (Said.DONE, ""),
    "closed": (Said.DONE, Verdict.CLOSED),
    "dropped": ("", Verdict.DROPPED),
}


@dataclass(eq=False)
class ActionEntry:
    """An action, as a row says it."""

    row: int
    said: ActionRow
    state: str = NEW


class Actions(Kind):
    """An action a row."""

    key = "actions"
    title = "Actions"
    noun = ("action", "the tracker of actions")
    permission = "action.add"
    listing = "actions:actions"
    totals_in = ("wording", "owner")
    counted = ("actions", "tasks")
    columns = ("Action", "Owner", "Due", "From", "Status")
    hint = (
        "Agencies must be there already; a post may stand in place of one. “Ongoing”, “??” and “March 2013?” "
        "are kept in words beside a date that is not known. Red, amber, green and blue, done and closed are "
        "understood; other words are kept as an update."
    )
    fields = fields_of(
        HEADINGS["actions"],
        Field("wording", "Action", "What is to be done", required=True),
        Field("owner", "Owner", "The agency's name or reference, or a post of one", required=True),
        Field("due", "Due", "A day, a month, or words such as Ongoing"),
        Field("source", "Source", "Where it comes from: a meeting, an audit, a review"),
        Field(
            "opened",
            "Agreed on",
            "The day it was agreed; today or the due date where it is not said",
        ),
        Field(
            "status", "Status", "Red, amber, green or blue; open, done, closed, no longer needed"
        ),
        Field("update", "Update", "What was said last"),
        Field("updated", "Updated", "The day of that; today where it is not said"),
        Field("done", "Done on", "The day on which it was done or closed"),
        Field("evidence", "Evidence", "What shows that it is done"),
    )
    needs = (("wording",), ("owner",))

    def begin(self, rows: Sequence[Row]) -> None:
        self._agencies = Agencies(self.partnership, self.day)
        named = Names(
            ((one, (one.name, one.record.reference)) for one in self._agencies.all),
            prefer=lambda one: one.holds(self.day),
        )
        posts = Post.objects.as_at(self.day).filter(agency__record__partnership=self.partnership)
        posts = posts.select_related("principal", "agency__principal", "agency__record")
        self._posts: Names[Post] = Names(
            (post, (post.title, f"{post.title}, {post.agency}", f"{post.agency} {post.title}"))
            for post in posts
        )
        self._named = named
        rows_there = Action.objects.filter(partnership=self.partnership, source__isnull=True)
        self._there: dict[tuple[str, str], str] = {
            (plain(wording), plain(origin)): reference
            for wording, origin, reference in rows_there.values_list(
                "wording", "origin", "record__reference"
            )
        }
        self._rows: dict[tuple, int] = {}

    def read(self, row: Row) -> ActionEntry | None:
        wording = show(row.cells.get("wording"), 5_000).strip()
        if not wording:
            row.wrong("wording", "There is no action.", "Write what is to be done.")
        elif len(wording) > 2_000:
            row.wrong("wording", "It is longer than 2,000 characters.", "Shorten it.")
        agency, post = self._owner(row)
        due, words = self._due(row)
        origin = words_of(row, "source")
        if len(origin) > 200:
            row.wrong("source", "It is longer than 200 characters.", "Shorten it.")
        said, verdict, text = self._status(row)
        day = self._day(row, verdict or said == Said.DONE)
        opened = self._opened(row, due, day)
        if row.problems or agency is None:
            return None
        entry = ActionEntry(
            row.number,
            ActionRow(
                wording=wording,
                owner=agency,
                post=post,
                opened=opened,
                day=day,
                due=due,
                due_words=words,
                origin=origin,
                said=said,
                verdict=verdict,
                text=text,
                evidence=show(row.cells.get("evidence"), 5_000).strip(),
            ),
        )
        self._known(row, entry)
        return None if row.problems else entry

    def state(self, entry: ActionEntry) -> str:
        return entry.state

    def shown(self, entry: ActionEntry) -> Sequence[str]:
        said = entry.said
        told = [Told(said.day, said=said.said)] if said.is_told else []
        told += [Told(said.day, verdict=said.verdict)] if said.verdict else []
        last = last_of(told)
        facts = Facts(said.due, last.said, last.heard, last.verdict)
        owner = f"{said.owner.name}, {said.post.title}" if said.post else said.owner.name
        return (
            said.wording[:120],
            owner,
            show_date(said.due) if said.due else said.due_words,
            said.origin,
            State(state_of(facts, self.day, Watch())).label,
        )

    def check(self, entries: Sequence[ActionEntry]) -> list[tuple[Any, Problem]]:
        return []

    def write(
        self, entries: Sequence[ActionEntry], *, by: Person | None, name: str, journal: Journal
    ) -> None:
        bring_actions(
            by=by,
            partnership=self.partnership,
            rows=[entry.said for entry in entries if entry.state == NEW],
            name=name,
            journal=journal,
        )

    def _owner(self, row: Row) -> tuple[Agency | None, Post | None]:
        text = words_of(row, "owner")
        if not text:
            row.wrong("owner", "There is no owner.", "Name the agency that owns it.")
            return None, None
        if self._named.find(text) is None and (post := self._posts.find(text)) is not None:
            return post.agency, post
        return self._agencies.of(row, "owner", text), None

    def _due(self, row: Row) -> tuple[date | None, str]:
        value = row.cells.get("due")
        if isinstance(value, date):
            return date_of(row, "due"), ""
        text = row.text("due")
        if not text:
            row.note("due", f"No due date is said: “{_UNKNOWN}” is kept.", "Give the date.")
            return None, _UNKNOWN
        with suppress(ValueError):
            day, by_month = day_or_month(text)
            if by_month:
                row.note(
                    "due",
                    "A month is named: its last day is taken.",
                    "Give the day if it is known.",
                )
            return day, ""
        if len(text) > _WORDS:
            row.wrong("due", "It is no date.", "Write a date, and the rest as the update.")
            return None, ""
        row.note(
            "due",
            "It is no certain date, and is kept in these words.",
            "Give the day if it is known.",
        )
        return None, text

    def _status(self, row: Row) -> tuple[str, str, str]:
        """The owner's view, the verdict, and what was said; a status of other words is said too."""
        text = show(row.cells.get("update"), 5_000).strip()
        status = row.text("status")
        if not status:
            done = date_of(row, "done") if row.cells.get("done") is not None else None
            return (Said.DONE if done else ""), "", text
        meaning = _STATUS.get(plain(status))
        if meaning is None:
            row.note(
                "status",
                "This is none of the usual words, and is kept as an update.",
                "Write red, amber, green, blue, open, done or closed.",
            )
            return "", "", f"{status}. {text}" if text else status
        said, verdict = _MEANS[meaning]
        if said == Said.AT_RISK and not text:
            text = f"{status}, as the file says."
        return said, verdict, text

    def _day(self, row: Row, done: bool) -> date:
        """The day of which the status is true."""
        name = "done" if done and row.cells.get("done") is not None else "updated"
        day = date_of(row, name)
        if day is None:
            if done and not row.problems:
                words = "The day it was done is not said: today is written."
                row.note("done", words, "Give the day, so that its timeliness is right.", "")
            return self.day
        if day > self.day:
            row.wrong(name, "This day is still to come.", "Give a day up to today.")
        return day

    def _opened(self, row: Row, due: date | None, day: date) -> date:
        opened = date_of(row, "opened")
        first = min(one for one in (self.day, due, day) if one is not None)
        if opened is None:
            return first
        if opened > self.day:
            row.wrong("opened", "This day is still to come.", "Give the day it was agreed.")
        elif opened > first:
            words = "It was agreed after it was due or said to be done."
            row.wrong("opened", words, "Correct one of the days.")
        return opened

    def _known(self, row: Row, entry: ActionEntry) -> None:
        said = entry.said
        key = plain(said.wording), plain(said.origin)
        if reference := self._there.get(key):
            row.note("wording", f"It is there already: {reference}.", "Update it on its page.")
            entry.state = UNCHANGED
            return
        first = self._rows.setdefault((*key, said.owner.pk), row.number)
        if first != row.number:
            row.note("wording", f"Row {first} says the same.", "Take one of the two out.")
            entry.state = UNCHANGED
