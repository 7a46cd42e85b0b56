"""What the voice of children and families offers."""

from safeloom.kernel.registry import (
    AgendaSource,
    DemonstrationData,
    DigestSource,
    HomeCard,
    LinkKind,
    PartPage,
    Permission,
    RecordKind,
    ReorganisationRule,
    ReportBlock,
    SearchSource,
    SearchWatch,
)
from safeloom.kernel.watches import record_watch

UNIT = ("business-manager", "coordinator")
_HERE = "safeloom.systems.voice"

CONTRIBUTIONS = (
    Permission(
        "voice.see",
        "see what children and families said and what came of it",
        (*UNIT, "statutory-partner", "scrutineer"),
    ),
    Permission("voice.change", "note what children and families said, and publish it", UNIT),
    Permission(
        "voice.answer",
        "answer what was said, an agency lead what their agency is asked",
        (*UNIT, "agency-lead"),
    ),
    RecordKind(
        "voice-activity",
        "Voice of children and families",
        see="voice.see",
        change="voice.change",
        rows=f"{_HERE}.queries.voice.activities",
        address=f"{_HERE}.addresses.of_activity",
    ),
    LinkKind(
        "heard",
        "Led to",
        "Asked for by children and families",
        order=13,
        pairs=f"{_HERE}.queries.linked.pairs",
    ),
    PartPage("questionnaires:campaigns", "Voice", "voice:list", "voice.see", order=50),
    SearchSource(
        "voice",
        "Voice of children and families",
        "Activity",
        "voice.VoiceActivity",
        rows=f"{_HERE}.searching.found",
        entries=f"{_HERE}.searching.tell",
        address=f"{_HERE}.searching.address",
        watches=(SearchWatch("voice.VoiceActivity", "pk", ("channel",)), record_watch()),
        order=180,
    ),
    HomeCard("voice", "Voice of children and families", "needs_me", f"{_HERE}.home.mine", order=46),
    DigestSource("voice", "Voice of children and families", f"{_HERE}.home.digest", order=46),
    AgendaSource("voice", "What was said and not answered", f"{_HERE}.agenda.waiting", order=60),
    ReorganisationRule(
        "voice",
        "What children and families said",
        ("voice.VoicePoint",),
        stays="what an agency was asked it was asked; what it becomes sees and answers it too",
    ),
    ReportBlock(
        "voice",
        "Voice of children and families",
        f"{_HERE}.report.themes",
        words="By theme, how many things were said, answered, and changed something.",
    ),
    DemonstrationData("voice", f"{_HERE}.demonstration.make", order=180),
)
