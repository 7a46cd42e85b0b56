"""The register of schools: what its file does, what stands on a page, and how it stays out of the way."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.db.models import F
from django.test.utils import CaptureQueriesContext

from safeloom.domain.actions.queries.choices import owners
from safeloom.domain.partnership.commands import agencies as agency_commands
from safeloom.domain.partnership.commands import reorganisations
from safeloom.domain.partnership.commands import schools as commands
from safeloom.domain.partnership.commands.reorganising.running import preview
from safeloom.domain.partnership.models import (
    Agency,
    AgencySuccession,
    DirectoryEntry,
    Post,
    PostHolding,
    Reorganisation,
    SchoolEntry,
)
from safeloom.domain.partnership.queries.schools import facts_on
from safeloom.foundation.audit.models import AuditRow
from safeloom.foundation.identity.models import Membership, Person, Principal
from safeloom.foundation.today import today
from safeloom.web.imports import accepting
from tests.factories import partnership as make
from tests.factories import sheets

HEAD = (
    "URN,LA (code),LA (name),EstablishmentNumber,EstablishmentName,TypeOfEstablishment (code),"
    "TypeOfEstablishment (name),EstablishmentTypeGroup (name),EstablishmentStatus (name),OpenDate,"
    "CloseDate,PhaseOfEducation (code),PhaseOfEducation (name),Town"
)
NAMES = "Safeguarding lead,Safeguarding lead's e-mail"


def line(urn, number, name, kind, phase, status="Open", opened="", closed="", town="Ashby") -> str:
    return f"{urn},888,Vale,{number},{name},1,{kind},x,{status},{opened},{closed},2,{phase},{town}"


FIRST = sheets.csv(
    f"{HEAD},{NAMES}",
    f"{line(119201, 2001, 'Hill Primary School', 'Community school', 'Primary')},Ash Fern,ash@hill.example",
    f"{line(119202, 2002, 'St Mary', 'Voluntary aided school', 'Primary')},,",
    f"{line(119203, 2003, 'St Mary', 'Voluntary controlled school', 'Primary', town='Brook')},,",
    f"{line(119204, 7001, 'Oak Lodge', 'Community special school', 'Not applicable')},,",
    f"{line(119205, 4001, 'Vale Academy', 'Academy converter', 'All-through', opened='01-09-2015')},,",
    f"{line(119206, 1101, 'The Bridge', 'Pupil referral unit', 'Not applicable')},,",
    f"{line(119207, 2004, 'Old School', 'Community school', 'Primary', 'Closed', '', '31-08-2012')},,",
    f"{line(119208, 2005, 'New School', 'Free schools', 'Secondary', 'Proposed to open')},,",
)


def brought(vale, data: bytes):
    found = sheets.look("schools", vale.here, data)
    assert found.problems == []
    return accepting.accept(preview=found, by=None)


def entry(urn: int, day: date | None = None) -> SchoolEntry:
    agency = Agency.objects.get(urn=str(urn))
    return facts_on([agency.pk], day or today())[agency.pk]


def test_the_register_comes_in_by_its_own_columns_with_the_leads(vale):
    found = sheets.look("schools", vale.here, FIRST)
    assert found.problems == []
    assert (found.read, found.ready, found.new) == (8, 8, 6)
    said = [each for each in found.notes if each.row > 1]
    assert sheets.told(said) == [(3, "name"), (4, "name"), (8, "status"), (9, "status")]
    accepting.accept(preview=found, by=None)
    rows = {row.agency.name: (row.phase, row.group) for row in SchoolEntry.objects.all()}
    assert rows == {
        "Hill Primary School": ("primary", "la-maintained"),
        "St Mary, Ashby": ("primary", "la-maintained"),
        "St Mary, Brook": ("primary", "la-maintained"),
        "Oak Lodge": ("special", "la-maintained"),
        "Vale Academy": ("all-through", "academy"),
        "The Bridge": ("alternative", "la-maintained"),
    }
    assert entry(119205).agency.start == date(2015, 9, 1)
    held = PostHolding.objects.get(post__agency__urn="119201")
    assert (held.post.title, held.person.name) == ("Designated safeguarding lead", "Ash Fern")
    assert [row.verb for row in AuditRow.objects.all()][-1] == "school.bring_in"
    again = sheets.look("schools", vale.here, FIRST)
    assert (again.new, again.changed, again.unchanged) == (0, 0, 6)


def test_a_school_that_closed_ends_and_its_academy_is_a_new_one(vale):
    brought(vale, FIRST)
    alone = sheets.csv(
        HEAD,
        line(
            140001, 2001, "Hill Primary School", "Academy converter", "Primary", opened="01-09-2026"
        ),
    )
    found = sheets.look("schools", vale.here, alone)
    assert sheets.told(found.problems) == [(2, "number")]
    both = sheets.csv(
        HEAD,
        line(
            119201,
            2001,
            "Hill Primary School",
            "Community school",
            "Primary",
            "Closed",
            "",
            "31-08-2026",
        ),
        line(
            140001, 2001, "Hill Primary School", "Academy converter", "Primary", opened="01-09-2026"
        ),
    )
    brought(vale, both)
    old, new = Agency.objects.get(urn="119201"), Agency.objects.get(urn="140001")
    assert (old.end, new.start, new.name) == (date(2026, 8, 31), date(2026, 9, 1), old.name)
    assert AgencySuccession.objects.get(predecessor=old).successor == new
    held = PostHolding.objects.get(post__agency=old)
    assert {held.end, held.membership.end, held.post.end, old.school_entries.get().end} == {old.end}
    assert entry(140001).group == "academy"


def test_what_the_register_says_anew_begins_on_the_day_of_the_file(vale):
    brought(vale, FIRST)
    more = sheets.csv(HEAD, line(119201, 2001, "Hill School", "Community school", "All-through"))
    brought(vale, more)
    first, second = SchoolEntry.objects.filter(agency__urn="119201").order_by(
        F("start").asc(nulls_first=True)
    )
    assert (first.phase, second.phase, second.start) == ("primary", "all-through", today())
    assert (today() - first.end).days == 1
    assert second.agency.name == "Hill School"
    again = sheets.look("schools", vale.here, more)
    assert again.unchanged == 1


def test_a_school_that_is_to_close_keeps_what_is_said_of_it_until_then(vale):
    brought(vale, FIRST)
    last = date(today().year + 1, 8, 31)
    closing = sheets.csv(
        HEAD,
        line(
            119201,
            2001,
            "Hill Primary School",
            "Community school",
            "Nursery",
            '"Open, but proposed to close"',
            "",
            f"{last:%d-%m-%Y}",
        ),
    )
    brought(vale, closing)
    hill = Agency.objects.get(urn="119201")
    assert hill.end == last
    now = facts_on([hill.pk], today())[hill.pk]
    assert (now.phase, now.status, now.start, now.end) == ("nursery", "closing", today(), last)
    assert hill.posts.get().end == last


def test_a_school_without_a_urn_is_known_by_its_name_where_that_is_one(vale):
    there = make.an_agency(vale.here, "Hill Primary School", "school")
    twice = make.an_agency(vale.here, "St Mary", "school")
    brought(vale, FIRST)
    assert Agency.objects.get(urn="119201") == there
    assert Agency.objects.filter(urn__in=["119202", "119203"]).exclude(pk=twice.pk).count() == 2


def test_two_schools_that_become_one_pass_on_what_the_register_says(vale):
    brought(vale, FIRST)
    schools = list(Agency.objects.filter(urn__in=["119201", "119202"]))
    before = set(SchoolEntry.objects.values_list("pk", "agency", "phase", "start", "end"))
    said = {"by": None, "seen": None}
    act = reorganisations.plan(by=None, partnership=vale.here, kind=Reorganisation.Kind.MERGE)
    reorganisations.set_agencies(act=act, agencies=schools, **said)
    heirs = [reorganisations.NewHeir(name="Hill and St Mary", kind=Agency.Kind.SCHOOL)]
    reorganisations.set_agency_heirs(act=act, heirs=heirs, **said)
    act = reorganisations.set_day(act=act, day=today(), **said)
    shown = preview(act, None)
    assert not shown.problems
    act = reorganisations.carry_out(by=None, act=act, seen=None, seal=shown.seal)
    heir = Agency.objects.get(principal__name="Hill and St Mary")
    assert (heir.school_entries.get().phase, heir.school_entries.get().start) == (
        "primary",
        today(),
    )
    assert all(one.end < today() for one in SchoolEntry.objects.filter(agency__in=schools))
    reorganisations.undo(by=None, act=act, seen=None)
    after = set(SchoolEntry.objects.values_list("pk", "agency", "phase", "start", "end"))
    assert after == before


def test_an_import_of_schools_is_undone_and_leaves_nothing(vale):
    brought(vale, FIRST)
    kept = (Principal, Person, DirectoryEntry, Post, PostHolding, Membership, SchoolEntry, Agency)

    def there():
        return {model: set(model.objects.values_list("pk", *_days(model))) for model in kept}

    before = there()
    changed = sheets.csv(
        f"{HEAD},{NAMES}",
        line(119201, 2001, "Hill", "Community school", "Primary", "Closed", "", "31-08-2026")
        + ",,",
        line(119202, 2002, "St Mary", "Voluntary aided school", "Nursery")
        + ",Jo Reed,jo@mary.example",
        line(140001, 2001, "Hill", "Academy converter", "Primary", opened="01-09-2026") + ",,",
    )
    done = brought(vale, changed)
    assert there() != before
    assert accepting.obstacles(done) == []
    accepting.undo(by=None, found=done)
    assert there() == before


def _days(model) -> list[str]:
    return ["start", "end"] if hasattr(model, "end") else []


@pytest.mark.parametrize(
    ("row", "field"),
    [
        (line("12", 2001, "Hill", "Community school", "Primary"), "urn"),
        (line(119201, 2001, "", "Community school", "Primary"), "name"),
        (line(119201, 2001, "Hill", "Community school", "Upper"), "phase"),
        (line(119201, 2001, "Hill", "Community school", "Primary", "Perhaps"), "status"),
        (line(119201, 20011, "Hill", "Community school", "Primary"), "number"),
        (line(119201, 2001, "Hill", "Community school", "Primary", "Open", "99-99-2020"), "start"),
    ],
)
def test_a_row_that_cannot_be_is_said(vale, row, field):
    found = sheets.look("schools", vale.here, sheets.csv(HEAD, row))
    assert (2, field) in sheets.told(found.problems)
    assert found.ready == 0


def test_what_the_register_says_is_written_by_hand(as_role, vale):
    school = make.an_agency(vale.here, "Hill School", "school")
    client = as_role("business-manager")
    page = f"/vale/partnership/agencies/{school.record.reference}/"
    assert "Nothing is known of it from the register" in client.get(page).content.decode()
    said = {
        "phase": "primary",
        "group": "la-maintained",
        "status": "open",
        "type_words": "Community school",
    }
    said |= {"la_code": "888", "number": "2001", "day_0": "", "day_1": "", "day_2": ""}
    form = client.get(f"{page}register/")
    said["revision"] = form.context["form"].initial["revision"]
    assert client.post(f"{page}register/", said | {"number": "20"}).status_code == 422
    assert client.post(f"{page}register/", said).status_code == 302
    shown = client.get(page).content.decode()
    assert "Community school" in shown
    assert "888/2001" in shown
    assert AuditRow.objects.latest("id").verb == "school.say"


def test_an_entry_is_corrected_on_its_first_day_and_followed_on_a_later_one(vale):
    school = make.an_agency(vale.here, "Hill School", "school", start=date(2020, 9, 1))
    first = commands.SchoolFacts(phase="primary", group="academy")
    later = commands.SchoolFacts(phase="all-through", group="academy")

    def say(facts, day):
        return commands.say(by=None, agency=school, seen=None, facts=facts, day=day)

    say(first, None)
    assert (
        say(commands.SchoolFacts(phase="middle", group="academy"), date(2020, 9, 1)).phase
        == "middle"
    )
    say(later, date(2024, 9, 1))
    assert [(row.phase, row.start, row.end) for row in school.school_entries.order_by("start")] == [
        ("middle", date(2020, 9, 1), date(2024, 8, 31)),
        ("all-through", date(2024, 9, 1), None),
    ]
    with pytest.raises(ValidationError):
        say(first, date(2022, 9, 1))
    agency_commands.close(by=None, agency=school, seen=None, day=date(2025, 8, 31))
    assert school.school_entries.get(phase="all-through").end == date(2025, 8, 31)
    with pytest.raises(ValidationError):
        commands.say(by=None, agency=vale.trust, seen=None, facts=first, day=None)


def test_schools_stand_in_their_own_list_and_not_among_those_to_choose(as_role, vale):
    brought(vale, FIRST)
    client = as_role("business-manager")
    names = {"Hill Primary School", "Oak Lodge"}
    plain = client.get("/vale/partnership/agencies/").content.decode()
    assert not any(name in plain for name in names)
    asked = client.get("/vale/partnership/agencies/?kind=school").content.decode()
    assert all(name in asked for name in names)
    special = client.get("/vale/partnership/schools/?phase=special").content.decode()
    assert "Oak Lodge" in special
    assert "Hill Primary School" not in special
    hill = Agency.objects.get(urn="119201")
    offered = owners(vale.here)
    assert hill not in offered["owner"]
    assert not offered["post"].filter(agency=hill).exists()
    assert not offered["person"].filter(principal__name="Ash Fern").exists()
    assert vale.ada in offered["person"]
    make.a_seat(vale.board, agency=hill)
    assert hill in owners(vale.here)["owner"]
    oak = Agency.objects.get(urn="119204")
    assert oak in owners(vale.here, keep=[oak.pk])["owner"]


def test_the_list_asks_as_often_with_more_schools(as_role, vale):
    client = as_role("business-manager")

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get("/vale/partnership/schools/").status_code == 200
        return len(queries)

    few = sheets.csv(HEAD, line(119301, 3001, "One", "Community school", "Primary"))
    brought(vale, few)
    asked()
    once = asked()
    brought(vale, FIRST)
    assert asked() == once


def test_an_action_that_is_begun_from_a_school_may_be_its_own(as_role, vale):
    brought(vale, FIRST)
    hill = Agency.objects.get(urn="119201")
    client = as_role("business-manager")
    offered = client.get(f"/vale/actions/add/?source={hill.record_id}").content.decode()
    assert "Hill Primary School</option>" in offered and "Oak Lodge</option>" not in offered
