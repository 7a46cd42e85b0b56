"""The words of the invented county's plan and of one group's programme."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Task:
    """A line: who leads it (a group's or a body's key), its year of the plan, the month of that year in which
    it is due (April is 1; words instead for what has no date), and its rating from quarter to quarter."""

    wording: str
    lead: str
    year: int
    due: int | str
    ratings: str
    update: str = ""
    group: bool = True


@dataclass(frozen=True)
class Told:
    """A priority with its objectives and their tasks."""

    title: str
    objectives: tuple[tuple[str, tuple[Task, ...]], ...]


def _of(lead: str, year: int, due: int | str, ratings: str, wording: str, update: str = "") -> Task:
    return Task(wording, lead, year, due, ratings, update)


def _by(lead: str, year: int, due: int | str, ratings: str, wording: str, update: str = "") -> Task:
    return Task(wording, lead, year, due, ratings, update, group=False)


TITLE = "Business plan"
PRIORITIES = (
    Told("Neglect is seen and acted on early", (
        ("Every service uses one way to see neglect", (
            _of("neglect", 0, 6, "ggbb", "Choose one tool and say who uses it when"),
            _of("training", 0, 9, "gabb", "Train two people in each team to use it", "Two teams to come."),
            _by("kept-council", 0, 11, "ggab", "Put the tool into the case system", "Tested, then live."),
            _of("neglect", 1, 3, "..gg", "Ask families what it was like to be asked"),
            _of("audit", 1, 8, "..ga", "Audit thirty families where it was used", "Half of them looked at."),
        )),
        ("Children are helped before harm is done", (
            _of("triage", 0, 8, "ggbb", "Agree what happens after three worries in a year"),
            _by("community-health", 1, 2, ".ggb", "Health visitors see each such family within a week"),
            _of("education", 1, 5, "..ga", "Schools name who watches attendance", "Nine schools have not."),
            _of("neglect", 1, 10, "...g", "Write down what was learnt, for the next strategy"),
            _of("voice", 1, "Ongoing", "..gg", "Hear from children at each step"),
        )),
    )),
    Told("Young people are safe outside the home", (
        ("Risk outside the home is known and shared", (
            _of("exploitation", 0, 4, "gbbb", "One list of young people at risk, looked at each week"),
            _by("police", 0, 7, "garb", "Share missing episodes on the same day", "The system was late."),
            _of("exploitation", 0, 12, "ggab", "Return interviews are read by the group", "Reading began."),
            _by("police", 1, 4, ".gab", "A plan for each place of concern"),
            _of("audit", 1, 9, "..gr", "Look again at ten who were harmed", "Nobody was free for it."),
        )),
        ("Young people are not moved between plans at eighteen", (
            _of("policy", 0, 10, "gaar", "Agree a way with the adults’ board", "They meet in spring."),
            _by("mental-health", 1, 3, ".gga", "Appointments begin before the birthday"),
            _by("north-council", 1, 6, "..gg", "Housing for care leavers at risk"),
            _of("exploitation", 1, "Annually", "..gg", "Tell the board how many were helped"),
            _of("voice", 1, 11, "....", "Young people write the leaflet themselves"),
        )),
    )),
    Told("Families living with domestic abuse are supported", (
        ("Schools know before the next school day", (
            _by("police", 0, 3, "bbbb", "Notify schools of every incident"),
            _of("education", 0, 6, "gbbb", "Each school has two who read them"),
            _of("domestic-abuse", 0, 9, "ggab", "Count what was sent too late, and why"),
            _of("performance", 1, 4, "..gb", "Bring the number to each board"),
            _of("domestic-abuse", 1, "??", "..gg", "Ask parents whether it helped"),
        )),
        ("Those who harm are worked with", (
            _by("probation", 0, 9, "gabb", "A programme in each area"),
            _of("domestic-abuse", 0, 12, "garr", "Money for a second programme", "No partner has found it."),
            _by("icb", 1, 5, ".gag", "General practices ask, and know what follows"),
            _of("training", 1, 7, "..gg", "A course for those who meet them at work"),
            _of("domestic-abuse", 1, 12, "...g", "Review the pathway with survivors"),
        )),
    )),
    Told("We learn, and it shows in practice", (
        ("Learning reaches everybody it is for", (
            _of("learning", 0, 5, "gbbb", "A briefing within a month of each review"),
            _of("training", 0, 8, "ggbb", "A course is changed by each review"),
            _of("communication", 0, 11, "ggab", "Know who read what"),
            _of("learning", 1, 3, ".ggb", "Champions in every agency"),
            _of("policy", 1, 6, "..gg", "Procedures say which review changed them"),
        )),
        ("What changed is tested", (
            _of("audit", 0, 10, "ggab", "A question on the last review in each audit"),
            _of("performance", 1, 4, "..ga", "Six measures for what came of it", "Four are agreed."),
            _of("section-11", 1, 8, "..gg", "Ask for evidence of learning in the section 11 audit"),
            _of("board", 1, 11, "...g", "The scrutineer tests one recommendation"),
            _of("learning", 1, "March 2028?", "...g", "Write the next plan from it"),
        )),
    )),
)  # fmt: skip
PROGRAMME = (
    _of("performance", 1, 2, ".gbb", "Agree ten measures of neglect"),
    _of("performance", 1, 4, "..ga", "Returns from every provider", "Two do not answer."),
    _of("performance", 1, 6, "..gg", "A dashboard for each locality group"),
    _of("performance", 1, 9, "..gg", "A deep dive into repeat plans"),
    _of(
        "performance",
        1,
        10,
        "..rr",
        "Feedback of families as a measure",
        "No agency collects it yet.",
    ),
    _of("performance", 1, 12, "...g", "Check every figure of the yearly report"),
)
