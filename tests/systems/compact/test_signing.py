"""Each member signs the version in force, as themselves, once and for good."""

from datetime import date, timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction

from safeloom.domain.partnership.commands import seats
from safeloom.domain.partnership.commands.merging import merge
from safeloom.foundation.audit.models import AuditRow
from safeloom.foundation.files.models import StoredFile
from safeloom.foundation.records.commands import Stale
from safeloom.foundation.today import today
from safeloom.systems.compact.commands import compact as commands
from safeloom.systems.compact.commands import induction
from safeloom.systems.compact.models import CompactSignature, CompactVersion
from safeloom.systems.compact.queries import compact as queries
from safeloom.systems.compact.queries import induction as packs
from tests.factories import compact, files, foundation, partnership


def sign(account, version, name: str | None = None, content: str | None = None):
    person = account.person
    told = queries.content_of(version, queries.file_of(version))
    return commands.sign(
        by=person, version=version, name=name or person.name, content=content or told
    )


def words(version: CompactVersion, **said) -> commands.Words:
    groups = [each.group for each in version.asks.all()]
    kept = {"title": version.title, "text": version.text, "in_force_from": version.in_force_from}
    return commands.Words(**{**kept, "groups": groups, **said})


def test_a_member_signs_what_they_read(vale, board, jo) -> None:
    version = compact.published(vale, board)
    signature = sign(jo, version, "  jo  o'nettlefold ")
    assert signature.name == "jo  o'nettlefold" and signature.content
    assert queries.to_sign(vale, jo.person, today()) is None
    assert queries.count_signed(version, today()) == (1, 1)
    row = AuditRow.objects.get(verb="compact.sign")
    assert row.by_id == jo.person.pk and row.after == {"content": signature.content}


@pytest.mark.parametrize("name", ["", "Somebody Else", "Jo"])
def test_only_under_ones_own_name(vale, board, jo, name: str) -> None:
    version = compact.published(vale, board)
    with pytest.raises(ValidationError) as refused:
        sign(jo, version, name or " ")
    assert "Jo O’Nettlefold" in refused.value.message_dict["name"][0]
    assert not CompactSignature.objects.exists()


def test_nobody_signs_twice_nor_who_is_not_asked(vale, board, jo) -> None:
    version = compact.published(vale, board)
    sign(jo, version)
    with pytest.raises(ValidationError, match="already"):
        sign(jo, version)
    other = compact.member(partnership.a_group(vale))
    with pytest.raises(ValidationError, match="no seat"):
        sign(other, version)
    assert queries.to_sign(vale, other.person, today()) is None


def test_what_was_changed_meanwhile_is_read_again(vale, board, jo) -> None:
    version = compact.published(vale, board)
    read = queries.content_of(version, None)
    commands.change(by=None, version=version, seen=None, words=words(version, text="Other words."))
    with pytest.raises(ValidationError, match="changed while you read it"):
        sign(jo, version, content=read)


def test_a_new_version_asks_again_from_its_day(vale, board, jo) -> None:
    first = compact.published(vale, board)
    sign(jo, first)
    day = today() + timedelta(days=10)
    second = compact.published(vale, board, since=day)
    assert queries.to_sign(vale, jo.person, today()) is None
    with pytest.raises(ValidationError, match="Another version is in force"):
        sign(jo, second)
    with time_machine.travel(day - timedelta(days=1), tick=False):
        assert queries.in_force(vale, today()) == first
    with time_machine.travel(day, tick=False):
        assert queries.to_sign(vale, jo.person, today()) == second
        with pytest.raises(ValidationError, match="Another version is in force"):
            sign(jo, first)
        sign(jo, second)
    assert first.signatures.count() == second.signatures.count() == 1


def test_leaving_the_seat_ends_what_is_asked(vale, board, jo) -> None:
    version = compact.published(vale, board)
    held = jo.person.seat_holdings.get()
    seats.unseat(by=None, holding=held, seen=None, day=today())
    assert queries.count_signed(version, today()) == (0, 1)
    tomorrow = today() + timedelta(days=1)
    assert queries.to_sign(vale, jo.person, tomorrow) is None
    assert queries.count_signed(version, tomorrow) == (0, 0)
    assert not queries.signers(version, tomorrow).exists()


