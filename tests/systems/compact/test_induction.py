"""Who is new to a group reads its pack, and it is known who has not."""

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction

from safeloom.domain.partnership.commands import people
from safeloom.foundation.access.rule import Viewer
from safeloom.foundation.today import today
from safeloom.systems.compact.commands import induction as commands
from safeloom.systems.compact.models import InductionReceipt
from safeloom.systems.compact.queries import induction as queries
from tests.factories import compact, files, foundation, partnership


def left(account, vale) -> tuple[int, int]:
    return queries.to_read(vale, account.person, today())


def read(account, item, version: int = 1):
    return commands.read_item(by=account.person, item=item, version=version)


def test_what_is_read_is_no_longer_asked(vale, board, jo) -> None:
    items = [compact.an_item(board, title) for title in ("First", "Second")]
    compact.an_item(partnership.a_group(vale), "Of another group")
    assert left(jo, vale) == (2, 2)
    read(jo, items[0])
    read(jo, items[0])
    assert left(jo, vale) == (1, 2) and InductionReceipt.objects.count() == 1
    (row,) = queries.progress(vale, today()).filter(person=jo.person)
    assert (row.read, row.many) == (1, 2)


def test_a_new_version_asks_again(vale, board, jo) -> None:
    item = compact.an_item(board)
    read(jo, item)
    to = commands.Item(title="How we work", text="Read this too.")
    commands.change_item(by=None, item=item, seen=None, to=to, again=False)
    assert left(jo, vale) == (0, 1)
    commands.change_item(by=None, item=item, seen=None, to=to, again=True)
    assert left(jo, vale) == (1, 1)
    with pytest.raises(ValidationError, match="changed while you read it"):
        read(jo, item)
    file = files.upload("Map.png", files.png())
    to = commands.Item(title="How we work", file=file)
    commands.change_item(by=None, item=item, seen=None, to=to, again=False)
    read(jo, item, 3)
    commands.withdraw_item(by=None, item=item, seen=None)
    assert left(jo, vale) == (0, 0) and not queries.progress(vale, today()).exists()
    with pytest.raises(ValidationError, match="taken out"):
        read(jo, item, 3)


def test_only_who_sits_there_reads_it(vale, board) -> None:
    item = compact.an_item(board)
    other = compact.member(partnership.a_group(vale))
    with pytest.raises(ValidationError, match="no seat"):
        read(other, item)


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"text": ""}, "text"),
        ({"title": " "}, "title"),
        ({"file": files.upload("a.pdf", b"no")}, "file"),
    ],
)
def test_an_item_has_something_to_read(board, said: dict, field: str) -> None:
    with pytest.raises(ValidationError) as refused:
        compact.an_item(board, **said)
    assert set(refused.value.message_dict) == {field}


def test_the_database_keeps_a_receipt(vale, board, jo) -> None:
    receipt = read(jo, compact.an_item(board))
    rows = InductionReceipt.objects.filter(pk=receipt.pk)
    for change in (lambda: rows.update(version=9), rows.delete):
        with pytest.raises(DatabaseError, match="cannot be altered"), transaction.atomic():
            change()


def test_an_agency_lead_who_sits_there_reads_the_pack_of_that_group_alone(vale, board) -> None:
    agency = partnership.an_agency(vale)
    account = foundation.granted("agency-lead", vale, over=agency.principal)
    packed = [compact.an_item(board), compact.an_item(partnership.a_group(vale))]
    assert not queries.items(Viewer(account, today()), vale).exists()
    people.enter(by=None, partnership=vale, person=account.person, start=None)
    partnership.seated(partnership.a_seat(board), account.person)
    assert list(queries.items(Viewer(account, today()), vale)) == packed[:1]
