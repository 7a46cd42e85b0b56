"""What measures and returns offer to the other parts."""

from safeloom.kernel.registry import (
    DigestSource,
    HomeCard,
    ImportKind,
    Permission,
    RecordKind,
    ReorganisationRule,
    SearchSource,
    SearchWatch,
)
from safeloom.kernel.watches import record_watch

_ALL = ("business-manager", "coordinator")
_SEES = (*_ALL, "statutory-partner", "scrutineer", "agency-lead")

CONTRIBUTIONS = (
    Permission("measure.see", "see measures", roles=_SEES),
    Permission("measure.change", "add and change measures and targets", roles=_ALL),
    Permission("return.see", "see returns", roles=_SEES),
    Permission("return.enter", "enter returns", roles=(*_ALL, "agency-lead")),
    RecordKind(
        "measure",
        "Measure",
        see="measure.see",
        change="",
        rows="safeloom.domain.indicators.queries.rows.measures",
        address="safeloom.domain.indicators.addresses.of_measure",
    ),
    HomeCard(
        "begin-measures", "What you measure", "begin", "safeloom.domain.indicators.home.begin", 20
    ),
    HomeCard(
        "returns-due",
        "Returns due",
        "needs_me",
        "safeloom.domain.indicators.home.due",
        order=20,
    ),
    HomeCard(
        "returns-changed",
        "Returns",
        "changed",
        "safeloom.domain.indicators.home.changed",
        order=20,
    ),
    DigestSource("returns-due", "Returns due", "safeloom.domain.indicators.digest.due", order=20),
    ImportKind("measures", "safeloom.domain.indicators.imports.measures.Measures", order=40),
    ImportKind("returns", "safeloom.domain.indicators.imports.kind.Returns", order=50),
    ReorganisationRule(
        "supplies",
        "Who is asked for what",
        ("indicators.Supply", "indicators.Return"),
        follow="safeloom.domain.indicators.reorganising.follow",
        links=("indicators.FollowedSupply",),
        obstacles="safeloom.domain.indicators.reorganising.obstacles",
        order=50,
    ),
    ReorganisationRule(
        "measures",
        "Measures",
        ("indicators.Measure",),
        stays="who owns a measure is for the unit to say",
    ),
    SearchSource(
        "measure",
        "Measures",
        "Measure",
        "indicators.Measure",
        rows="safeloom.domain.indicators.searching.measures_found",
        entries="safeloom.domain.indicators.searching.tell_measures",
        address="safeloom.domain.indicators.searching.measure_address",
        watches=(
            SearchWatch(
                "indicators.Measure",
                "pk",
                ("key", "theme", "definition", "numerator", "denominator", "source"),
            ),
            record_watch(),
        ),
        order=60,
    ),
)