def test_who_signed_and_left_stays_known(vale, board, jo) -> None:
    version = compact.published(vale, board)
    sign(jo, version)
    seats.unseat(by=None, holding=jo.person.seat_holdings.get(), seen=None, day=today())
    (found,) = queries.signers(version, today() + timedelta(days=1))
    assert found.signed and not found.asked and found.seats_now == []


def test_a_signed_version_stays_as_it_is(vale, board, jo) -> None:
    version = compact.published(vale, board)
    sign(jo, version)
    with pytest.raises(ValidationError, match="has been signed"):
        commands.change(by=None, version=version, seen=None, words=words(version, text="Less."))
    other = partnership.a_group(vale)
    commands.choose_groups(by=None, version=version, seen=None, groups=[board, other])
    assert len(queries.group_choices(version)) == 2
    with pytest.raises(Stale):
        commands.choose_groups(by=None, version=version, seen=1, groups=[board])


@pytest.mark.parametrize(
    ("change", "refused"),
    [
        ({"content": "0" * 64}, True),
        ({"at": "2020-01-01T00:00:00Z"}, True),
        ({"name": "Somebody Else"}, True),
        ({"name": ""}, False),
    ],
)
def test_the_database_keeps_a_signature(vale, board, jo, change: dict, refused: bool) -> None:
    signature = sign(jo, compact.published(vale, board))
    rows = CompactSignature.objects.filter(pk=signature.pk)
    if not refused:
        assert rows.update(**change) == 1
        return
    with pytest.raises(DatabaseError, match="cannot be altered"), transaction.atomic():
        rows.update(**change)
    with pytest.raises(DatabaseError, match="cannot be altered"), transaction.atomic():
        rows.delete()


def test_one_in_a_file_is_signed_once_it_can_be_read(vale, board, jo) -> None:
    version = compact.published(vale, board, text="", file=files.upload("Compact.pdf"))
    StoredFile.objects.update(scan="waiting")
    with pytest.raises(ValidationError, match="cannot be read yet"):
        sign(jo, version)
    StoredFile.objects.update(scan="clean")
    other = files.upload("Compact.txt", b"Other words.")
    read = queries.content_of(version, queries.file_of(version))
    commands.change(by=None, version=version, seen=None, words=words(version, file=other))
    with pytest.raises(ValidationError, match="changed while you read it"):
        sign(jo, version, content=read)
    sign(jo, version)


def test_what_a_second_entry_signed_and_read_counts_for_the_first(vale, board, jo, manager) -> None:
    version, item = compact.published(vale, board), compact.an_item(board)
    again = compact.member(board, "Jo Nettlefold again")
    sign(again, version)
    induction.read_item(by=again.person, item=item, version=1)
    merge(
        by=manager.person, partnership=vale, keep=jo.person, other=again.person, close_account=True
    )
    assert queries.to_sign(vale, jo.person, today()) is None
    assert queries.count_signed(version, today()) == (1, 1)
    (found,) = queries.signers(version, today())
    assert found == jo.person and found.signed
    assert packs.to_read(vale, jo.person, today()) == (0, 1)
    assert {(row.read, row.many) for row in packs.progress(vale, today())} == {(1, 1)}


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"text": " "}, "text"),
        ({"title": " "}, "title"),
        ({"groups": ()}, "groups"),
        ({"in_force_from": date(2026, 4, 1)}, "in_force_from"),
        ({"file": files.upload("a.exe", b"MZ")}, "file"),
    ],
)
def test_what_cannot_be_published_is_refused_whole(vale, board, said: dict, field: str) -> None:
    there = compact.published(vale, board, since=date(2026, 4, 1))
    kept = {"title": "Compact", "text": "x", "in_force_from": date(2026, 5, 1), "groups": [board]}
    with pytest.raises(ValidationError) as refused:
        commands.publish(by=None, partnership=vale, words=commands.Words(**{**kept, **said}))
    assert set(refused.value.message_dict) == {field}
    assert list(CompactVersion.objects.all()) == [there] and not StoredFile.objects.exists()


def test_a_neighbours_group_is_not_asked(vale, board) -> None:
    theirs = partnership.a_group(foundation.partnership())
    with pytest.raises(ValidationError, match="groups of this partnership"):
        compact.published(vale, board, theirs)
