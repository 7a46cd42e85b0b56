"""Undoing an act: only where nothing later rests on it, and then exactly."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db.models import F, Model

from safeloom.domain.partnership.commands import dated
from safeloom.domain.partnership.commands.reorganising import renaming
from safeloom.domain.partnership.commands.reorganising.standing import sharing
from safeloom.domain.partnership.models import (
    Agency,
    AgencySuccession,
    Area,
    AreaSuccession,
    Followed,
    Post,
    Reorganisation,
)
from safeloom.domain.partnership.queries.reorganisations import links, rules
from safeloom.foundation.audit.models import AuditRow
from safeloom.foundation.identity.models import Principal
from safeloom.foundation.records.models import Record
from safeloom.foundation.sealed.narrowing import without_sealed
from safeloom.kernel.registry import resolve

_MOST = 20


@dataclass(frozen=True)
class Obstacle:
    """Something that rests on an act: its words, and the row or the address where it can be seen."""

    words: str
    row: Any = None
    url: str = ""


def obstacles(act: Reorganisation) -> list[Obstacle]:
    """What was done since and would be lost: what is asked of or hangs on what the act began, and what
    it wrote that says something else today. Empty when it can be undone."""
    found = [
        Obstacle(f"{other.record.reference} was carried out later: {other}. Undo it first.", other)
        for other in sharing(act)
        .filter(done__gt=act.done, undone__isnull=True)
        .select_related("record__partnership")
    ]
    if act.kind == Reorganisation.Kind.RENAME:
        return found + _renamed_since(act)
    found += _changed_since(act)
    found += _resting(act)
    for rule in rules():
        if rule.obstacles:
            found += [Obstacle(words, url=url) for words, url in resolve(rule.obstacles)(act)]
    return found[:_MOST]


def take_back(act: Reorganisation) -> None:
    """Remove what the act began and let what it ended last as long as before."""
    if act.kind == Reorganisation.Kind.RENAME:
        renaming.name_back(act)
        return
    AgencySuccession.objects.filter(act=act).delete()
    AreaSuccession.objects.filter(act=act).delete()
    for model in reversed(links()):
        rows = list(model.objects.filter(act=act).select_related("ended", "begun"))
        for link in rows:
            if link.ended is not None:
                _give_back(link)
        for begun in {link.begun.pk: link.begun for link in rows if link.begun}.values():
            _remove(begun)


def _give_back(link: Followed) -> None:
    row = link.ended
    dated.redate(row, row.start, link.end_before)
    if hasattr(row, "revision"):
        type(row)._base_manager.filter(pk=row.pk).update(revision=F("revision") + 1)


def _remove(row: Model) -> None:
    if isinstance(row, Agency):
        record, principal = row.record, row.principal
        row.delete()
        principal.delete()
        _remove_record(record)
    elif isinstance(row, Area):
        record = row.record
        row.delete()
        _remove_record(record)
    elif isinstance(row, Post):
        membership, principal = row.membership, row.principal
        row.delete()
        membership.delete()
        principal.delete()
    else:
        dated.remove(row)


def _remove_record(record: Record) -> None:
    """The thin row goes too, unless the audit tells of it: then its reference stays taken."""
    if not AuditRow.objects.filter(record=record).exists():
        record.delete()


def _changed_since(act: Reorganisation) -> Iterator[Obstacle]:
    for model in links():
        rows = model.objects.filter(act=act).select_related("ended", "begun")
        sources = defaultdict(list)
        for link in rows:
            if link.ended is not None and link.ended.end != link.end_after:
                yield Obstacle(
                    f"{_noun(link.ended)} was given another last day since: {link.ended}.",
                    link.ended,
                )
            if link.begun is not None:
                sources[link.begun].append(link)
        for begun, its in sources.items():
            if begun.end not in {link.begun_end for link in its}:
                yield Obstacle(f"{_noun(begun)} was given another last day since: {begun}.", begun)
            elif not any(_says_the_same(link, begun) for link in its):
                yield Obstacle(f"{_noun(begun)} was changed since: {begun}.", begun)


def _says_the_same(link: Followed, begun: Model) -> bool:
    return link.ended is None or all(
        getattr(link.ended, name) == getattr(begun, name) for name in link.KEPT
    )


def _resting(act: Reorganisation) -> list[Obstacle]:
    """What points at something the act began and was not begun by it."""
    begun = _begun(act)
    own_words = {label for rule in rules() if rule.obstacles for label in rule.models}
    found: list[Obstacle] = []
    hidden = False
    for model, keys in begun.items():
        for relation in model._meta.related_objects:
            there = relation.related_model
            if issubclass(there, Followed) or there is AuditRow or there._meta.label in own_words:
                continue
            rows = there._base_manager.filter(**{f"{relation.field.name}__in": keys})
            rows = rows.exclude(pk__in=begun.get(there, set()))
            if "act" in {field.name for field in there._meta.fields}:
                rows = rows.exclude(act=act)
            told = without_sealed(rows)
            found += [Obstacle(f"{_noun(row)}: {row}.", row) for row in told[:_MOST]]
            hidden = hidden or rows.count() > told.count()
    if hidden:
        found.append(Obstacle("Something that is not shown to everybody rests on it."))
    return found


def _begun(act: Reorganisation) -> dict[type[Model], set]:
    """The keys of all the act made, its thin rows too, by model."""
    found: dict[type[Model], set] = defaultdict(set)
    for model in links():
        for link in model.objects.filter(act=act, begun__isnull=False).select_related("begun"):
            row = link.begun
            found[type(row)].add(row.pk)
            if isinstance(row, Agency | Post):
                found[Principal].add(row.principal_id)
            if isinstance(row, Agency | Area):
                found[Record].add(row.record_id)
            if hasattr(row, "membership_id"):
                found[apps.get_model("foundation.Membership")].add(row.membership_id)
    return found


def _renamed_since(act: Reorganisation) -> list[Obstacle]:
    former = act.renamed.select_related("agency__principal", "agency__record").first()
    heir = act.agency_heirs.get()
    if former is not None and former.agency.principal.name == heir.name:
        return []
    agency = heir.agency
    return [
        Obstacle(
            f"Its name was changed since: {agency}. Give it the name {heir.name} first.", agency
        )
    ]


def _noun(row: Model) -> str:
    name = str(row._meta.verbose_name)
    return name[:1].upper() + name[1:]
