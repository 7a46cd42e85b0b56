"""The words of plans and risks. What is stored is the first of each pair."""

from django.db.models import IntegerChoices, TextChoices

from safeloom.kernel.rag import Rag


class ScoreKind(TextChoices):
    """Which score of a risk it is: before any control, after the controls in place, and the one that
    the partnership means to keep."""

    INHERENT = "inherent", "Inherent"
    RESIDUAL = "residual", "Residual"
    RETAINED = "retained", "Retained target"


class Likelihood(IntegerChoices):
    """How likely it is."""

    UNLIKELY = 1, "1 Unlikely"
    POSSIBLE = 2, "2 Possible"
    LIKELY = 3, "3 Likely"
    ALMOST_CERTAIN = 4, "4 Almost certain"


class Impact(IntegerChoices):
    """How bad it would be."""

    MINOR = 1, "1 Minor"
    MODERATE = 2, "2 Moderate"
    MAJOR = 3, "3 Major"
    SEVERE = 4, "4 Severe"


class PlanKind(TextChoices):
    """What kind of plan it is."""

    STRATEGY = "strategy", "Strategy"
    BUSINESS_PLAN = "business-plan", "Business plan"
    PROGRAMME = "programme", "Work programme"


class Rating(TextChoices):
    """How a line of a plan stands, as whoever updates it says."""

    BLUE = Rag.BLUE.value, "Complete"
    GREEN = Rag.GREEN.value, "On track"
    AMBER = Rag.AMBER.value, "At risk"
    RED = Rag.RED.value, "Off track"
    NONE = Rag.NONE.value, "Not known"


class Outcome(TextChoices):
    """What became of a line at the end of its year."""

    DONE = "done", "Done"
    CARRIED = "carried", "Carried forward"
    DROPPED = "dropped", "Dropped"


# What a register begins with, where a partnership has no themes of its own yet.
THEMES = (
    "Integrity and reputation",
    "Partnership and engagement",
    "Delivery of the business plan",
)
# A register is looked through twice a year unless a risk says otherwise.
USUAL_CYCLE = 6
