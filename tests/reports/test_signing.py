"""Signing off: who may, what stands in the way, what a signature is bound to, what is frozen."""

import pytest
from django.db import DatabaseError, transaction

from safeloom.domain.indicators.models import Measure
from safeloom.domain.partnership.models import StatutoryRole
from safeloom.foundation.audit import chain
from safeloom.foundation.records.commands import Stale
from safeloom.reports import commands
from safeloom.reports.building import build, content_hash
from safeloom.reports.models import FrozenFigure, FrozenReport, Report, SignOff
from safeloom.reports.queries import frozen_file
from tests.factories import foundation, indicators, reports
from tests.factories import partnership as structure

pytestmark = pytest.mark.django_db
FILES = ("report.html", "report.pdf", "report.docx")


@pytest.fixture
def measure(vale):
    """A count with a return for one area."""
    found = indicators.measure(vale, "plans")
    area = structure.an_area(vale)
    indicators.returned(found, "Q4 2025-26", area, 40)
    return found


@pytest.fixture
def report(vale, measure):
    """A report with a text that refers to a figure, ready to be signed."""
    found = reports.a_report(vale)
    reports.written(found, text="There were [[plans/total/2026-01-01--2026-03-31/value]] plans.")
    reports.settle(found)
    return found


@pytest.fixture
def signers(vale):
    return reports.partners(vale)


def sign(report: Report, signer, content: str | None = None) -> SignOff:
    agency, account = signer
    content = content_hash(build(report)) if content is None else content
    return commands.sign_off(by=account.person, report=report, agency=agency, content=content)


def test_the_third_signature_freezes(report, signers) -> None:
    for signer in signers[:2]:
        sign(report, signer)
    report.refresh_from_db()
    assert not report.is_frozen
    sign(report, signers[2])
    report.refresh_from_db()
    assert report.is_frozen
    frozen = FrozenReport.objects.get()
    assert frozen.sections.get(key="foreword").text.startswith("There were [[plans")
    figure = frozen.figures.get(figure="plans/total/2026-01-01--2026-03-31/value")
    assert (figure.value, figure.rule) == ("40", "sum")
    assert bytes(frozen.pdf).startswith(b"%PDF") and b"40" in bytes(frozen.html)


@pytest.mark.django_db(transaction=True)
def test_the_audit_heads_are_written_outside_at_each_signature(report, signers) -> None:
    sign(report, signers[0])
    (head,) = chain.heads_written("vale")
    assert (
        head["why"] == "sign-off" and head["count"] == chain.head(report.record.partnership_id)[0]
    )


def test_what_was_signed_prints_the_same_when_returns_are_restated(
    report, signers, measure
) -> None:
    reports.signed(report, signers)
    before = {name: frozen_file(report, 1, name) for name in FILES}
    (row,) = measure.returns.all()
    indicators.returned(measure, "Q4 2025-26", row.area, 55, reason="Counted again.")
    assert "55" in content_of(build(report))
    assert {name: frozen_file(report, 1, name) for name in before} == before
    commands.new_version(by=None, report=report, reason="The count was restated.")
    reports.signed(reports.settle(report), signers)
    assert b"55" in frozen_file(report, 2, "figures.csv")
    assert {name: frozen_file(report, 1, name) for name in before} == before


def content_of(built) -> str:
    return " ".join(row.value for row in built.document.figures)


