"""Papers of a meeting: added, changed, brought up to date, withdrawn."""

from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import UTC, datetime

from django.core.exceptions import ValidationError
from django.core.files import File
from django.db import transaction

from safeloom.domain.meetings.commands import checks
from safeloom.domain.meetings.models import AgendaItem, Meeting, Paper, PaperVersion
from safeloom.domain.meetings.queries import meetings as queries
from safeloom.domain.partnership.models import Agency, Post
from safeloom.foundation.audit import commands as audit
from safeloom.foundation.files.commands import keep_file
from safeloom.foundation.identity.models import Person, Principal
from safeloom.foundation.records.commands import (
    in_turn,
    next_revision,
    open_record,
    open_sealed_record,
)
from safeloom.foundation.sealed.commands import entitled_first
from safeloom.foundation.today import today


@dataclass(frozen=True, kw_only=True)
class NewPaper:
    """What is said of a paper. It is for an `item` of the meeting's agenda or for none; from an agency, a
    post, or nobody who is named."""

    title: str
    item: AgendaItem | None = None
    agency: Agency | None = None
    post: Post | None = None


@dataclass(frozen=True, kw_only=True)
class Content:
    """What a version holds: a file, or text."""

    text: str = ""
    file: File | None = None


@transaction.atomic
def add(
    *,
    by: Person | None,
    meeting: Meeting,
    new: NewPaper,
    content: Content,
    restricted_to: Sequence[Principal] | None = None,
) -> Paper:
    """Add a paper to a meeting that is not cancelled. With `restricted_to` it is sealed: open to these,
    and to whoever adds it, from today. Raises `ValidationError`."""
    in_turn(meeting.record)
    _is_on(meeting)
    here = meeting.partnership
    paper = _fill(Paper(partnership=here, meeting=meeting, added=today()), new)
    if restricted_to is None:
        paper.record = open_record(partnership=here, kind="paper", prefix="PP", title=paper.title)
    else:
        paper.record = open_sealed_record(partnership=here, kind="paper", prefix="RP")
        entitled_first(record=paper.record, given_by=by, principals=restricted_to, day=today())
    paper.save()
    _version(by, paper, content)
    entitled = sorted(str(one.pk) for one in restricted_to or ())
    audit.write(
        by=by,
        verb="paper.add",
        record=paper.record,
        after=audit.fields_of(paper) | ({"open_to": entitled} if entitled else {}),
    )
    return paper


@transaction.atomic
def change(*, by: Person | None, paper: Paper, seen: int | None, to: NewPaper) -> Paper:
    """Change what is said of a paper. Raises `Stale`, `ValidationError`."""
    next_revision(paper.record, seen)
    in_turn(paper.record)
    _is_there(paper)
    with _changing(by, paper, "paper.change"):
        _fill(paper, to)
        if not paper.record.is_sealed:
            paper.record.title = paper.title
            paper.record.save(update_fields=["title"])
        paper.save()
    return paper


@transaction.atomic
def new_version(*, by: Person | None, paper: Paper, content: Content) -> PaperVersion:
    """Put a newer version in the place of the one that is read; the earlier ones stay. Raises
    `ValidationError` at `file` or `text`."""
    in_turn(paper.record)
    _is_there(paper)
    next_revision(paper.record, None)
    version = _version(by, paper, content)
    audit.write(
        by=by, verb="paper.new_version", record=paper.record, after={"version": version.number}
    )
    return version


@transaction.atomic
def withdraw(*, by: Person | None, paper: Paper, reason: str) -> Paper:
    """Withdraw a paper, saying why. It stays where it was read, marked. Raises `ValidationError`."""
    in_turn(paper.record)
    paper.refresh_from_db()
    _is_there(paper)
    said = checks.words(reason, "reason", "why it is withdrawn", most=300)
    with _changing(by, paper, "paper.withdraw"):
        paper.withdrawn, paper.withdrawn_by = datetime.now(UTC), by
        paper.withdrawn_because = said
        paper.save(update_fields=["withdrawn", "withdrawn_by", "withdrawn_because"])
    return paper


def _fill(paper: Paper, said: NewPaper) -> Paper:
    here = paper.partnership
    if said.item is not None and said.item.meeting_id != paper.meeting_id:
        raise ValidationError({"item": "Choose an item of this meeting."})
    if said.agency is not None and said.agency.record.partnership_id != here.pk:
        raise ValidationError({"agency": "Choose an agency of this partnership."})
    if said.post is not None and said.post.agency.record.partnership_id != here.pk:
        raise ValidationError({"post": "Choose a post of this partnership."})
    paper.title = checks.words(said.title, "title", "the title of the paper")
    paper.item, paper.agency, paper.post = said.item, said.agency, said.post
    return paper


def _version(by: Person | None, paper: Paper, content: Content) -> PaperVersion:
    text = content.text.strip()
    if bool(text) == (content.file is not None):
        words = "Choose a file, or write the paper." if not text else "A file or text, not both."
        raise ValidationError({"file": words})
    last = paper.versions.first()
    file = None
    if content.file is not None:
        # In the record of files a restricted paper's are not called after it either.
        title = paper.record.reference if paper.record.is_sealed else paper.title
        file = keep_file(
            by=by,
            record=paper.record,
            upload=content.file,
            title=title,
            replaces=last.file if last else None,
        )
    return PaperVersion.objects.create(
        paper=paper,
        number=last.number + 1 if last else 1,
        text=text,
        file=file,
        at=datetime.now(UTC),
        by=by,
    )


def _is_on(meeting: Meeting) -> None:
    if queries.state_of(meeting) == Meeting.State.CANCELLED:
        raise ValidationError("The meeting is cancelled.")


def _is_there(paper: Paper) -> None:
    if paper.withdrawn is not None:
        raise ValidationError("It was withdrawn, and stays as it was.")


def _changing(by: Person | None, paper: Paper, verb: str) -> AbstractContextManager[None]:
    return audit.changing(paper, by=by, verb=verb, record=paper.record)
