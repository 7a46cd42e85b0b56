"""A county's rounds, of 31 agencies and of 400 schools: every figure of their tables, on pages and in the
report, counted a second time over the raw answers. They are run once for all who look."""

import re
from collections.abc import Iterator
from datetime import timedelta

import pytest

from safeloom.demonstration.making import make_county
from safeloom.domain.partnership.models import Agency, SchoolEntry
from safeloom.domain.questionnaires.models import Campaign, Response
from safeloom.domain.questionnaires.queries.given import evaluations
from safeloom.reports.document.tree import Figure, Table
from safeloom.reports.material import BlockContext, Material, Shown
from safeloom.systems.campaign_results.report import campaign_results
from safeloom.systems.school_return import demonstration as schools
from safeloom.systems.school_return import report as schools_report
from safeloom.systems.section_11 import demonstration as section_11
from safeloom.systems.section_11.models import Drawable, Equivalent, FeedbackLetter, Visit
from safeloom.systems.section_11.report import by_standard
from tests import made_once
from tests.demonstration.raw_answers import Graded, Pair, Raw, percent, shares
from tests.web.reading import Page

pytestmark = [pytest.mark.django_db, pytest.mark.once]
_django_db_helper = made_once.left_as_it_was


class Rounds:
    """The county, its rounds with their rows, and pages as the business manager reads them."""

    def __init__(self) -> None:
        self.county = make_county(key="demo", number=1, reports=False, others=False)
        section_11.make(self.county)
        schools.make(self.county)
        self._raw: dict[str, list[Raw]] = {}

    def of(self, use: str) -> list[Raw]:
        """Last year's round and this year's."""
        if use not in self._raw:
            rows = Campaign.objects.filter(use=use).select_related(
                "record", "partnership", "version", "previous__record", "previous__version"
            )
            self._raw[use] = [Raw(one) for one in rows.order_by("due")]
        return self._raw[use]

    def tables(self, client, address: str, campaign: Campaign) -> dict[str, list[list[str]]]:
        """The rows of each table of a page below its headings, by the caption."""
        client.force_login(self.county.personas["business-manager"].account)
        reference = campaign.record.reference
        answer = client.get(f"/demo/assurance/{address.format(reference)}")
        assert answer.status_code == 200, address
        found = re.findall(r"<table.*?</table>", answer.content.decode(), re.DOTALL)
        return {_caption(one): Page(one).rows[1:] for one in found}

    def printed(self, block, campaign: Campaign) -> dict[str, list[list[str]]]:
        """The rows of each table that a block of a report prints, by the caption."""
        day = self.county.today
        start = day - timedelta(days=365)
        context = BlockContext(campaign.partnership, start, day, day, "2026", [campaign.record])
        material: Material = block(context)
        numbers = {one.id: one for one in material.numbers}
        parts = material.draw(Shown(numbers, frozenset()))
        return {
            part.caption: [["".join(map(_words, cell)) for cell in row] for row in part.rows]
            for part in parts
            if isinstance(part, Table)
        }


def _caption(table: str) -> str:
    found = re.search(r"<caption[^>]*>(.*?)</caption>", table, re.DOTALL)
    return " ".join(re.sub(r"<[^>]*>", "", found[1]).split()) if found else ""


def _words(run) -> str:
    return run.printed if isinstance(run, Figure) else run.text


@pytest.fixture(scope="module")
def rounds(django_db_setup, django_db_blocker) -> Iterator[Rounds]:
    """A county whole in bodies and schools, without what else it shows."""
    with made_once.kept(django_db_blocker):
        yield Rounds()


def by_standard_of(rows: list[Graded]) -> dict[str, Pair]:
    return shares((one.standard, one.meets) for one in rows)


def told(pair: Pair | None) -> str:
    """As a page of the audit says a share."""
    return f"{percent(pair)} ({pair[0]} of {pair[1]})" if pair else "None graded"


def bare(pair: Pair | None) -> str:
    """As a report prints a share under a heading in per cent."""
    return percent(pair)


def standards_of(campaign: Campaign) -> list[tuple[str, str]]:
    rows = campaign.version.sections.filter(questions__kind="grade").distinct()
    return list(rows.order_by("number").values_list("key", "title"))


def test_the_audit_says_by_standard_how_many_agencies_comply(rounds: Rounds, client) -> None:
    last, this = rounds.of("section-11")
    assert len(last.asked) == len(this.asked) == 31
    # Of one another return was accepted, and one handed nothing in; this year a third did so far.
    assert (len(last.returned), len(this.returned)) == (29, 10)
    assert len(last.moderated) == len(last.own) == 29 * 9
    for raw, before in ((last, None), (this, last)):
        titles = standards_of(raw.campaign)
        assert len(titles) == 9
        columns = [by_standard_of(raw.own), by_standard_of(raw.moderated)]
        if before:
            columns += [by_standard_of(before.own), by_standard_of(before.moderated)]
        (shown, *_) = rounds.tables(client, "section-11/{}/", raw.campaign).values()
        assert shown == [
            [title, *(told(column.get(key)) for column in columns)] for key, title in titles
        ]
        (printed,) = rounds.printed(by_standard, raw.campaign).values()
        assert printed == [
            [title, *(bare(column.get(key)) for column in columns)] for key, title in titles
        ]