def test_the_database_refuses_to_alter_or_remove_what_is_frozen(report, signers) -> None:
    reports.signed(report, signers)
    frozen = FrozenReport.objects.get()
    for change in (
        lambda: FrozenReport.objects.update(content="1" * 64),
        lambda: FrozenReport.objects.update(docx=b""),
        lambda: frozen.figures.update(value="0"),
        lambda: frozen.figures.all().delete(),
        lambda: frozen.sections.update(text=""),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()
    assert frozen.figures.filter(value="40").exists()


def test_a_change_of_text_makes_earlier_signatures_void_and_visible(report, signers) -> None:
    first = sign(report, signers[0])
    reports.written(report, text="Quite another text.")
    first.refresh_from_db()
    assert first.void_since is not None and "Foreword" in first.void_reason
    reports.settle(report)
    for signer in signers[1:]:
        sign(report, signer)
    report.refresh_from_db()
    assert not report.is_frozen
    sign(report, signers[0])
    report.refresh_from_db()
    assert report.is_frozen


def test_a_change_of_figures_makes_earlier_signatures_void(report, signers, measure) -> None:
    first = sign(report, signers[0])
    (row,) = measure.returns.all()
    indicators.returned(measure, "Q4 2025-26", row.area, 41, reason="Counted again.")
    sign(report, signers[1])
    first.refresh_from_db()
    assert "Figures" in first.void_reason
    sign(report, signers[2])
    report.refresh_from_db()
    assert not report.is_frozen


def test_what_was_not_shown_cannot_be_signed(report, signers) -> None:
    seen = content_hash(build(report))
    reports.written(report, text="Another.")
    reports.settle(report)
    with pytest.raises(Stale):
        sign(report, signers[0], seen)
    assert not SignOff.objects.exists()


def test_unsettled_sections_are_listed_and_nothing_is_signed(vale, signers) -> None:
    report = reports.a_report(vale)
    with pytest.raises(commands.Refused) as refused:
        sign(report, signers[0])
    assert len(refused.value.reasons) >= report.sections.count()
    assert not SignOff.objects.exists()


def test_nobody_signs_for_somebody_else(vale, report, signers) -> None:
    (council, executive), (board, _), _ = signers
    manager = foundation.granted("business-manager", vale)
    colleague = foundation.account(structure.somebody(vale))
    structure.in_post(structure.a_post(council), colleague.person)
    elsewhere = reports.executive(vale, structure.an_agency(vale))
    for account, agency in (
        (executive, board),
        (manager, council),
        (colleague, council),
        (elsewhere, council),
    ):
        with pytest.raises(commands.Refused, match="Only a statutory partner executive"):
            sign(report, (agency, account))
    with pytest.raises(commands.Refused, match="Only a statutory partner executive"):
        agency = elsewhere.person.post_holdings.get().post.agency
        sign(report, (agency, elsewhere))
    assert not SignOff.objects.exists()


def test_an_agency_signs_once(report, signers) -> None:
    sign(report, signers[0])
    with pytest.raises(commands.Refused, match="already"):
        sign(report, signers[0])


def test_a_kind_of_partner_that_is_missing_stands_in_the_way(vale, report) -> None:
    signer = reports.partners(vale)[0]
    StatutoryRole.objects.filter(partner="police").delete()
    with pytest.raises(commands.Refused, match="statutory partner for police"):
        sign(report, signer)


def test_a_frozen_report_takes_no_change_until_a_new_version_is_opened(report, signers) -> None:
    reports.signed(report, signers)
    section = reports.section(report)
    for change in (
        lambda: commands.change_section(by=None, section=section, text="x"),
        lambda: commands.mark_section(by=None, section=section, state="draft"),
        lambda: commands.add_block(by=None, section=section, block="scorecard"),
        lambda: sign(report, signers[0]),
    ):
        with pytest.raises(commands.Frozen):
            change()
    with pytest.raises(commands.Refused, match="Say why"):
        commands.new_version(by=None, report=report, reason=" ")
    commands.new_version(by=None, report=report, reason="A mistake.")
    assert reports.written(report, text="Better.").text == "Better."
    assert report.versions.count() == 2


def test_what_is_frozen_has_room_for_the_longest_words_of_a_measure():
    words = [Measure._meta.get_field(name).max_length for name in ("numerator", "denominator")]
    room = FrozenFigure._meta.get_field("unit").max_length
    assert room >= len("hundreds: ") + max(words)  # SQLite does not mind; PostgreSQL refuses
