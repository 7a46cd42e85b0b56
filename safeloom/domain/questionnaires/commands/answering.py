"""Saving answers: fast and often, and never over what a colleague wrote since."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction

from safeloom.domain.questionnaires.definitions import Given, Kind, Question, Questionnaire
from safeloom.domain.questionnaires.models import (
    Answer,
    AnswerOption,
    EarlierAnswer,
    Presence,
    Response,
)
from safeloom.domain.questionnaires.queries.answering import (
    Places,
    contributor_of,
    may_answer,
    places_of,
    rows_of,
    same,
    words_of,
)
from safeloom.domain.questionnaires.queries.campaigns import is_open
from safeloom.domain.questionnaires.queries.loading import questionnaire_of
from safeloom.foundation.audit import commands as audit
from safeloom.foundation.identity.models import Person
from safeloom.foundation.records.commands import in_turn
from safeloom.foundation.today import today

# Changes of one person that follow each other sooner are one sitting: what stood before it is kept once.
SITTING = timedelta(minutes=30)
LONGEST = Answer._meta.get_field("text").max_length or 0
_LARGEST = 10**14
_WRITTEN = (
    *("text", "option", "number", "day", "not_applicable", "unconfirmed"),
    *("counts", "by", "at", "revision"),
)


class Closed(ValidationError):
    """The response takes no answers now: it was submitted, or its campaign is closed."""

    def __init__(self) -> None:
        super().__init__("This response takes no answers now.")


@dataclass(frozen=True)
class Conflict:
    """What a colleague wrote since somebody was shown an answer: nothing of it was overwritten."""

    given: Given
    by: Person | None
    at: datetime | None
    revision: int


@dataclass(frozen=True)
class Saved:
    """What became of answers that were given: `changed` are the questions whose answer is another now,
    `revisions` those of all questions that were given and `given` what stands there, `conflicts` those that
    were not written. `lapsed` says that sign-offs are gone because an answer changed."""

    at: datetime
    changed: frozenset[str] = frozenset()
    revisions: dict[str, int] = field(default_factory=dict)
    conflicts: dict[str, Conflict] = field(default_factory=dict)
    lapsed: bool = False
    given: dict[str, Given] = field(default_factory=dict)


@transaction.atomic
def save_answers(
    *, by: Person | None, response: Response, given: Mapping[str, Given], seen: Mapping[str, int]
) -> Saved:
    """Save answers to some questions, by their keys. `seen` is the revision of each answer that was shown
    when they were given, 0 where there was none. Where a colleague changed one since, to something else, it
    is in conflict and left as it is; the others are saved. An answer may be wrong (too many words): it
    is kept as a draft and stands in the way of submitting.

    An answer that was brought forward stays unconfirmed only where `given` says so and nothing else
    changed. Writes no audit row of its own: what stood before a sitting is kept as `EarlierAnswer`. Files
    are for `attach`. Raises `Closed`; ValidationError at a question's key for what is not theirs to answer
    or cannot be kept at all."""
    questionnaire = opened(response, by, given)
    given = {key: tidy(questionnaire.question[key], one) for key, one in given.items()}
    rows = rows_of(response, given)
    conflicts = {
        key: Conflict(row.given, row.by, row.at, row.revision)
        for key, row in rows.items()
        if row.revision != seen.get(key, 0) and not same(row.given, given[key])
    }
    return write(
        by=by,
        response=response,
        rows=rows,
        given={key: one for key, one in given.items() if key not in conflicts},
        conflicts=conflicts,
    )


@transaction.atomic
def confirm(*, by: Person | None, response: Response, keys: Collection[str]) -> Saved:
    """Say that answers that were brought forward were looked at and hold. Raises `Closed`."""
    opened(response, by, keys)
    rows = rows_of(response, keys)
    given = {key: replace(row.given, unconfirmed=False) for key, row in rows.items()}
    return write(by=by, response=response, rows=rows, given=given)


def note_presence(*, person: Person, response: Response, section: str) -> None:
    """Let colleagues see where somebody is in a response."""
    Presence.objects.update_or_create(
        response=response, person=person, defaults={"section": section, "at": datetime.now(UTC)}
    )


def opened(response: Response, person: Person | None, keys: Collection[str]) -> Questionnaire:
    """What is asked, once it is this writer's turn and the response takes answers to these questions from
    them. Raises `Closed`, or ValidationError at a key."""
    if response.record is None:
        raise Closed
    in_turn(response.record)
    if not is_open(response, today()):
        raise Closed
    questionnaire = questionnaire_of(response.campaign.version)
    contributor = contributor_of(response, person)
    if contributor is not None and contributor.removed is not None:
        raise ValidationError("You do not answer this any more.")
    for key in keys:
        if key not in questionnaire.question:
            raise ValidationError({key: "This is not asked."})
        if not may_answer(contributor, questionnaire.question[key]):
            raise ValidationError({key: "Somebody else was asked to answer this."})
    return questionnaire


def tidy(question: Question, given: Given) -> Given:
    """An answer as it is kept: what belongs to its kind. Raises ValidationError at the question's key for
    what the database cannot hold."""

    def refuse(words: str) -> ValidationError:
        return ValidationError({question.key: words})

    text = "\n".join(given.text.replace("\x00", "").splitlines()).strip()
    if len(text) > LONGEST:
        raise refuse(f"Your answer must be {LONGEST:,} characters or fewer.")
    if given.not_applicable:
        return Given(text=text, not_applicable=True, unconfirmed=given.unconfirmed)
    if any(key not in question.option for key in given.options):
        raise refuse("Choose from the list.")
    if len(given.options) > 1 and question.kind != Kind.SEVERAL:
        raise refuse("Choose one.")
    number = given.number
    if number is not None and (
        not number.is_finite() or abs(number) >= _LARGEST or number != round(number, 4)
    ):
        raise refuse("Enter a number with no more than 14 digits and 4 decimals.")
    return Given(
        text=text if question.kind == Kind.TEXT else "",
        options=given.options,
        number=number,
        day=given.day,
        unconfirmed=given.unconfirmed,
    )


def write(
    *,
    by: Person | None,
    response: Response,
    rows: Mapping[str, Answer],
    given: Mapping[str, Given],
    conflicts: dict[str, Conflict] | None = None,
    again: bool = False,
) -> Saved:
    """Write answers as they are, within a command's transaction: a fixed number of queries for however
    many. `again` lets one that was looked at be unconfirmed once more."""
    questionnaire = questionnaire_of(response.campaign.version)
    places = places_of(response.campaign.version)
    now = datetime.now(UTC)
    made: dict[str, Answer] = {}
    altered: dict[str, Answer] = {}
    earlier = []
    stands: dict[str, Given] = {}
    for key, one in given.items():
        question, row = questionnaire.question[key], rows.get(key)
        if row is None:
            if not one.is_blank:
                one = replace(one, unconfirmed=again and one.unconfirmed)
                row = Answer(response=response, question_id=places.questions[key])
                made[key] = _say(row, question, one, by, now, places)
            stands[key] = one
            continue
        alike = same(row.given, one)
        if not again:
            one = replace(one, unconfirmed=alike and row.unconfirmed and one.unconfirmed)
        stands[key] = one
        if alike and row.unconfirmed == one.unconfirmed:
            continue
        words = "" if alike or _same_sitting(row, by, now) else words_of(question, row.given)
        if words:
            earlier.append(EarlierAnswer(answer=row, words=words, by=row.by, at=row.at or now))
        row.revision += 1
        altered[key] = _say(row, question, one, by, now, places)
    if made or altered:
        # One statement for what is new and what is altered: half the time of telling each apart.
        Answer.objects.bulk_create(
            [*made.values(), *altered.values()],
            update_conflicts=True,
            unique_fields=["id"],
            update_fields=_WRITTEN,
        )
    if earlier:
        EarlierAnswer.objects.bulk_create(earlier)
    _choose(questionnaire, made, altered, given, places)
    changed = frozenset((*made, *altered))
    revisions = {key: row.revision for key, row in {**rows, **made}.items()}
    lapsed = bool(changed) and let_sign_offs_lapse(by=by, response=response)
    return Saved(now, changed, revisions, conflicts or {}, lapsed, stands)


def let_sign_offs_lapse(*, by: Person | None, response: Response) -> bool:
    """What was signed off holds no more once an answer is another. Whether there was any."""
    if not any(one.signs for one in questionnaire_of(response.campaign.version).capacities):
        return False
    signed = list(response.signed_off.values_list("capacity__key", flat=True))
    if not signed or response.record is None:
        return False
    response.signed_off.all().delete()
    audit.write(
        by=by,
        verb="response.sign-off-lapsed",
        record=response.record,
        before={"capacities": ", ".join(signed)},
    )
    return True


def _same_sitting(row: Answer, by: Person | None, now: datetime) -> bool:
    """Whether what stands there was written moments ago by the same person, and was handed in by nobody."""
    mine = row.by_id == (by.pk if by else None)
    return mine and not row.counts and row.at is not None and now - row.at < SITTING


def _say(
    row: Answer, question: Question, given: Given, by: Person | None, now: datetime, places: Places
) -> Answer:
    single = given.options and question.kind != Kind.SEVERAL
    row.text, row.number, row.day = given.text, given.number, given.day
    row.option_id = places.options[question.key, given.options[0]] if single else None
    row.not_applicable, row.unconfirmed = given.not_applicable, given.unconfirmed
    row.counts, row.by, row.at = False, by, now
    return row


def _choose(
    questionnaire: Questionnaire,
    made: Mapping[str, Answer],
    altered: Mapping[str, Answer],
    given: Mapping[str, Given],
    places: Places,
) -> None:
    """Write the options of questions that take several."""
    rows = {
        key: row
        for key, row in {**made, **altered}.items()
        if questionnaire.question[key].kind == Kind.SEVERAL
    }
    if not rows:
        return
    AnswerOption.objects.filter(
        answer__in=[rows[key].pk for key in rows if key in altered]
    ).delete()
    AnswerOption.objects.bulk_create(
        AnswerOption(answer=row, option_id=places.options[key, option])
        for key, row in rows.items()
        for option in given[key].options
    )
