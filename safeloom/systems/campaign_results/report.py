"""What a campaign came to, as a live block of a report."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from uuid import UUID

from django.utils.text import slugify

from safeloom.domain.questionnaires.models import Campaign
from safeloom.domain.questionnaires.queries.results import Compliant, Results, percent
from safeloom.domain.questionnaires.queries.results_found import results_of
from safeloom.domain.questionnaires.queries.results_rate import rates_of
from safeloom.domain.questionnaires.queries.results_tally import counted
from safeloom.domain.questionnaires.queries.results_texts import counts_of_themes
from safeloom.domain.questionnaires.queries.sent import sent_choices
from safeloom.domain.questionnaires.results_addresses import at
from safeloom.foundation.identity.models import Partnership
from safeloom.reports.document.tree import Column, FigureRow, Paragraph, Part, Source, Table, runs
from safeloom.reports.material import NOT_SHOWN, BlockContext, Material, Number, Shown
from safeloom.web.words import date_words

_NOTHING = "–"


def choices(partnership: Partnership) -> list[tuple[UUID, str]]:
    """The campaigns that were sent, the latest first."""
    return sent_choices(partnership)


def campaign_results(context: BlockContext) -> Material:
    """By standard the share of graded answers that meet what is asked, by kind of agency who submitted, and
    the themes; each beside the campaign before where there is one."""
    found = Campaign.objects.select_related(
        "record", "partnership", "version", "previous__record", "previous__version"
    ).filter(partnership=context.partnership, record__in=context.about)
    campaign = found.first()
    if campaign is None:
        return Material(lambda shown: [Paragraph(runs("Choose the campaign this is about."))])
    return _Block(campaign, context).material()


@dataclass
class _Block:
    campaign: Campaign
    context: BlockContext
    numbers: list[Number] = field(default_factory=list)

    def material(self) -> Material:
        campaign = self.campaign
        found = results_of(campaign, None, self.context.day)
        submitted = self._count("submitted", "Responses submitted", found.results.submitted)
        invited = found.results.invited
        tells = invited and found.results.submitted is not None
        asked = self._count("asked", "Responses asked for", invited) if tells else ""
        standards = self._standards(found.results, found.earlier)
        rates = self._rates()
        themes = self._themes(found.results)

        def draw(shown: Shown) -> list[Part]:
            title, due = campaign.record.title, date_words(campaign.due)
            of = (" of ", shown.figure(asked)) if asked else ()
            said = (f"{title}, due on {due}: ", shown.figure(submitted), *of)
            parts: list[Part] = [Paragraph(runs(*said, " responses were submitted."))]
            for caption, columns, rows in (standards, rates, themes):
                if rows:
                    drawn = tuple(
                        (runs(name), *(_cell(shown, one) for one in cells)) for name, cells in rows
                    )
                    parts.append(Table(f"{title}: {caption}", columns, drawn, dense=True))
            return parts

        return Material(draw, numbers=self.numbers)

    def _standards(self, results: Results, earlier: Results | None):
        then = {one.section.key: one for one in earlier.standards} if earlier else {}
        rows = []
        for one in results.standards:
            if one.own is None and one.moderated is None:
                continue
            last = then.get(one.section.key)
            place, title = f"standard/{one.section.key}", one.section.title
            rows.append(
                (
                    title,
                    (
                        self._share(f"{place}/own", f"{title}, own grades", one.own),
                        self._share(f"{place}/moderated", f"{title}, moderated", one.moderated),
                        self._share(
                            f"{place}/before",
                            f"{title}, the campaign before",
                            (last.moderated or last.own) if last else None,
                        ),
                    ),
                )
            )
        columns = (
            Column(results.questionnaire.sections_are),
            Column("Own grades, in percent", "number"),
            Column("Moderated, in percent", "number"),
            Column("Before, in percent", "number"),
        )
        return "graded answers that meet what is asked", columns, rows

    def _rates(self):
        previous = self.campaign.previous
        before = {one.kind: one for one in rates_of(previous)} if previous else {}
        rows = []
        for one in rates_of(self.campaign):
            place, last = f"rate/{one.kind or 'people'}", before.get(one.kind)
            asked = self._count(f"{place}/asked", f"{one.title}: asked", one.asked)
            came = self._count(f"{place}/submitted", f"{one.title}: submitted", one.submitted)
            then = Compliant(last.asked, last.submitted) if last else None
            rows.append(
                (
                    one.title,
                    (
                        asked,
                        came,
                        self._rule(
                            f"{place}/share", f"{one.title}: share", one.percent, came, asked
                        ),
                        self._share(
                            f"{place}/before", f"{one.title}: share in the campaign before", then
                        ),
                    ),
                )
            )
        columns = (
            Column("Kind of agency"),
            Column("Asked", "number"),
            Column("Submitted", "number"),
            Column("Submitted, in percent", "number"),
            Column("Before, in percent", "number"),
        )
        return "who submitted", columns, rows

    def _themes(self, results: Results):
        rows = [
            (
                one.theme.title,
                (
                    self._count(
                        f"theme/{slugify(one.theme.title)}-{number}",
                        f"Answers that speak of: {one.theme.title}",
                        one.many,
                    ),
                ),
            )
            for number, one in enumerate(
                counts_of_themes(
                    self.campaign, counted(self.campaign, None), of_people=results.of_people
                ),
                start=1,
            )
        ]
        return "themes in what was written", (Column("Theme"), Column("Answers", "number")), rows

    def _share(self, place: str, words: str, of: Compliant | None) -> str:
        """A share with the two counts it follows from; empty where nothing was graded."""
        if of is None or of.percent is None:
            return ""
        meets = self._count(f"{place}/part", f"{words}: those that do", of.meets)
        graded = self._count(f"{place}/whole", f"{words}: all", of.graded)
        return self._rule(
            f"{place}/share", f"{words}: share", percent(of.meets, of.graded), meets, graded
        )

    def _count(self, place: str, words: str, many: int | None) -> str:
        value = None if many is None else Decimal(many)
        shown = NOT_SHOWN if many is None else f"{many:,}"
        return self._number(place, words, shown, value, "number")

    def _rule(self, place: str, words: str, share: int | None, part: str, whole: str) -> str:
        if share is None:
            return ""
        return self._number(place, words, f"{share}%", Decimal(share), "%", "share", (part, whole))

    def _number(
        self,
        place: str,
        words: str,
        shown: str,
        value: Decimal | None,
        unit: str,
        rule: str = "",
        terms: Sequence[str] = (),
    ) -> str:
        campaign = self.campaign
        row = FigureRow(
            id=f"campaign-results/{campaign.record.reference.lower()}/{place}",
            section="",
            entity=campaign.record.title,
            measure=words,
            period=f"{date_words(campaign.opens)} to {date_words(campaign.due)}",
            value=shown,
            unit=unit,
            source=Source(f"Results of {campaign.record.title}", at("results", campaign)),
            rule=rule,
            terms=tuple(terms),
        )
        self.numbers.append(Number(row, value))
        return row.id


def _cell(shown: Shown, id: str):
    return (shown.figure(id),) if id else runs(_NOTHING)
