"""Who may open a sealed record: given, ended, never by another way; and the log that stays as written."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, IntegrityError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from safeloom.domain.partnership.models import Group
from safeloom.foundation.access.models import Grant
from safeloom.foundation.access.rule import Viewer
from safeloom.foundation.audit.models import AuditRow
from safeloom.foundation.dated import holding
from safeloom.foundation.files.models import StoredFile
from safeloom.foundation.files.queries import file_for, record_for
from safeloom.foundation.identity.models import Membership, Principal
from safeloom.foundation.records.commands import open_record, open_sealed_record
from safeloom.foundation.records.models import Record
from safeloom.foundation.retention.models import LegalHold
from safeloom.foundation.sealed import commands
from safeloom.foundation.sealed.models import Entitlement, Opening
from safeloom.foundation.sealed.narrowing import without_sealed
from safeloom.foundation.search.asking import search
from safeloom.foundation.today import today
from safeloom.stewardship import queries as stewardship
from safeloom.stewardship.kept_files import kept
from tests.factories import files, foundation, partnership
from tests.factories.sealed import entitled, sealed

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 25)
DAYS = [DAY + timedelta(days=off) for off in (-2, -1, 0, 1, 2)]


@pytest.fixture
def vale(db):
    return foundation.partnership("vale", "Vale")


@pytest.fixture
def record(vale) -> Record:
    return open_sealed_record(partnership=vale, kind="group", prefix="RP")


def test_its_row_has_no_title_and_its_reference_no_number(vale) -> None:
    opened = [open_sealed_record(partnership=vale, kind="group", prefix="PP") for _ in range(3)]
    numbered = [
        open_record(partnership=vale, kind="group", prefix="PP", title=f"{n}") for n in (1, 2)
    ]
    assert {one.title for one in opened} == {"Sealed record"}
    assert [one.reference for one in numbered] == ["PP-0001", "PP-0002"]
    assert len({one.reference for one in opened}) == 3
    with pytest.raises(IntegrityError), transaction.atomic():
        Record.objects.filter(pk=opened[0].pk).update(title="Jo Nettlefold")


def test_the_first_are_who_was_named_and_who_opened_it(vale, record) -> None:
    giver, other = foundation.person(), foundation.person()
    commands.entitled_first(
        record=record, given_by=giver, principals=[other.principal, giver.principal], day=DAY
    )
    held = Entitlement.objects.filter(record=record)
    assert {one.principal_id for one in held} == {giver.pk, other.pk}
    assert {(one.start, one.given_by) for one in held} == {(DAY, giver)}


def test_somebody_is_let_in_and_out_and_the_audit_says_by_whom(vale, record) -> None:
    giver, other = foundation.person(), foundation.person()
    commands.entitled_first(record=record, given_by=giver, principals=[], day=today())
    held = commands.entitle(by=giver, record=record, principal=other.principal)
    commands.end_entitlement(by=giver, entitlement=held, end=today())
    rows = AuditRow.objects.filter(record=record).order_by("at")
    assert [(row.verb, row.by_id) for row in rows] == [
        ("sealed.entitle", giver.pk),
        ("sealed.end", giver.pk),
    ]


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        (-1, None, "Choose today or a later day."),
        (2, 1, "The last day is before the first day."),
        (3, None, "may open it already on such a day."),
    ],
)
def test_what_cannot_be_given_is_refused(record, start: int, end: int | None, words: str) -> None:
    other = foundation.person().principal
    entitled(record, other, start=today() + timedelta(days=5))
    with pytest.raises(ValidationError, match=words):
        commands.entitle(
            by=None,
            record=record,
            principal=other,
            start=today() + timedelta(days=start),
            end=None if end is None else today() + timedelta(days=end),
        )
    assert record.entitlements.count() == 1


def test_somebody_always_stays_who_may_open_it(record) -> None:
    one, other = (entitled(record, foundation.person().principal) for _ in range(2))
    commands.end_entitlement(by=None, entitlement=one, end=today())
    with pytest.raises(ValidationError, match="Somebody must stay"):
        commands.end_entitlement(by=None, entitlement=other, end=today())


def test_an_ordinary_record_is_opened_to_nobody_in_particular(vale) -> None:
    record = open_record(partnership=vale, kind="group", prefix="GR", title="Board")
    with pytest.raises(ValidationError, match="not sealed"):
        commands.entitle(by=None, record=record, principal=foundation.person().principal)


def test_the_database_keeps_the_log_as_it_was_written(record) -> None:
    reader = foundation.person()
    visit = commands.open_sealed(by=reader, record=record, reason=" To prepare ")
    read = commands.note_read(by=reader, visit=visit, how=Opening.How.PAGE)
    assert (visit.reason, read.visit) == ("To prepare", visit)
    for tried in (
        lambda: Opening.objects.filter(pk=visit.pk).update(reason="Another"),
        lambda: Opening.objects.filter(pk=read.pk).update(person=foundation.person()),
        lambda: Opening.objects.filter(pk=read.pk).delete(),
    ):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            tried()
    with pytest.raises(ValidationError, match="Say why"):
        commands.open_sealed(by=reader, record=record, reason="  ")
    verbs = AuditRow.objects.filter(record=record).values_list("verb", flat=True)
    assert sorted(verbs) == ["sealed.open", "sealed.read"]


WHO = ("person", "post", "agency", "group", "somebody else")


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    entitlements=st.lists(
        st.tuples(
            st.sampled_from(WHO),
            st.one_of(st.none(), st.sampled_from(DAYS)),
            st.one_of(st.none(), st.sampled_from(DAYS)),
        ).filter(lambda one: one[1] is None or one[2] is None or one[1] <= one[2]),
        max_size=3,
    ),
    belonging=st.sets(st.sampled_from(["post", "group"])),
    role=st.sampled_from(["business-manager", "information-governance", "scrutineer"]),
)
def test_whatever_is_given_nobody_else_sees_it_by_any_way(
    vale, entitlements, belonging, role
) -> None:
    with transaction.atomic():
        account = foundation.granted(role, vale)
        group = partnership.a_group(vale, "Plum")
        agency = partnership.an_agency(vale)
        post = partnership.a_post(agency)
        panel = partnership.a_group(vale, "Panel")
        for name, of in (("post", post), ("group", panel)):
            if name in belonging:
                Membership.objects.create(member=account.person.principal, of=of.principal)
        whom = {
            "person": account.person.principal,
            "post": post.principal,
            "agency": agency.principal,
            "group": panel.principal,
            "somebody else": foundation.person().principal,
        }
        reached = {"person"} | belonging | ({"agency"} if "post" in belonging else set())
        file = files.kept(group.record, title="Plum paper")
        hold = LegalHold.objects.create(partnership=vale, record=group.record, reason="Plum")
        record = sealed(group.record)
        for who, start, end in entitlements:
            entitled(record, whom[who], start, end)
        expected = any(
            who in reached and (start is None or start <= DAY) and (end is None or end >= DAY)
            for who, start, end in entitlements
        )
        viewer = Viewer(account, DAY)
        ways = {
            "rows": viewer.rows("group.see", Group.objects.all(), vale.pk).filter(pk=group.pk),
            "search": search(viewer, vale, record.reference).hits,
            "count": search(viewer, vale, record.reference).total,
            "page": record_for(viewer, vale, record.pk),
            "audit": stewardship.audit(viewer, vale).filter(record=record),
            "hold": stewardship.holds(viewer, vale, DAY).filter(pk=hold.pk),
            "reference": stewardship.record_of(viewer, vale, record.reference),
            "record": viewer.unsealed(Record.objects.filter(pk=record.pk)),
            "files": viewer.unsealed(StoredFile.objects.filter(pk=file.pk)),
            "file": file_for(viewer, vale, file.pk),
        }
        seen = {name: bool(found) for name, found in ways.items()}
        assert set(seen.values()) == {expected}, seen
        assert viewer.may("group.see", vale.pk, group) is expected
        if role != "scrutineer":
            assert kept(viewer, vale).filter(pk=file.pk).exists() is expected
        assert not without_sealed(Group.objects.filter(pk=group.pk)).exists()
        transaction.set_rollback(True)
    assert not Principal.objects.filter(name="Plum").exists()
    assert not Grant.objects.filter(holding(DAY)).exists()
