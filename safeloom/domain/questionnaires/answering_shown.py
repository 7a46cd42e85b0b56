"""What stands on a page of questions: each with its field, what stands beside it, what is wrong."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import Any

from django.forms.boundfield import BoundField
from django.utils import timezone

from safeloom.domain.questionnaires.answering_way import Way
from safeloom.domain.questionnaires.commands.answering import Conflict
from safeloom.domain.questionnaires.definitions import Given, Kind, Question, Section
from safeloom.domain.questionnaires.evaluating import Evaluation
from safeloom.domain.questionnaires.forms.answering import SectionForm, shown_as
from safeloom.domain.questionnaires.models import EarlierAnswer, ModeratedGrade
from safeloom.domain.questionnaires.queries.answering import same, words_of
from safeloom.domain.questionnaires.queries.beside import Beside
from safeloom.domain.questionnaires.queries.evidence import age_words, is_old
from safeloom.domain.questionnaires.queries.last_time import LastTime
from safeloom.foundation.files.models import StoredFile
from safeloom.foundation.files.queries import kept_day, may_download
from safeloom.web.files import size_words


@dataclass(frozen=True)
class ShownFile:
    """A file with its age."""

    file: StoredFile
    age: str
    old: bool

    @property
    def size(self) -> str:
        """`340 KB`."""
        return size_words(self.file.size)

    @property
    def held(self) -> str:
        """Why it cannot be downloaded yet; empty where it can."""
        return "" if may_download(self.file) else "being checked for viruses"


@dataclass(frozen=True)
class ShownConflict:
    """What a colleague wrote meanwhile."""

    words: str
    who: str
    at: Any
    both: bool
    unchosen: bool


@dataclass
class ShownQuestion:
    """A question on a page."""

    question: Question
    form: SectionForm
    applies: bool
    seen: str
    words: str
    capacity: str = ""
    mine: bool = True
    unconfirmed: bool = False
    is_new: bool = False
    files: list[ShownFile] = field(default_factory=list)
    offered: list[ShownFile] = field(default_factory=list)
    last: LastTime | None = None
    last_words: str = ""
    last_use: bool = False
    conflict: ShownConflict | None = None
    moderated: ModeratedGrade | None = None
    remarks: list[str] = field(default_factory=list)
    earlier: list[EarlierAnswer] = field(default_factory=list)

    def _bound(self, name: str) -> BoundField | None:
        full = f"{name}-{self.question.key}"
        return self.form[full] if full in self.form.fields else None

    @property
    def main(self) -> BoundField | None:
        """The field of the answer."""
        return self._bound("q")

    @property
    def na(self) -> BoundField | None:
        """The box that says that it does not apply."""
        return self._bound("na")

    @property
    def why(self) -> BoundField | None:
        """Why it does not."""
        return self._bound("why")

    @property
    def looked(self) -> BoundField | None:
        """The box that says that last time's answer was looked at."""
        return self._bound("looked")

    @property
    def takes_files(self) -> bool:
        """Whether it is answered by files."""
        return self.question.kind == Kind.FILE


def shown_questions(
    way: Way,
    section: Section,
    form: SectionForm,
    evaluation: Evaluation,
    beside: Beside,
    conflicts: Mapping[str, Conflict],
    unchosen: frozenset[str] = frozenset(),
    new: frozenset[str] = frozenset(),
    seen: Mapping[str, str] = MappingProxyType({}),
) -> list[ShownQuestion]:
    """The questions of a section for a page: those that do not apply too, for a script to show."""
    mine = way.answers(section)
    titles = {one.key: one.title for one in way.questionnaire.capacities}
    found = []
    for question in section.questions:
        key, row = question.key, beside.rows.get(question.key)
        given = row.given if row is not None else Given()
        revision = row.revision if row is not None else 0
        last = beside.last.get(key)
        files = [shown_file(one.file, way.day) for one in beside.files.get(key, ())]
        theirs = {one.file.pk for one in files}
        found.append(
            ShownQuestion(
                question=question,
                form=form,
                applies=evaluation[key].applies,
                seen=seen.get(key) or shown_as(revision, given),
                words=words_of(question, given),
                capacity=titles.get(question.capacity, ""),
                mine=key in mine,
                unconfirmed=given.unconfirmed,
                is_new=key in new,
                files=files,
                offered=[
                    shown_file(one, way.day)
                    for one in (beside.offered if question.kind == Kind.FILE else ())
                    if one.pk not in theirs
                ],
                last=last,
                last_words=words_of(last.question, last.given) if last else "",
                last_use=_may_use(last, given, files, key in mine),
                conflict=_conflict(way, question, conflicts.get(key), key in unchosen),
                moderated=beside.moderated.get(key),
                remarks=beside.remarks.get(key, []),
                earlier=beside.earlier.get(key, []),
            )
        )
    return found


def shown_file(file: StoredFile, day: date) -> ShownFile:
    """A file with its age on a day."""
    kept = kept_day(file)
    return ShownFile(file, age_words(kept, day), is_old(kept, day))


def _may_use(last: LastTime | None, given: Given, files: list[ShownFile], is_mine: bool) -> bool:
    if last is None or not last.fits or not is_mine:
        return False
    if last.files:
        return not {one.pk for one in last.files} <= {one.file.pk for one in files}
    return not same(last.given, given)


def _conflict(
    way: Way, question: Question, conflict: Conflict | None, unchosen: bool
) -> ShownConflict | None:
    if conflict is None:
        return None
    own = conflict.by is not None and conflict.by.pk == way.person.pk
    return ShownConflict(
        words=words_of(question, conflict.given) or "Nothing: the answer was taken away.",
        who="You, in another window,"
        if own
        else conflict.by.name
        if conflict.by
        else "A colleague",
        at=timezone.localtime(conflict.at) if conflict.at else None,
        both=question.kind == Kind.TEXT and not conflict.given.not_applicable,
        unchosen=unchosen,
    )
