"""The pages on which questionnaires are written, without JavaScript."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from safeloom.domain.questionnaires.definitions import Kind
from safeloom.domain.questionnaires.models import Response, Version
from safeloom.domain.questionnaires.queries.loading import questionnaire_of
from safeloom.web.imports.models import Upload
from tests.factories import foundation, questionnaires
from tests.factories.questionnaires_authoring import ASKED, a_draft, a_next_draft


@pytest.fixture
def vale(db):
    """A partnership."""
    return foundation.partnership("vale", "Vale Partnership")


@pytest.fixture
def unit(client, vale):
    """The business manager, signed in."""
    client.force_login(foundation.granted("business-manager", vale))
    return client


def _at(name, *args):
    return reverse(f"questionnaires:{name}", args=["vale", *args])


def _text(answer):
    return answer.content.decode()


def _post(client, url, **said):
    """Send a form and see what comes of it."""
    return client.post(url, said, follow=True)


def _done(client, url, **said):
    """Send a form that is right."""
    answer = client.post(url, said)
    assert answer.status_code == 302, _text(answer)


def test_a_new_theme_is_built_on_screen_and_published(unit, vale):
    begin = _at("begin-questionnaire")
    assert f'href="{begin}"' in _text(unit.get(_at("begin-campaign")))
    (_, own_ones), (_, ready) = unit.get(begin).context["form"].fields["start"].choices
    assert own_ones[0] == ("audit", "New: audit or return")
    assert ("section-11/section-11", "Section 11 audit") in ready
    begun = _post(unit, begin, start="audit", title="Neglect audit")
    assert "Neglect audit is begun" in _text(begun)
    draft = Version.objects.get()
    own = draft.questionnaire.record.reference
    _done(unit, _at("add-section", own), title="Staff", revision=1)
    asked = _at("add-question", own, "staff")
    assert "One of a list" in _text(unit.get(asked))
    _done(
        unit,
        f"{asked}?kind=choice",
        words="Do you have staff?",
        answers="Yes\nNo",
        required="on",
        revision=2,
    )
    graded = {"words": "How far is it met?", "scale": "rag", "revision": 3, "another": "1"}
    again = unit.post(f"{asked}?kind=grade", graded, follow=True)
    assert again.redirect_chain[-1][0] == f"{asked}?kind=grade"
    assert "“How far is it met?” is added." in _text(again)
    # Grades once chosen are offered by the same name again
    assert ">Green, amber, red</label>" in " ".join(_text(unit.get(f"{asked}?kind=grade")).split())
    when = _at("condition", own, "how-far-is-it-met")
    assert "Do you have staff?" in _text(unit.get(when))
    chosen = f"{when}?on=do-you-have-staff"
    assert "is not answered" in _text(unit.get(chosen))
    _done(unit, chosen, operator="is", value="yes", revision=4)
    page = _text(unit.get(_at("version", own, 1)))
    assert "Asked when ‘Do you have staff?’ is Yes" in page
    assert "Green: met" in page
    done = _post(unit, _at("publish-version", own), revision=5)
    assert "Version 1 is published" in _text(done)
    assert f'href="{_at("begin-campaign-of", own)}"' in _text(done)
    assert unit.get(_at("publish-version", own)).status_code == 404
    said = questionnaire_of(Version.objects.get())
    assert [one.kind for one in said.questions()] == [Kind.CHOICE, Kind.GRADE]


@pytest.mark.parametrize("page", ["questionnaire", "version"])
def test_the_bar_at_the_top_counts_what_needs_the_person_beside_a_draft_with_problems(
    unit, vale, page
):
    own = a_draft(vale, 'title = "N"\n[[sections]]\nkey = "one"\ntitle = "One"\n')
    place = [own.questionnaire.record.reference, *([1] if page == "version" else [])]
    shown = _text(unit.get(_at(page, *place)))
    assert "has no question: add one" in shown
    assert "Nothing needs you" in shown and "Problem(" not in shown


def test_what_keeps_it_from_being_published_is_said_with_the_way_there(unit, vale):
    draft = a_draft(vale)
    own = draft.questionnaire.record.reference
    moved = _post(unit, _at("move-part", own), up="how-many", revision=1)
    assert "move that question before it" in _text(moved)
    assert 'href="#part-how-many"' in _text(moved)
    refused = _post(unit, _at("publish-version", own), revision=2)
    assert refused.status_code == 422
    assert "which stands after it" in _text(refused)


def test_each_form_says_what_is_wrong_with_it(unit, vale):
    own = a_draft(vale).questionnaire.record.reference
    asked = _at("add-question", own, "staff")
    empty = _post(unit, f"{asked}?kind=choice", words="", answers="Only one", revision=1)
    assert empty.status_code == 422
    assert "Enter the question" in _text(empty)
    assert "Enter at least two answers" in _text(empty)
    twice = _post(unit, f"{asked}?kind=choice", words="Why?", answers="Yes\nYes", revision=1)
    assert "stands there twice" in _text(twice)
    when = f"{_at('condition', own, 'policy')}?on=how-many"
    none = _post(unit, when, operator="at-least", value="", revision=1)
    assert "Say what it is compared with" in _text(none)
    assert "must be a number" in _text(_post(unit, when, operator="is", value="x", revision=1))
    old = _post(unit, _at("add-section", own), title="More", revision=7)
    assert old.status_code == 422
    assert "Somebody else changed it meanwhile" in _text(old)
    pressed = _post(unit, _at("move-part", own), up="policy", revision="old")
    assert "Somebody else changed it meanwhile" in _text(pressed)
    begun = _post(unit, _at("begin-questionnaire"), start="audit")
    assert "Enter the title" in _text(begun)


def test_questions_answers_and_capacities_are_changed_on_screen(unit, vale):
    draft = a_draft(vale)
    own = draft.questionnaire.record.reference
    change = _at("change-question", own, "has-staff")
    assert "Yes\nNo" in _text(unit.get(change))
    _done(unit, change, words="Any staff?", answers="Yes\nNone", revision=1, section="staff")
    options = questionnaire_of(draft).question["has-staff"].options
    assert [(one.key, one.title) for one in options] == [("yes", "Yes"), ("no", "None")]
    assert "kind" in _text(unit.get(f"{change}?choose=kind"))
    answers = _at("answers", own, "has-staff")
    _done(unit, answers, title="Not yet", value="1", mark="amber", revision=2)
    _done(unit, answers, up="not-yet", revision=3)
    _done(unit, _at("change-answer", own, "has-staff", "no"), title="No", meets="on", revision=4)
    options = questionnaire_of(draft).question["has-staff"].options
    assert [(one.key, one.meets) for one in options] == [
        ("yes", False),
        ("not-yet", False),
        ("no", True),
    ]
    refused = _post(unit, answers, remove="yes", revision=5)
    assert "depends on this answer" in _text(refused)
    _done(unit, _at("capacities", own), title="Headteacher", signs="on", revision=5)
    assert "Headteacher" in _text(unit.get(_at("version", own, 1)))
    _done(unit, _at("change-capacity", own, "headteacher"), title="Head", revision=6)
    _done(unit, _at("capacities", own), remove="headteacher", revision=7)
    assert questionnaire_of(draft).capacities == ()
    gone = _post(unit, _at("remove-question", own, "policy"), revision=8)
    assert "is taken out" in _text(gone)
    assert unit.get(_at("change-question", own, "policy")).status_code == 404


def test_two_conditions_need_both_or_one_and_are_taken_out(unit, vale):
    draft = a_draft(vale)
    own = draft.questionnaire.record.reference
    when = _at("condition", own, "how-many")
    _done(unit, f"{when}?on=fact:kind", operator="is-not", value="school", revision=1)
    assert "the kind of agency is not School or college" in _text(unit.get(when))
    _done(unit, when, any="any", revision=2)
    assert questionnaire_of(draft).question["how-many"].condition.any
    _done(unit, when, remove="0", revision=3)
    assert len(questionnaire_of(draft).question["how-many"].condition.clauses) == 1
    section = _at("condition", own, "rules")
    _done(unit, f"{section}?on=has-staff", operator="answered", value="", revision=4)
    assert questionnaire_of(draft).sections[1].condition.clauses
    assert unit.get(_at("condition", own, "nothing")).status_code == 404


def test_what_changed_since_the_last_version_is_told(unit, vale):
    draft = a_next_draft(vale)
    own = draft.questionnaire.record.reference
    changed = _at("version-changes", own, 2)
    assert "It says what version 1 says" in _text(unit.get(changed))
    _done(unit, _at("add-section", own), title="More", revision=1)
    _done(unit, _at("change-question", own, "policy"), words="Your policy?", revision=2)
    _done(unit, _at("remove-question", own, "how-many"), revision=3)
    page = _text(unit.get(changed))
    assert "Before: What is your policy?" in page
    assert all(word in page for word in ("Added", "Changed", "Removed", "How many?"))
    assert unit.get(_at("version-changes", own, 1)).status_code == 404
    _done(unit, _at("discard-draft", own), revision=4)
    assert Version.objects.get().number == 1
    _done(unit, _at("begin-version", own), revision=1)
    assert Version.objects.count() == 2


def test_who_reads_does_not_write_and_others_see_nothing(client, vale):
    own = a_draft(vale).questionnaire.record.reference
    client.force_login(foundation.granted("scrutineer", vale))
    page = _text(client.get(_at("version", own, 1)))
    assert "Do you have staff?" in page
    assert "Move up" not in page
    assert "Begin a questionnaire" not in _text(client.get(_at("questionnaires")))
    assert client.get(_at("change-section", own, "staff")).status_code == 404
    assert client.post(_at("publish-version", own), {"revision": 1}).status_code == 404
    client.force_login(foundation.granted("agency-lead", foundation.partnership("other")))
    assert client.get(_at("questionnaire", own)).status_code == 404


@pytest.mark.parametrize("name", ["questionnaires", "questionnaire", "version"])
def test_a_page_makes_as_many_queries_with_more_rows(
    unit, vale, name, django_assert_num_queries, django_assert_max_num_queries
):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def counted(content):
        draft = a_draft(vale, content)
        args = [draft.questionnaire.record.reference] if name != "questionnaires" else []
        args += [1] if name == "version" else []
        with CaptureQueriesContext(
            connection,
        ) as asked:
            assert unit.get(_at(name, *args)).status_code == 200
        return len(asked)

    one = 'title = "One"\n[[sections]]\ntitle = "S1"\n[[sections.questions]]\nwords = "Why 1?"\n'
    more = "".join(one.split("\n", 1)[1].replace("1", str(number)) for number in (1, 2, 3))
    counted(one)
    first = counted(one)
    questionnaires.a_questionnaire(vale, one)
    assert counted('title = "Three"\n' + more) == first


def test_the_list_is_searched_narrowed_and_taken_away(unit, vale):
    a_draft(vale)
    page = _text(unit.get(_at("questionnaires"), {"q": "short", "use": questionnaires.USE}))
    assert "Short audit" in page
    assert "Short audit" not in _text(unit.get(_at("questionnaires"), {"use": "audit"}))
    taken = unit.get(_at("questionnaires"), {"export": "csv"})
    assert b"Short audit" in b"".join(taken.streaming_content)


def _sent(client, url, content, name="audit.toml"):
    data = content if isinstance(content, bytes) else content.encode()
    return client.post(url, {"file": SimpleUploadedFile(name, data)}, follow=True)


def test_a_questionnaire_is_begun_from_a_file_once_it_was_looked_through(unit, vale):
    send, look = _at("questionnaire-from-file"), _at("look-through")
    page = _text(_sent(unit, send, ASKED))
    assert "Do you have staff?" in page
    assert not Version.objects.exists()
    upload = Upload.objects.get().pk
    said = {"title": "Our audit", "use": "audit", "upload": upload}
    other = unit.post(look, said | {"upload": "other"})
    assert other.status_code == 422
    done = _post(unit, look, **said)
    assert "Our audit is begun as a draft" in _text(done)
    assert questionnaire_of(Version.objects.get()).question["how-many"].condition.clauses
    again = _post(unit, look, **said)
    assert "The file is no longer here" in _text(again)
    assert Version.objects.count() == 1


def test_the_example_that_is_offered_can_be_brought_in_and_published(unit, vale):
    send = _at("questionnaire-from-file")
    example = _at("example-file")
    assert f'href="{example}"' in _text(unit.get(send))
    page = _text(_sent(unit, send, unit.get(example).content, "example-questionnaire.xlsx"))
    assert "What will you do, and by when?" in page and "roblem" not in page
    said = {"title": "Ours", "use": "audit", "upload": Upload.objects.get().pk}
    begun = _post(unit, _at("look-through"), **said)
    assert "Nothing keeps version 1 from being published" in _text(begun)


def test_a_file_with_problems_is_told_and_nothing_is_written(unit, vale):
    wrong = ASKED.replace("has-staff is yes", "has-none is yes")
    page = _text(_sent(unit, _at("questionnaire-from-file"), wrong))
    assert "1 problem." in page
    assert "Choose a question." in page
    refused = _sent(unit, _at("questionnaire-from-file"), b"%PDF-1.7 \x00", "audit.xlsx")
    assert refused.status_code == 422
    assert "neither a spreadsheet" in _text(refused)
    assert not Version.objects.exists()


def test_a_version_taken_away_comes_back_into_a_draft(unit, vale):
    draft = a_next_draft(vale)
    own = draft.questionnaire.record.reference
    for form in ("toml", "xlsx"):
        taken = unit.get(_at("take-away-version", own, 2, form))
        assert f"{own.lower()}-version-2.{form}" in taken["Content-Disposition"]
        page = _text(_sent(unit, _at("draft-from-file", own), taken.content, f"x.{form}"))
        assert "the file says what the draft says" in page
    assert unit.get(_at("take-away-version", own, 2, "exe")).status_code == 404
    changed = ASKED.replace("How many?", "How many staff?")
    assert "Before: How many?" in _text(_sent(unit, _at("draft-from-file", own), changed))
    _done(unit, _at("draft-look-through", own), revision=1)
    assert questionnaire_of(draft).question["how-many"].words == "How many staff?"


def test_a_version_is_tried_out_and_nothing_is_kept(unit, vale):
    own = a_draft(vale).questionnaire.record.reference
    tried = _at("try-version", own, 1)
    fresh = _text(unit.get(tried))
    assert "Do you have staff?" in fresh
    assert "How many?" not in fresh
    yes = _text(_post(unit, tried, **{"q-has-staff": "yes", "q-how-many": "-"}))
    assert "How many?" in yes
    assert "1 of 3 questions that apply answered" in yes
    assert "Enter a number" in yes
    no = _text(_post(unit, tried, **{"q-has-staff": "no", "q-how-many": "5"}))
    assert "How many?" not in no
    assert not Response.objects.exists()


def test_why_it_does_not_apply_hangs_on_its_box_where_a_version_is_tried_out(unit, vale):
    content = (
        'title = "N"\n[[sections]]\nkey = "one"\ntitle = "One"\n[[sections.questions]]\n'
        'key = "staff"\nwords = "How many?"\nkind = "number"\nmay_not_apply = true\n'
    )
    own = a_draft(vale, content).questionnaire.record.reference
    page = _text(unit.get(_at("try-version", own, 1)))
    # The style sheet hides what hangs on a box that is not ticked.
    inside = page[page.index('class="may-not-why"') :]
    assert page.index('class="may-not"') < page.index('name="na-staff"')
    assert 'name="why-staff"' in inside
