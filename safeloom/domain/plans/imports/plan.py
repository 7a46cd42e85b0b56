"""Files of a plan: a line a row, as units keep them in tables."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from safeloom.domain.plans.commands import bringing_plan as commands
from safeloom.domain.plans.commands.bringing_plan import PlanRow
from safeloom.domain.plans.commands.who import Who
from safeloom.domain.plans.imports.headings import HEADINGS
from safeloom.domain.plans.imports.leads import Leads
from safeloom.domain.plans.line_standing import Due, LineStanding
from safeloom.domain.plans.models import Plan, PlanLine
from safeloom.domain.plans.plan_forms import due_of
from safeloom.domain.plans.queries.lines import standings
from safeloom.foundation.identity.models import Person
from safeloom.kernel.rag import Rag
from safeloom.kernel.written_dates import month_or_year
from safeloom.web.imports.cleaning import plain
from safeloom.web.imports.finding import Names
from safeloom.web.imports.journal import Journal
from safeloom.web.imports.kind import CHANGED, NEW, UNCHANGED, Field, Kind, Row, fields_of, show
from safeloom.web.imports.values import date_of, words_of
from safeloom.web.uploads import Problem

_USUAL = "Business plan"
_NUMBERED = re.compile(r"(?P<number>[0-9]{1,3}(?:\.[0-9]{1,2})*[a-z]?)[.)]\s+(?P<words>\S.*)", re.S)


@dataclass(eq=False)
class PlanEntry:
    """A line as a row says it; of one that is there, what the file says anew."""

    row: int
    said: PlanRow
    there: LineStanding | None = None
    moves: bool = False
    news: bool = False


class PlanLines(Kind):
    """A line of a plan a row."""

    key = "plan"
    title = "Plan"
    noun = ("line", "a plan")
    permission = "plan.change"
    listing = "plans:plans"
    totals_in = ("wording", "priority")
    counted = ("actions", "tasks", "lines")
    columns = ("Plan", "Priority", "No.", "Task", "Lead", "Due", "Rating")
    hint = (
        "Priorities and outcomes that stand in the first of several rows hold for those below. “Ongoing”, "
        "“??” and “March 2013?” are kept in words beside a date that is not known. A line that is there "
        "already gets the update, and a new date where the file gives one."
    )
    fields = fields_of(
        HEADINGS["plan"],
        Field("wording", "Task", "What is to be done", required=True),
        Field("plan", "Plan", "The plan's title or reference; empty where there is one only"),
        Field("priority", "Priority", "The strategic priority"),
        Field("objective", "Objective", "The objective or outcome"),
        Field("number", "Number", "The line's number in the plan"),
        Field("lead", "Lead", "A post, an agency or a group"),
        Field("due", "Due", "A day, a month, or words such as Ongoing"),
        Field("rating", "Rating", "Red, amber, green or blue; their letters or words"),
        Field("update", "Update", "What was done, what is next"),
        Field("updated", "Updated", "The day the update is of; today where it is not said"),
        Field("year", "Year", "Such as 2026-27, where the line is of one year of the plan"),
    )
    needs = (("wording",),)

    def begin(self, rows: Sequence[Row]) -> None:
        plans = Plan.objects.filter(partnership=self.partnership).select_related("record")
        self._all = list(plans)
        self._plans = Names(
            ((plan, (plan.title, plan.record.reference)) for plan in self._all),
            prefer=lambda plan: plan.holds(self.day),
        )
        lines = PlanLine.objects.filter(plan__partnership=self.partnership, outcome__isnull=True)
        lines = lines.select_related("plan__record", "priority__record", "objective")
        found = standings(lines, self.partnership, self.day)
        self._lines = {(one.line.plan_id, plain(one.line.wording)): one for one in found}
        self._leads = Leads(self.partnership, self.day)
        self._above = {"priority": "", "objective": "", "lead": Who()}
        self._new_plans: set[str] = set()
        self._rows: dict[Any, int] = {}

    def read(self, row: Row) -> PlanEntry | None:
        number, wording = self._wording(row)
        plan, title = self._plan(row)
        priority, objective = self._place(row)
        due = self._due(row)
        day = date_of(row, "updated") or self.day
        if day > self.day:
            row.wrong("updated", "This day is still to come.", "Give the day the update is of.")
        rating, update = self._rating(row), show(row.cells.get("update"), 5_000).strip()
        said = PlanRow(
            plan=plan,
            plan_title=title,
            priority=priority,
            objective=objective,
            number=number,
            wording=wording,
            lead=self._leads.of(row, "lead"),
            due=due,
            year=self._year(row),
            day=day,
            rating=rating,
            update=update,
        )
        if row.problems:
            return None
        entry = PlanEntry(row.number, said)
        key = plan.pk if plan else plain(title), plain(wording)
        first = self._rows.setdefault(key, row.number)
        if first != row.number:
            row.wrong("wording", f"Row {first} is the same task.", "Keep one of the two.")
            return None
        if plan is not None:
            self._compare(row, entry)
        return None if row.problems else entry

    def state(self, entry: PlanEntry) -> str:
        if entry.there is None:
            return NEW
        return CHANGED if entry.moves or entry.news else UNCHANGED

    def shown(self, entry: PlanEntry) -> Sequence[str]:
        said = entry.said
        return (
            said.plan_title,
            said.priority,
            said.number,
            said.wording[:120],
            said.lead.called if said.lead else "",
            said.due.show() if said.due != Due() else "",
            Rag(said.rating).word if said.rating else "",
        )

    def write(
        self, entries: Sequence[PlanEntry], *, by: Person | None, name: str, journal: Journal
    ) -> None:
        commands.bring_plan(
            by=by,
            partnership=self.partnership,
            new=[entry.said for entry in entries if entry.there is None],
            changed=[
                (entry.there.line, entry.said, entry.moves, entry.news)
                for entry in entries
                if entry.there is not None and self.state(entry) == CHANGED
            ],
            day=self.day,
            name=name,
            journal=journal,
        )

    def _wording(self, row: Row) -> tuple[str, str]:
        text = show(row.cells.get("wording"), 5_000).strip()
        number = words_of(row, "number")
        if not number and (match := _NUMBERED.fullmatch(text)):
            number, text = match["number"], match["words"]
        if not text:
            row.wrong("wording", "There is no task.", "Write what is to be done.")
        if len(number) > 20:
            row.wrong("number", "The number is longer than 20 characters.", "Shorten it.")
        return number, text

    def _plan(self, row: Row) -> tuple[Plan | None, str]:
        text = words_of(row, "plan")
        if not text:
            standing = [plan for plan in self._all if plan.holds(self.day) and not plan.serves_id]
            if len(standing) == 1:
                return standing[0], standing[0].title
            if standing:
                names = ", ".join(plan.title for plan in standing[:4])
                row.wrong("plan", "Several plans stand.", f"Name one: {names}.", "")
                return None, ""
            text = _USUAL
        found = self._plans.find(text)
        if found is not None:
            return found, found.title
        if len(text) > 200:
            row.wrong("plan", "The title is longer than 200 characters.", "Shorten it.")
        elif near := self._plans.nearest(text):
            row.wrong("plan", f"There is no plan “{text[:80]}”.", f"Did you mean {near}?")
        elif plain(text) not in self._new_plans:
            self._new_plans.add(plain(text))
            words = f"The plan “{text}” is not there yet: it is added."
            row.note("plan", words, "Give its days and its group on its page.", "")
        return None, text

    def _place(self, row: Row) -> tuple[str, str]:
        """The priority and the objective of a row: where a table names them once, those above hold."""
        priority = words_of(row, "priority")
        if priority and len(priority) > 200:
            row.wrong("priority", "It is longer than 200 characters.", "Shorten it.")
        if priority and plain(priority) != plain(self._above["priority"]):
            self._above = {"priority": priority, "objective": ""}
        objective = show(row.cells.get("objective"), 5_000).strip()
        if objective:
            self._above["objective"] = objective
        return self._above["priority"], self._above["objective"]

    def _due(self, row: Row) -> Due:
        value = row.cells.get("due")
        if isinstance(value, date):
            found = date_of(row, "due")
            return Due(found) if found else Due()
        text = row.text("due")
        try:
            due = due_of(text)
        except ValueError as problem:
            row.wrong(
                "due", f"It is no date: {problem}.", "Write a date, and the rest as the update."
            )
            return Due()
        if due.words:
            row.note(
                "due",
                "It is no certain date, and is kept in these words.",
                "Give a date if it is known.",
            )
        return due

    def _rating(self, row: Row) -> str:
        text = row.text("rating")
        if not text:
            return ""
        for rating, words in HEADINGS["ratings"].items():
            if plain(text) in words:
                return rating
        row.wrong("rating", "It is none of the ratings.", "Write red, amber, green or blue.")
        return ""

    def _year(self, row: Row) -> int | None:
        text = words_of(row, "year")
        if not text:
            return None
        if match := re.fullmatch(r"(20[0-9]{2})(?:\s*(?:[-/–]|to)\s*(?:20)?[0-9]{2})?", text):
            return int(match[1])
        span = month_or_year(text)
        if span is None:
            row.wrong("year", "It is no year.", "Write it as 2026-27.")
            return None
        return span[0].year

    def _compare(self, row: Row, entry: PlanEntry) -> None:
        said, plan = entry.said, entry.said.plan
        entry.there = self._lines.get((plan.pk if plan else None, plain(said.wording)))
        if entry.there is None:
            return
        now = entry.there
        entry.moves = said.due != Due() and said.due != now.due
        text = now.update.text if now.update else ""
        same = said.rating in ("", now.rating.value) and said.update in ("", text)
        entry.news = bool(said.rating or said.update) and not same
        if now.line.action is not None and (entry.moves or entry.news):
            row.wrong(
                "wording",
                f"This is said at its action, {now.line.action.record.reference}.",
                "Update the action.",
            )

    def check(self, entries: Sequence[PlanEntry]) -> list[tuple[Any, Problem]]:
        return []
