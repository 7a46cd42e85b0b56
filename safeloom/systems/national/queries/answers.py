"""The answer to an item, as it stands."""

from safeloom.systems.national.models import AnswerStep, NationalAnswer, NationalItem


def latest(item: NationalItem) -> NationalAnswer | None:
    """The last version of the answer, if one was written. 1 query."""
    return item.answers.order_by("-version").first()


def standing(answer: NationalAnswer) -> str:
    """What was last done with an answer: a kind of `AnswerStep`, empty while it waits for approval."""
    last = answer.steps.order_by("-at", "-id").first()
    return last.kind if last else ""


def steps_of(item: NationalItem) -> list[AnswerStep]:
    """All that was done with the answers to an item, the latest first. 1 query."""
    rows = AnswerStep.objects.filter(answer__item=item)
    return list(rows.select_related("answer", "by__principal").order_by("-at", "-id"))
