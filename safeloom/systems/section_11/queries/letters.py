"""What a feedback letter is drafted from."""

from safeloom.domain.questionnaires.definitions import Kind
from safeloom.domain.questionnaires.models import Answer, ModeratedGrade, Response
from safeloom.kernel.dates import show_date
from safeloom.systems.section_11.models import Visit


def draft_of(response: Response) -> str:
    """A letter that says by standard what the body graded, what the moderator made of it and why, and what
    was seen at visits; to be read and finished by whoever sends it. 3 queries."""
    own = {
        row.question.section_id: row
        for row in _graded(Answer.objects.filter(response=response, option__isnull=False))
    }
    lines = [
        f"Thank you for your return to the {response.campaign.record.title}. "
        "This is what we make of it, standard by standard.",
        "",
    ]
    moderated = {
        row.question.section_id: row
        for row in _graded(ModeratedGrade.objects.filter(response=response))
    }
    for section, answer in own.items():
        lines.append(f"## {answer.question.section.title}")
        lines.append("")
        lines.append(_grades(answer, moderated.get(section)))
        lines.append("")
    for visit in response.visits.filter(held__isnull=False).order_by("held"):
        lines += [
            f"## Our visit on {show_date(visit.held)}",
            "",
            f"{Visit.BearsOut(visit.bears_out).label}.",
            "",
            visit.seen,
            "",
        ]
    return "\n".join(lines).strip() + "\n"


def _graded(rows):
    rows = rows.filter(question__kind=Kind.GRADE).select_related("question__section", "option")
    return rows.order_by("question__number")


def _grades(answer: Answer, moderated: ModeratedGrade | None) -> str:
    said = f"You graded yourselves {answer.option.title}."
    if moderated is None:
        return said
    if moderated.option_id == answer.option_id:
        said = f"You graded yourselves {answer.option.title}, and so do we."
    else:
        said = f"{said} We grade it {moderated.option.title}."
    return f"{said}\n\n{moderated.comment}" if moderated.comment else said
