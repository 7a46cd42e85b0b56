"""Populations of the area profile as figures: what the denominators of rates lead to."""

from decimal import Decimal
from uuid import UUID

from django.urls import reverse
from django.utils.text import slugify

from safeloom.domain.area_profile.in_force import Applying, Estimate, Populations
from safeloom.domain.indicators.queries.figure import Figure
from safeloom.domain.indicators.references import POPULATION, TOTAL, BadReference, Reference
from safeloom.foundation.identity.models import Partnership
from safeloom.kernel import printed
from safeloom.kernel.ages import AgeBand
from safeloom.kernel.periods import Period


class People:
    """The populations of a partnership, by reference."""

    def __init__(self, partnership: Partnership, populations: Populations) -> None:
        self.partnership, self.populations = partnership, populations

    def figure(self, reference: Reference) -> Figure | BadReference:
        """How many people; from the estimate of the very day, without a rule, or from those that
        apply on the last day of the period, which are its terms."""
        try:
            area = self._area(reference)
        except BadReference as problem:
            return problem
        band, period = reference.band, reference.period
        assert band is not None
        if period.start == period.end and (exact := self._exact(area, band, period)):
            return self._made(reference, Applying(band, (exact,)), {})
        found = self.populations.of(area, band, period.end)
        if found is None:
            words = self.populations.missing([area], band, period.end)
            return self._made(reference, None, {"words": words, "number": words, "unit": "words"})
        terms = self.terms(found, reference.what)
        rule = "sum" if len(terms) > 1 else "same"
        return self._made(reference, found, {"rule": rule, "terms": tuple(map(str, terms))})

    def terms(self, found: Applying, what: str) -> list[Reference]:
        """The estimates a population is the sum of; `what` is `hundreds` or anything else."""
        named = "hundreds" if what == "hundreds" else "value"
        return [
            Reference(
                f"{POPULATION}{found.band.key()}",
                slugify(self._name(each.area)) if each.area else TOTAL,
                Period(each.day, each.day),
                named,
            )
            for each in found.estimates
        ]

    def _made(self, reference: Reference, found: Applying | None, said: dict) -> Figure:
        band = reference.band
        assert band is not None
        area = self._area(reference)
        if found is not None:
            number = Decimal(found.number)
            if reference.what == "hundreds":
                number = (number / 100).normalize()
            decimals = max(-number.as_tuple().exponent, 0)
            value = number.quantize(Decimal(1).scaleb(-decimals))
            shown = printed.show(value, decimals)
            unit = "hundreds: people" if reference.what == "hundreds" else "people"
            said = {"words": shown, "number": shown, "unit": unit, "value": value} | said
        return Figure(
            id=str(reference),
            place=self._name(area) if area else self.partnership.name,
            measure=f"Population {band.aged()}",
            period=reference.period,
            source=self._source(found),
            provisional=bool(found and found.provisional),
            **said,
        )

    def _exact(self, area: UUID | None, band: AgeBand, period: Period) -> Estimate | None:
        rows = self.populations.estimates.get((area, band), ())
        return next((row for row in rows if row.day == period.end), None)

    def _area(self, reference: Reference) -> UUID | None:
        if reference.place == TOTAL:
            return None
        there = [
            place
            for place in self.populations.places.values()
            if slugify(place.name) == reference.place
        ]
        # Two areas that came one after the other may share a name.
        there.sort(key=lambda place: (not place.stands(reference.period.end), str(place.key)))
        if not there:
            known = sorted({slugify(place.name) for place in self.populations.places.values()})
            raise BadReference(
                f"“{reference.place}” is no area; write one of {', '.join([TOTAL, *known])}"
            )
        return there[0].key

    def _name(self, area: UUID) -> str:
        return self.populations.places[area].name

    def _source(self, found: Applying | None) -> str:
        if found is None or len(found.estimates) > 1:
            return reverse("area_profile:whole", args=[self.partnership.key])
        return reverse(
            "area_profile:population", args=[self.partnership.key, found.estimates[0].id]
        )
