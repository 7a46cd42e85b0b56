"""A questionnaire is written on screen, published, and written further as its next version."""

from dataclasses import replace

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from safeloom.domain.questionnaires.commands import authoring, parts
from safeloom.domain.questionnaires.commands.publishing import publish
from safeloom.domain.questionnaires.definitions import Clause, Kind, Operator, Option, Question
from safeloom.domain.questionnaires.formats.reading import read_toml
from safeloom.domain.questionnaires.queries.loading import questionnaire_of
from safeloom.foundation.audit.models import AuditRow
from safeloom.foundation.records.commands import Stale
from tests.factories import foundation
from tests.factories.questionnaires_authoring import ASKED, a_draft, a_next_draft

YES_NO = (Option("yes", "Yes"), Option("no", "No"))


@pytest.fixture
def vale(db):
    """A partnership."""
    return foundation.partnership("vale")


def _begun(vale, **said):
    found = authoring.begin_questionnaire(
        by=None, partnership=vale, use="audit", title="New theme", **said
    )
    return found.versions.get()


def _asks(draft):
    return list(questionnaire_of(draft).question)


def test_a_theme_is_written_from_nothing_and_published(vale):
    draft = _begun(vale)
    assert draft.questionnaire.record.reference.startswith("QN-")
    with pytest.raises(ValidationError, match="There is no section yet"):
        publish(by=None, version=draft)
    section = parts.add_section(by=None, version=draft, seen=None, title="Staff")
    asked = Question("", "Do you have staff?", Kind.CHOICE, options=YES_NO)
    first = parts.add_question(by=None, version=draft, seen=None, section=section, question=asked)
    second = parts.add_question(
        by=None,
        version=draft,
        seen=None,
        section=section,
        question=Question("", "Do you have staff?", Kind.NUMBER),
    )
    assert (first, second) == ("do-you-have-staff", "do-you-have-staff-2")
    parts.add_clause(
        by=None, version=draft, seen=None, key=second, clause=Clause(first, Operator.IS, "yes")
    )
    publish(by=None, version=draft)
    draft.refresh_from_db()
    assert draft.published is not None
    said = questionnaire_of(draft)
    assert said.question[second].condition.clauses == (Clause(first, Operator.IS, "yes"),)
    verbs = list(AuditRow.objects.order_by("pk").values_list("verb", flat=True))
    assert verbs == [
        "questionnaire.begin",
        "questionnaire.add-section",
        "questionnaire.add-question",
        "questionnaire.add-question",
        "questionnaire.add-condition",
        "questionnaire.publish",
    ]


def test_ready_content_is_taken_as_it_is(vale):
    content = replace(read_toml(ASKED), source="Guidance 2026")
    draft = _begun(vale, content=content)
    said = questionnaire_of(draft)
    assert said == replace(content, title="New theme")
    assert (draft.source, draft.checked) == ("Guidance 2026", False)


def test_what_cannot_be_kept_is_refused_and_nothing_is_written(vale):
    wrong = read_toml(ASKED.replace("has-staff is yes", "has-none is yes"))
    with pytest.raises(ValidationError, match="“has-none”, which is not there"):
        _begun(vale, content=wrong)
    assert not AuditRow.objects.exists()
    with pytest.raises(ValidationError, match="Choose what it is used for"):
        authoring.begin_questionnaire(by=None, partnership=vale, use="none", title="Any")


def test_the_next_version_begins_as_a_copy_and_there_is_one_draft(vale):
    draft = a_next_draft(vale)
    assert draft.number == 2
    assert questionnaire_of(draft) == read_toml(ASKED)
    with pytest.raises(ValidationError, match="There is a draft already"):
        authoring.begin_version(by=None, questionnaire=draft.questionnaire)
    authoring.discard_draft(by=None, version=draft)
    assert [one.number for one in draft.questionnaire.versions.all()] == [1]


def test_a_published_version_takes_no_change(vale):
    draft = a_draft(vale)
    publish(by=None, version=draft)
    with pytest.raises(ValidationError, match="never changes"):
        parts.add_section(by=None, version=draft, seen=None, title="More")
    with pytest.raises(ValidationError, match="never changes"):
        authoring.discard_draft(by=None, version=draft)


def test_who_saves_over_another_is_told(vale):
    draft = a_draft(vale)
    parts.add_section(by=None, version=draft, seen=1, title="More")
    with pytest.raises(Stale):
        parts.add_section(by=None, version=draft, seen=1, title="More still")
    assert [one.title for one in questionnaire_of(draft).sections] == ["Staff", "Rules", "More"]


def test_parts_move_and_questions_move_over_the_edge_of_their_section(vale):
    draft = a_draft(vale)

    def move(key, up):
        parts.move_part(by=None, version=draft, seen=None, key=key, up=up)
        return [
            (one.key, [each.key for each in one.questions])
            for one in questionnaire_of(draft).sections
        ]

    assert move("how-many", False)[1] == ("rules", ["how-many", "policy"])
    assert move("how-many", True)[0] == ("staff", ["has-staff", "how-many"])
    assert move("rules", True)[0] == ("rules", ["policy"])
    assert move("rules", True)[0] == ("rules", ["policy"])  # it stands first already
    assert move("has-staff", False)[1] == ("staff", ["how-many", "has-staff"])
    with pytest.raises(
        ValidationError, match=r"depends on “Do you have staff\?”, which stands after"
    ):
        publish(by=None, version=draft)


