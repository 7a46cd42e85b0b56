"""The pages of a round, by role; and that a peer reads one response and nothing else."""

import re
from datetime import timedelta

from django.db import connection
from django.test.utils import CaptureQueriesContext

from safeloom.foundation.audit.models import AuditRow
from safeloom.foundation.today import today
from safeloom.systems.training_assurance.commands.assigning import give_review
from safeloom.systems.training_assurance.models import PeerGrade, PeerReview
from safeloom.systems.training_assurance.queries.rounds import parts_of
from tests.domain.actions.conftest import signed_in
from tests.domain.actions.said import day, text
from tests.factories import partnership
from tests.factories.files import kept
from tests.factories.training_assurance import a_review, a_round, returned, reviewed, with_file

ROOT = "/vale/assurance/training/"


def test_the_unit_assigns_by_lot_and_by_hand(vale, manager, round_, council, police) -> None:
    assert round_.record.title in text(manager.get(ROOT))
    for agency in (council, police):
        returned(round_, agency)
    here = f"{ROOT}{round_.record.reference}/"
    assert "No review is assigned yet" in text(manager.get(here))
    due = day("due", today() + timedelta(days=9))
    page = text(manager.post(f"{here}lot/", {"number": "41"} | due, follow=True))
    assert "2 reviews are assigned by the number 41." in page and "by lot" in page
    late = returned(round_, partnership.an_agency(vale, "Vale Trust")).record.reference
    give = f"{ROOT}reviews/{late}/reviewer/"
    said = {"agency": str(council.pk), "revision": 0} | due
    page = text(manager.post(give, said, follow=True))
    assert "Vale Council reviews it." in page and "by hand" in page
    again = manager.post(give, said)
    assert again.status_code == 422 and "Somebody else changed it" in text(again)


def test_a_peer_reads_one_response_and_nothing_else_of_that_agency(
    vale, round_, council, police
) -> None:
    response = returned(round_, council, words="We rewrote a course.")
    before = returned(a_round(vale), council, words="Last year was poor.")
    review = a_review(response, police)
    key = response.record.reference
    peer = signed_in("agency-lead", vale, police)
    lead = signed_in("agency-lead", vale, council)
    here = f"{ROOT}reviews/{key}/"
    assert "We rewrote a course." in text(peer.get(here))
    for address in (
        f"/vale/assurance/responses/{key}/",
        f"/vale/assurance/responses/{before.record.reference}/",
        f"{ROOT}reviews/{before.record.reference}/",
        f"{ROOT}{round_.record.reference}/",
        f"{here}reviewer/",
    ):
        assert peer.get(address).status_code == 404, address
    listed = text(peer.get("/vale/assurance/responses/"))
    assert key not in listed and "Vale Council" not in listed
    # Who is reviewed neither reviews nor sees anything of it yet.
    assert lead.get(here).status_code == lead.get(f"{here}grades/").status_code == 404
    assert "stand here once it is done" in text(lead.get(f"/vale/assurance/responses/{key}/"))
    home = text(peer.get("/vale/"))
    assert "Review the training of Vale Council" in home
    said = {
        "grade-content-grade": "red",
        "comment-content-grade": "",
        "grade-take-up-grade": "green",
        "words": "Honest.",
        "revision": review.revision,
    } | day("done", today())
    refused = peer.post(f"{here}grades/", said)
    assert refused.status_code == 422 and "Say why you grade it differently." in text(refused)
    said["comment-content-grade"] = "It is planned only."
    page = text(peer.post(f"{here}grades/", said, follow=True))
    assert "It is planned only." in page and "We rewrote a course." not in page
    assert "We rewrote a course." not in text(peer.get(f"{here}grades/", follow=True))
    assert "Review the training of Vale Council" not in text(peer.get("/vale/"))
    seen = text(lead.get(f"/vale/assurance/responses/{key}/"))
    assert "It is planned only." in seen and "Honest." in seen


def test_what_was_given_back_is_not_read(vale, round_, council, police, manager) -> None:
    response = returned(round_, council, words="We rewrote a course.")
    a_review(response, police)
    response.record.moves.update(to="changes-requested")
    here = f"{ROOT}reviews/{response.record.reference}/"
    peer = signed_in("agency-lead", vale, police)
    page = text(peer.get(here))
    assert "given back" in page and "We rewrote" not in page
    assert "We rewrote" not in text(peer.get(f"{here}grades/", follow=True))


def test_the_unit_sees_both_grades_and_the_answers(round_, council, police, manager) -> None:
    response = returned(round_, council, take_up="red")
    reviewed(a_review(response, police), content="red", take_up="red")
    page = text(manager.get(f"{ROOT}{round_.record.reference}/"))
    assert "50% (1 of 2)" in page and "0% (0 of 1)" in page
    page = text(manager.get(f"{ROOT}reviews/{response.record.reference}/"))
    assert "We watched a course." in page and "So we see it." in page


