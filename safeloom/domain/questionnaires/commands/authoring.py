"""Beginning questionnaires and their versions, and what is said of a version as a whole."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max

from safeloom.domain.questionnaires import definitions
from safeloom.domain.questionnaires.checking import unstorable
from safeloom.domain.questionnaires.commands.writing import write_into
from safeloom.domain.questionnaires.models import Questionnaire, Version
from safeloom.domain.questionnaires.queries.facts import use_of
from safeloom.domain.questionnaires.queries.loading import questionnaire_of
from safeloom.foundation.audit import commands as audit
from safeloom.foundation.identity.models import Partnership, Person
from safeloom.foundation.records.commands import in_turn, next_revision, open_record

Change = Callable[[definitions.Questionnaire], definitions.Questionnaire]
EMPTY = definitions.Questionnaire(title="", sections=())


@transaction.atomic
def begin_questionnaire(
    *,
    by: Person | None,
    partnership: Partnership,
    use: str,
    title: str,
    purpose: str = "",
    content: definitions.Questionnaire | None = None,
    source: str = "",
    checked: bool = False,
) -> Questionnaire:
    """Begin a questionnaire with its first version, a draft: empty, or with ready content. Raises
    ValidationError at `title` or `use`, or alone for content that cannot be kept."""
    title = title.strip()
    if not title:
        raise ValidationError({"title": "Enter the title."})
    try:
        use_of(use)
    except KeyError:
        raise ValidationError({"use": "Choose what it is used for."}) from None
    found = Questionnaire.objects.create(
        record=open_record(
            partnership=partnership, kind="questionnaire", prefix="QN", title=title[:200]
        ),
        partnership=partnership,
        use=use,
        purpose=purpose.strip(),
    )
    version = Version.objects.create(questionnaire=found, number=1)
    said = replace(content or EMPTY, title=title)
    if source:
        said = replace(said, source=source, checked=checked)
    _write(version, said)
    _audit(by, version, "questionnaire.begin", after={"use": use, **_counts(said)})
    return found


@transaction.atomic
def change_questionnaire(
    *, by: Person | None, questionnaire: Questionnaire, seen: int | None, title: str, purpose: str
) -> Questionnaire:
    """Change the title and what it is for. Raises ValidationError at `title`, `Stale`."""
    record = questionnaire.record
    next_revision(record, seen)
    if not title.strip():
        raise ValidationError({"title": "Enter the title."})
    with audit.changing(record, questionnaire, by=by, verb="questionnaire.change", record=record):
        record.title, questionnaire.purpose = title.strip(), purpose.strip()
        record.save(update_fields=["title"])
        questionnaire.save(update_fields=["purpose"])
    return questionnaire


@transaction.atomic
def begin_version(*, by: Person | None, questionnaire: Questionnaire) -> Version:
    """Begin the next version: a draft that says what the last one says. Raises ValidationError while there
    is a draft already."""
    in_turn(questionnaire.record)
    last = questionnaire.versions.order_by("-number").first()
    if last is not None and last.published is None:
        raise ValidationError("There is a draft already: change that, or discard it.")
    said = questionnaire_of(last) if last else replace(EMPTY, title=questionnaire.record.title)
    number = (questionnaire.versions.aggregate(last=Max("number"))["last"] or 0) + 1
    version = Version.objects.create(questionnaire=questionnaire, number=number)
    _write(version, said)
    _audit(by, version, "questionnaire.begin-version", after=_counts(said))
    return version


@transaction.atomic
def change_version(
    *,
    by: Person | None,
    version: Version,
    seen: int | None,
    introduction: str,
    sections_are: str,
    source: str,
    checked: bool,
) -> Version:
    """Change what stands before the sections of a draft, and what they are called. Raises ValidationError,
    `Stale`."""
    take(version, seen)
    said = {
        "introduction": introduction.strip(),
        "sections_are": sections_are.strip() or "Section",
        "source": source.strip(),
        "checked": checked,
    }
    about = {"subject": named(version), **_of(version)}
    with audit.changing(version, by=by, verb="questionnaire.change-version", **about):
        for name, value in said.items():
            setattr(version, name, value)
        version.save(update_fields=list(said))
    return version


@transaction.atomic
def replace_content(
    *,
    by: Person | None,
    version: Version,
    seen: int | None,
    content: definitions.Questionnaire,
    file: str = "",
) -> Version:
    """Let a draft say what a file says, in place of what it said. Raises ValidationError, `Stale`."""
    take(version, seen)
    before = _counts(questionnaire_of(version))
    _write(version, content)
    after = _counts(content) | ({"file": file} if file else {})
    _audit(by, version, "questionnaire.replace", before=before, after=after)
    return version


@transaction.atomic
def discard_draft(*, by: Person | None, version: Version, seen: int | None = None) -> None:
    """Take a draft away; what was published stays. Raises ValidationError, `Stale`."""
    take(version, seen)
    _audit(by, version, "questionnaire.discard", before=_counts(questionnaire_of(version)))
    # Capacities are pointed at by questions of the same version only.
    version.clauses.all().delete()
    version.delete()


def edit(
    *,
    by: Person | None,
    version: Version,
    seen: int | None,
    verb: str,
    where: str,
    change: Change,
) -> definitions.Questionnaire:
    """Change a draft, and write to the audit what differs of the part at `where`. Raises ValidationError
    where that cannot be kept, and `Stale`."""
    take(version, seen)
    before = questionnaire_of(version)
    made = change(before)
    _write(version, made)
    was, now = part_as_fields(before, where), part_as_fields(made, where)
    differs = [name for name in {**was, **now} if was.get(name) != now.get(name)]
    _audit(
        by,
        version,
        f"questionnaire.{verb}",
        part=where,
        before={name: was[name] for name in differs if name in was},
        after={name: now[name] for name in differs if name in now},
    )
    return made


def take(version: Version, seen: int | None) -> None:
    """Let others wait who would change this draft, and count a change. Raises ValidationError for what is
    published, `Stale`."""
    in_turn(version.questionnaire.record)
    version.refresh_from_db(fields=["published"])
    if version.published is not None:
        raise ValidationError("This version is published and never changes: begin the next one.")
    next_revision(version, seen)


def part_as_fields(questionnaire: definitions.Questionnaire, where: str) -> dict[str, Any]:
    """A section, question or capacity in the words that stand in the audit; empty where it is not there."""
    part: Any = questionnaire.question.get(where)
    order = list(questionnaire.question)
    if part is None:
        sections = {one.key: one for one in questionnaire.sections}
        part, order = sections.get(where), list(sections)
    if part is None:
        capacities = {one.key: one for one in questionnaire.capacities}
        part, order = capacities.get(where), list(capacities)
    if part is None:
        return {}
    said: dict[str, Any] = {"place": order.index(where) + 1}
    if where in questionnaire.section_of:
        said["section"] = questionnaire.section_of[where].key
    for name, value in vars(part).items():
        if name == "condition":
            clauses = [f"{one.subject} {one.operator} {one.value}" for one in value.clauses]
            value = [*clauses, *(["any is enough"] if value.any else [])]
        elif name == "options" and isinstance(value, tuple):
            value = [f"{one.title} {one.value} {one.mark} {one.meets}" for one in value]
        elif name in ("questions", "option"):
            continue
        said[name] = value
    return said


def named(version: Version) -> str:
    """How a version is called in the audit: `QN-0001 version 2`."""
    return f"{version.questionnaire.record.reference} version {version.number}"


def _write(version: Version, said: definitions.Questionnaire) -> None:
    if wrong := unstorable(said):
        raise ValidationError([one.words for one in wrong])
    write_into(version, said)


def _counts(said: definitions.Questionnaire) -> dict[str, Any]:
    return {"sections": len(said.sections), "questions": len(said.question)}


def _of(version: Version) -> dict[str, Any]:
    record = version.questionnaire.record
    return {"partnership": record.partnership, "record": record}


def _audit(
    by: Person | None,
    version: Version,
    verb: str,
    *,
    part: str = "",
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
) -> None:
    subject = f"{named(version)}: {part}" if part else named(version)
    audit.write(by=by, verb=verb, subject=subject, before=before, after=after, **_of(version))