def test_what_others_depend_on_is_not_taken_out(vale):
    draft = a_draft(vale)
    with pytest.raises(ValidationError, match=r"“How many\?” depends on it"):
        parts.remove_question(by=None, version=draft, seen=None, key="has-staff")
    with pytest.raises(ValidationError, match=r"“How many\?” depends on this answer"):
        parts.remove_option(by=None, version=draft, seen=None, key="has-staff", option="yes")
    parts.remove_clause(by=None, version=draft, seen=None, key="how-many", number=0)
    parts.remove_question(by=None, version=draft, seen=None, key="has-staff")
    assert _asks(draft) == ["how-many", "policy"]
    parts.remove_section(by=None, version=draft, seen=None, key="staff")
    assert _asks(draft) == ["policy"]


@pytest.mark.parametrize(
    ("key", "clause", "words"),
    [
        ("how-many", Clause("how-many", Operator.ANSWERED), "depend on itself"),
        ("has-staff", Clause("how-many", Operator.ANSWERED), "wait for each other"),
        ("has-staff", Clause("policy", Operator.ANSWERED), "stands after it"),
        ("policy", Clause("has-staff", Operator.IS, "maybe"), "is no answer to"),
        ("policy", Clause("has-staff", Operator.AT_LEAST, "yes"), "has no more or less"),
        ("policy", Clause("nothing", Operator.ANSWERED), "which is not there"),
    ],
)
def test_a_condition_that_cannot_hold_is_refused_in_words(vale, key, clause, words):
    draft = a_draft(vale)
    with pytest.raises(ValidationError, match=words):
        parts.add_clause(by=None, version=draft, seen=None, key=key, clause=clause)
    assert questionnaire_of(draft) == read_toml(ASKED)


def test_a_changed_question_keeps_its_key_its_condition_and_the_keys_of_its_answers(vale):
    draft = a_draft(vale)
    question = Question(
        "other", "Do you have any staff?", Kind.CHOICE, options=YES_NO, required=True
    )
    parts.change_question(
        by=None, version=draft, seen=None, key="has-staff", question=question, section="rules"
    )
    said = questionnaire_of(draft)
    assert said.section_of["has-staff"].key == "rules"
    assert said.question["has-staff"].required
    row = AuditRow.objects.get(verb="questionnaire.change-question")
    assert row.before["words"] == "Do you have staff?"
    assert row.after["words"] == "Do you have any staff?"
    assert row.subject.endswith("version 1: has-staff")
    parts.change_question(
        by=None,
        version=draft,
        seen=None,
        key="how-many",
        question=Question("", "How many?", Kind.TEXT, places=2, most_words=50),
    )
    changed = questionnaire_of(draft).question["how-many"]
    assert (changed.places, changed.most_words) == (0, 50)
    assert changed.condition.clauses


def test_answers_and_capacities_are_written_one_by_one(vale):
    draft = a_draft(vale)
    both = {"by": None, "version": draft, "seen": None}
    new = Option("", "Not yet", 1, "amber")
    parts.add_option(**both, key="has-staff", option=new)
    parts.move_option(**both, key="has-staff", option="not-yet", up=True)
    parts.change_option(**both, key="has-staff", option=Option("no", "None", 0, "red"))
    options = questionnaire_of(draft).question["has-staff"].options
    assert [(one.key, one.title, one.value) for one in options] == [
        ("yes", "Yes", None),
        ("not-yet", "Not yet", 1),
        ("no", "None", 0),
    ]
    head = parts.add_capacity(**both, title="Headteacher")
    chair = parts.add_capacity(**both, title="Chair", signs=True)
    parts.move_capacity(**both, key=chair, up=True)
    parts.change_question(
        **both, key="policy", question=Question("", "Policy?", Kind.TEXT, capacity=head)
    )
    with pytest.raises(ValidationError, match=r"“Policy\?” is answered in it"):
        parts.remove_capacity(**both, key=head)
    parts.remove_capacity(**both, key=chair)
    assert [one.key for one in questionnaire_of(draft).capacities] == ["headteacher"]


def test_a_changed_introduction_is_audited_with_what_it_was(vale):
    draft = a_draft(vale)
    authoring.change_version(
        by=None,
        version=draft,
        seen=1,
        introduction="Why we ask.",
        sections_are="Standard",
        source="",
        checked=False,
    )
    row = AuditRow.objects.get(verb="questionnaire.change-version")
    assert (row.before["introduction"], row.after["introduction"]) == ("", "Why we ask.")
    assert questionnaire_of(draft).sections_are == "Standard"


def _long(many: int) -> str:
    """A questionnaire of so many questions, each with a grade and a condition."""
    first = ASKED + '[[sections]]\nkey = "long"\ntitle = "Long"\n'
    return first + "".join(
        f'[[sections.questions]]\nkey = "q{number}"\nwords = "Question {number}?"\nkind = "grade"\n'
        'options = ["A", "B", "C"]\nwhen = ["has-staff is yes"]\n'
        for number in range(many)
    )


def test_changing_one_question_of_sixty_stays_quick(vale):
    draft = a_draft(vale, _long(57))
    with CaptureQueriesContext(connection) as asked:
        parts.move_part(by=None, version=draft, seen=None, key="policy", up=True)
    # Of three questions it is 34; many rows are written in batches.
    assert len(asked) < 45