def test_what_the_audit_shows_could_have_been_handed_in_and_some_agencies_were_visited(
    rounds: Rounds,
) -> None:
    raws = rounds.of("section-11")
    rows = Response.objects.filter(pk__in=[one for raw in raws for one in raw.returned])
    found = evaluations(rows.select_related("agency__principal", "campaign__version"))
    assert len(found) == 29 + 10 and all(one.may_submit for one in found.values())
    assert Equivalent.objects.get().covers.count() == 9
    assert Drawable.objects.filter(place__isnull=False).count() == 3
    assert Visit.objects.filter(held__isnull=False).count() == 3
    assert FeedbackLetter.objects.filter(sent__isnull=False).count() == 3
    # Moderation found some a step too high, and none too low.
    own, moderated = by_standard_of(raws[0].own), by_standard_of(raws[0].moderated)
    assert all(moderated[key][0] <= own[key][0] for key in own)
    assert sum(meets for meets, _ in moderated.values()) < sum(meets for meets, _ in own.values())


def of_part(raw: Raw, rows: list[Graded], name: str) -> dict:
    """By part and standard how many grades meet it."""
    part = raw.part(name)
    return shares(((part[one.response], one.standard), one.meets) for one in rows)


def said(pair: Pair) -> str:
    return f"{pair[0]} of {pair[1]}"


def kinds_in_words() -> dict[str, str]:
    return {key: str(words) for key, words in Agency.Kind.choices}


def test_results_by_kind_are_as_moderated_where_they_were(rounds: Rounds, client) -> None:
    for raw in rounds.of("section-11"):
        titles = standards_of(raw.campaign)
        rows = raw.moderated or raw.own
        graded, rate = of_part(raw, rows, "kind"), raw.rate_by("kind")
        expected = [
            [words, said(rate[kind]), *(percent(graded.get((kind, key))) for key, _ in titles)]
            for kind, words in kinds_in_words().items()
            if kind in rate
        ]
        found = rounds.tables(client, "campaigns/{}/results/?by=kind", raw.campaign)
        (shown,) = [rows for caption, rows in found.items() if caption.startswith("By kind")]
        assert shown == sorted(expected)


def test_a_report_says_what_a_round_came_to_and_who_handed_it_in(rounds: Rounds) -> None:
    for use, many in (("section-11", 31), ("school-return", 400)):
        last, this = rounds.of(use)
        for raw, before in ((last, None), (this, last)):
            assert len(raw.asked) == many
            own, moderated, then = by_standard_of(raw.own), by_standard_of(raw.moderated), {}
            if before:
                then = by_standard_of(before.own) | by_standard_of(before.moderated)
            compliant, rates = rounds.printed(campaign_results, raw.campaign).values()
            assert compliant == [
                [title, bare(own.get(key)), bare(moderated.get(key)), bare(then.get(key))]
                for key, title in standards_of(raw.campaign)
            ]
            asked, earlier = raw.rate_by("kind"), before.rate_by("kind") if before else {}
            assert rates == sorted(
                [kinds_in_words()[kind], f"{of:,}", f"{did:,}", percent((did, of)),
                 percent(earlier.get(kind))]
                for kind, (did, of) in asked.items()
            )  # fmt: skip


def test_schools_are_counted_by_phase_and_kind_each_of_them_once(rounds: Rounds, client) -> None:
    last, this = rounds.of("school-return")
    # Last year's is done with: some were graded by the unit, and every return is closed.
    assert last.moderated and {last.state[one] for one in last.returned} == {"closed"}
    assert this.moderated and {"submitted", "moderated"} <= set(this.state.values())
    assert len(this.asked) == len(last.asked) == len({one.response for one in this.asked}) == 400
    for raw, before in ((last, None), (this, last)):
        expected = {}
        for name, words in (("phase", SchoolEntry.Phase), ("group", SchoolEntry.Group)):
            now, then = raw.rate_by(name), before.rate_by(name) if before else {}
            # An all-through school stands in its own row, so that the rows add up.
            assert sum(of for _, of in now.values()) == 400
            rows = [(title, now[key], then.get(key)) for key, title in words.choices if key in now]
            whole = [sum(pair) for pair in zip(*now.values(), strict=True)]
            all_before = [sum(pair) for pair in zip(*then.values(), strict=True)] or None
            expected[name] = [*rows, ("All", whole, all_before)]
        assert SchoolEntry.Phase.ALL_THROUGH in raw.rate_by("phase")

        def lines(rows, before=before):
            return [
                [title, f"{of:,}", f"{did:,}", percent((did, of))]
                + ([percent(then)] if before else [])
                for title, (did, of), then in rows
            ]

        found = rounds.tables(client, "schools/{}/", raw.campaign)
        by_phase, by_kind = found["Return rate by phase"], found["Return rate by kind of school"]
        assert (by_phase, by_kind) == (lines(expected["phase"]), lines(expected["group"]))
        printed = list(rounds.printed(schools_report.return_rate, raw.campaign).values())
        assert printed == [by_phase, by_kind]


def test_what_schools_have_in_place_is_counted_by_question_and_phase(
    rounds: Rounds, client
) -> None:
    last, this = rounds.of("school-return")
    questions = this.campaign.version.questions.filter(kind="grade")
    titles = list(questions.order_by("section__number", "number").values_list("key", "words"))
    phase = this.part("phase")
    now = shares(((one.question, phase[one.response]), one.meets) for one in this.own)
    whole = shares((one.question, one.meets) for one in this.own)
    then = shares((one.question, one.meets) for one in last.own)
    there = [key for key in SchoolEntry.Phase.values if any(key == one for _, one in now)]
    (shown,) = rounds.tables(client, "schools/{}/in-place/", this.campaign).values()
    assert shown == [
        [words, f"{percent(whole[key])} of {whole[key][1]:,}", percent(then[key])]
        + [percent(now[key, one]) if (key, one) in now else "Not asked" for one in there]
        for key, words in titles
    ]
    (printed,) = rounds.printed(schools_report.in_place, this.campaign).values()
    assert printed == [
        [words, f"{whole[key][1]:,}", percent(whole[key]), percent(then[key])]
        for key, words in titles
    ]