def test_a_round_makes_as_many_queries_for_three_as_for_one(vale, manager, round_, council) -> None:
    address = f"{ROOT}{round_.record.reference}/"

    def asked() -> int:
        with CaptureQueriesContext(connection) as found:
            assert manager.get(address).status_code == 200
        return len(found)

    a_review(returned(round_, partnership.an_agency(vale)), council)
    manager.get(address)
    alone = asked()
    for _ in range(2):
        reviewed(a_review(returned(round_, partnership.an_agency(vale)), council))
    assert asked() == alone


def test_a_peer_opens_the_files_given_for_review_and_nobody_else_does(
    vale, round_, council, police, manager
) -> None:
    response = returned(round_, council)
    given, other = with_file(response), kept(response.record, "Minutes.pdf")
    review = a_review(response, police)
    here = f"{ROOT}reviews/{response.record.reference}/"
    address = f"{here}files/{given.pk}/"
    peer = signed_in("agency-lead", vale, police)
    page = text(peer.get(here))
    assert "Course outline" in page and "Minutes" not in page
    answer = peer.get(address)
    assert answer.status_code == 200 and answer.getvalue().startswith(b"%PDF")
    assert "attachment" in answer["Content-Disposition"]
    (row,) = AuditRow.objects.filter(verb="training-assurance.open-file")
    assert row.by == peer.account.person.principal
    assert (row.subject, row.after["file"]) == (response.record.reference, "Course outline")
    # Nothing else of that agency, not by the files' own address, and nobody else
    for url in (f"{here}files/{other.pk}/", f"/vale/files/{given.pk}/"):
        assert peer.get(url).status_code == 404, url
    third = signed_in("agency-lead", vale, partnership.an_agency(vale, "Vale Trust"))
    reviewed_lead = signed_in("agency-lead", vale, council)
    for who in (third, reviewed_lead, signed_in("statutory-partner", vale), manager):
        assert who.get(address).status_code == 404
    # Not while it is given back, and not once the review is done
    response.record.moves.update(to="changes-requested")
    assert peer.get(address).status_code == 404
    response.record.moves.update(to="submitted")
    reviewed(review)
    assert peer.get(address).status_code == 404 and "Course outline" not in text(peer.get(here))


def test_what_a_reviewer_typed_is_kept_as_a_draft_of_their_agency_alone(
    vale, round_, council, police, manager
) -> None:
    response = returned(round_, council)
    review = a_review(response, police)
    here = f"{ROOT}reviews/{response.record.reference}/"
    peer, lead = signed_in("agency-lead", vale, police), signed_in("agency-lead", vale, council)
    said = {
        "grade-content-grade": "red",
        "comment-take-up-grade": "Half of them.",
        "words": "So far",
    }
    said |= {"revision": review.revision, "go": "later"} | day("done", today())
    page = text(peer.post(f"{here}grades/", said, follow=True))
    assert (
        "Your draft is saved." in page and "A draft was saved" in page and "Go on grading" in page
    )
    form = peer.get(f"{here}grades/").content.decode()
    assert "Half of them." in form and "So far" in form and 'value="red"' in form
    assert re.search(r'value="red"[^>]*checked|checked[^>]*value="red"', form)
    # Nobody else reads or counts it
    for who in (manager, lead, signed_in("scrutineer", vale)):
        for url in (here, f"/vale/assurance/responses/{response.record.reference}/"):
            assert "So far" not in text(who.get(url)) and "Half of them." not in text(who.get(url))
    assert parts_of(round_)[0].peers.graded == 0
    # A colleague who has the older page sees both, and nothing is overwritten
    older = peer.post(f"{here}grades/", said | {"words": "Other words"})
    assert older.status_code == 409 and "So far" in text(older) and "Other words" in text(older)
    # A script is told the revision, and once it is done that it is over
    quiet = {"headers": {"X-Autosave": "1"}}
    now = PeerReview.objects.get().revision
    told = peer.post(f"{here}grades/", said | {"words": "Further", "revision": now}, **quiet)
    assert told.json()["revision"] == now + 1 and PeerReview.objects.get().words == "Further"
    same = peer.post(f"{here}grades/", said | {"words": "Further", "revision": now}, **quiet)
    assert same.json()["revision"] == now + 1
    # Given back meanwhile: what is typed is kept all the same
    response.record.moves.update(to="changes-requested")
    page = text(
        peer.post(
            f"{here}grades/",
            said | {"words": "Kept", "revision": now + 1, "go": "done"},
            follow=True,
        )
    )
    assert "What you wrote is kept as your draft." in page
    assert PeerReview.objects.get().words == "Kept" and PeerReview.objects.get().done is None
    response.record.moves.update(to="submitted")
    # Given to another agency it is gone
    other = partnership.an_agency(vale, "Vale Trust")
    returned(round_, other)
    give_review(by=None, response=response, agency=other, due=today())
    assert PeerReview.objects.get().words == "" and not PeerGrade.objects.exists()
    reviewed(PeerReview.objects.get())
    over = peer.post(f"{here}grades/", said, **quiet)
    assert over.status_code == 404
