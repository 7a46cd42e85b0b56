"""Files of risks: a register as a unit keeps it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from safeloom.domain.plans.commands import bringing_risks as commands
from safeloom.domain.plans.commands.risks import NewRisk
from safeloom.domain.plans.definitions import THEMES, USUAL_CYCLE, ScoreKind
from safeloom.domain.plans.imports.headings import HEADINGS
from safeloom.domain.plans.imports.leads import Leads
from safeloom.domain.plans.models import Risk, RiskTheme
from safeloom.domain.plans.queries.risks import with_rows
from safeloom.domain.plans.standing import standing
from safeloom.foundation.identity.models import Person
from safeloom.kernel.risk import Score, read_score
from safeloom.kernel.written_dates import month_or_year
from safeloom.web.imports.cleaning import plain
from safeloom.web.imports.finding import Names
from safeloom.web.imports.journal import Journal
from safeloom.web.imports.kind import CHANGED, NEW, UNCHANGED, Field, Kind, Row, fields_of, show
from safeloom.web.imports.values import date_of, nothing, sentence, words_of
from safeloom.web.uploads import Problem

_TEXTS = ("description", "controls", "further")
_KINDS = (ScoreKind.INHERENT, ScoreKind.RESIDUAL, ScoreKind.RETAINED)


@dataclass(eq=False)
class RiskEntry:
    """A risk as a row says it; `there` is the one it changes, `texts` and `scores` what it changes."""

    row: int
    new: NewRisk
    there: Risk | None = None
    texts: dict[str, str] = field(default_factory=dict)
    scores: dict[str, Score] = field(default_factory=dict)


class Risks(Kind):
    """A risk a row."""

    key = "risks"
    title = "Risk register"
    noun = ("risk", "the risk register")
    permission = "risk.change"
    listing = "plans:risks"
    totals_in = ("title",)
    counted = ("risks",)
    columns = ("No.", "Risk", "Theme", "Inherent", "Residual", "Retained", "Owner")
    hint = (
        "A risk that is there already, by its number or its title, is changed where the file says more: "
        "its scores from today. “9?” and the like are kept in words beside a score that is not known."
    )
    fields = fields_of(
        HEADINGS["risks"],
        Field("title", "Risk", "What may go wrong", required=True),
        Field("number", "Number", "Its number in your register, such as 1a, or its reference"),
        Field("theme", "Theme", "One of your themes, or a new one"),
        Field("description", "Description", "Cause and consequence"),
        Field("inherent", "Inherent", "Before controls: 12, or 3 x 4"),
        Field("inherent_likelihood", "Inherent likelihood", "1 to 4"),
        Field("inherent_impact", "Inherent impact", "1 to 4"),
        Field("controls", "Controls", "Those in place"),
        Field("residual", "Residual", "With the controls in place: 9, or 3 x 3"),
        Field("likelihood", "Likelihood", "Of the residual score, 1 to 4"),
        Field("impact", "Impact", "Of the residual score, 1 to 4"),
        Field("further", "Further controls", "What is still to be done; kept in words"),
        Field("further_by", "By whom", "Of the further controls; kept with them"),
        Field("further_when", "By when", "Of the further controls; kept with them"),
        Field("retained", "Retained", "The score to be kept"),
        Field("owner", "Owner", "A post, an agency or a group"),
        Field("opened", "Opened", "The day it came onto the register; today where it is not said"),
        Field("next_review", "Next review", "From which the months between reviews follow"),
    )
    needs = (("title",),)

    def begin(self, rows: Sequence[Row]) -> None:
        found = Risk.objects.filter(partnership=self.partnership)
        found = with_rows(found.select_related("record", "theme"))
        self._risks = Names(
            (risk, (risk.number, risk.record.reference, risk.title)) for risk in found
        )
        themes = RiskTheme.objects.filter(partnership=self.partnership)
        self._themes = {plain(one.title): one.title for one in themes}
        self._leads = Leads(self.partnership, self.day)
        self._rows: dict[Any, int] = {}
        self._above = ""

    def read(self, row: Row) -> RiskEntry | None:
        title = words_of(row, "title")
        if not title:
            row.wrong("title", "There is no risk.", "Write what may go wrong.")
        elif len(title) > 200:
            row.note("title", "It is long: what is beyond 200 characters is kept below it.", "")
        there = self._there(row, title)
        texts = self._texts(row, title)
        scores = self._scores(row)
        opened = self._opened(row)
        new = NewRisk(
            title=_short(title),
            theme=self._theme(row, there),
            number=self._number(row),
            opened=opened,
            cycle=self._cycle(row, opened),
            owner=self._leads.of(row, "owner"),
            scores=scores,
            **texts,
        )
        if row.problems:
            return None
        entry = RiskEntry(row.number, new, there)
        first = self._rows.setdefault(
            there.pk if there else (new.number or plain(title)), row.number
        )
        if first != row.number:
            row.wrong("title", f"Row {first} is the same risk.", "Keep one of the two.")
            return None
        if there is not None:
            self._compare(entry, there)
        return entry

    def state(self, entry: RiskEntry) -> str:
        if entry.there is None:
            return NEW
        return CHANGED if entry.texts or entry.scores else UNCHANGED

    def shown(self, entry: RiskEntry) -> Sequence[str]:
        new = entry.new
        shown = (new.scores[kind].show() if kind in new.scores else "" for kind in _KINDS)
        return (new.number, new.title, new.theme, *shown, new.owner.called if new.owner else "")

    def write(
        self, entries: Sequence[RiskEntry], *, by: Person | None, name: str, journal: Journal
    ) -> None:
        commands.bring_risks(
            by=by,
            partnership=self.partnership,
            new=[entry.new for entry in entries if entry.there is None],
            changed=[
                (entry.there, entry.texts, entry.scores)
                for entry in entries
                if entry.there is not None and self.state(entry) == CHANGED
            ],
            day=self.day,
            name=name,
            journal=journal,
        )

    def _there(self, row: Row, title: str) -> Risk | None:
        for text in (row.text("number"), title):
            if text and (found := self._risks.find(text)):
                return found
        return None

    def _number(self, row: Row) -> str:
        text = words_of(row, "number").replace(" ", "")
        if len(text) > 20:
            row.wrong("number", "The number is longer than 20 characters.", "Shorten it.")
        # One that only repeats the reference of a risk that is there.
        return "" if text.upper().startswith("RK-") else text

    def _texts(self, row: Row, title: str) -> dict[str, str]:
        said = {name: _whole(row, name) for name in _TEXTS}
        if len(title) > 200:
            said["description"] = "\n\n".join(filter(None, [title, said["description"]]))
        beside = [row.text("further_by"), row.text("further_when")]
        beside = [text for text in beside if not nothing(text) or text == "?"]
        if nothing(said["further"]) and said["further"] != "?":
            said["further"] = ""
        if said["further"] and beside:
            said["further"] += f" ({', '.join(beside)})"
        return said

    def _theme(self, row: Row, there: Risk | None) -> str:
        text = words_of(row, "theme") or (there.theme.title if there else self._above)
        if not text:
            text = THEMES[-1]
            row.note("theme", f"No theme is named: “{text}” is taken.", "Name it in each row.")
        elif plain(text) not in self._themes:
            if len(text) > 100:
                row.wrong("theme", "The theme is longer than 100 characters.", "Shorten it.")
            row.note("theme", "This theme is not there yet: it is added.", "Check how it is spelt.")
            self._themes[plain(text)] = text
        self._above = text
        return self._themes.get(plain(text), text)

    def _opened(self, row: Row) -> date:
        found = date_of(row, "opened")
        if found and found > self.day:
            row.wrong("opened", "This day is still to come.", "Give the day it was raised.")
        return found or self.day

    def _cycle(self, row: Row, opened: date) -> int:
        text = row.text("next_review")
        span = None if isinstance(row.cells.get("next_review"), date) else month_or_year(text)
        due = span[1] if span else None
        if due is None and not nothing(text):
            problems = len(row.problems)
            due = date_of(row, "next_review")
            if len(row.problems) > problems:
                del row.problems[problems:]
                row.note(
                    "next_review",
                    f"It is no certain date: {USUAL_CYCLE} months between reviews are taken.",
                    "Say on its page how often it is reviewed.",
                )
        if due is None:
            return USUAL_CYCLE
        months = (due.year - opened.year) * 12 + due.month - opened.month
        return months if 1 <= months <= 36 else USUAL_CYCLE

    def _scores(self, row: Row) -> dict[str, Score]:
        found: dict[str, Score] = {}
        parts = {
            ScoreKind.INHERENT: ("inherent_likelihood", "inherent_impact"),
            ScoreKind.RESIDUAL: ("likelihood", "impact"),
        }
        for kind in _KINDS:
            score = self._score(row, kind.value)
            names = parts.get(kind, ())
            steps = [self._step(row, name) for name in names]
            if steps and all(steps):
                score = self._together(row, kind.value, score, steps)
            elif any(steps):
                missing = names[0] if steps[0] is None else names[1]
                row.wrong(missing, "One stands without the other.", "Give likelihood and impact.")
            if score is not None:
                found[kind.value] = score
                if score.value is None:
                    row.note(
                        kind.value, "It is kept as not known, with these words.", "Score it anew."
                    )
        return found

    def _score(self, row: Row, name: str) -> Score | None:
        try:
            return read_score(row.text(name))
        except ValueError as problem:
            row.wrong(name, f"{sentence(str(problem))}.", "Score it on the grid of four by four.")
            return None

    def _step(self, row: Row, name: str) -> int | None:
        text = row.text(name).removesuffix(".0")
        if nothing(text):
            return None
        if text[:1] in ("1", "2", "3", "4") and not text[1:2].isdigit():
            return int(text[0])
        row.wrong(name, "It is none of 1 to 4.", "Score it on the grid of four by four.")
        return None

    def _together(self, row: Row, name: str, score: Score | None, steps: list) -> Score | None:
        made = Score(*steps)
        if score is not None and score.value not in (None, made.value):
            row.wrong(
                name,
                f"{steps[0]} × {steps[1]} does not make {score.value}.",
                "Correct one of them.",
            )
            return None
        return made

    def _compare(self, entry: RiskEntry, there: Risk) -> None:
        for name in _TEXTS:
            text = getattr(entry.new, name)
            if text and text != getattr(there, name):
                entry.texts[name] = text
        now = standing(there, self.day)
        for kind, score in entry.new.scores.items():
            said: Score = getattr(now, kind)
            if (score.value, score.words) != (said.value, said.words):
                entry.scores[kind] = score

    def check(self, entries: Sequence[RiskEntry]) -> list[tuple[Any, Problem]]:
        return []


def _short(title: str) -> str:
    return title if len(title) <= 200 else f"{title[:199].rstrip()}…"


def _whole(row: Row, name: str) -> str:
    """The text of a cell with its lines."""
    text = show(row.cells.get(name), 5_000).strip()
    return "" if nothing(text) and text != "?" else text
