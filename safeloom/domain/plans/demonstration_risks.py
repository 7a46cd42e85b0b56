"""The words of the invented county's risks."""

from dataclasses import dataclass

INTEGRITY, TOGETHER, DELIVERY = (
    "Integrity and reputation",
    "Partnership and engagement",
    "Delivery of the business plan",
)
APPETITE = {INTEGRITY: 8, TOGETHER: 6, DELIVERY: 9}
Steps = tuple[int, int]


@dataclass(frozen=True)
class Told:
    """A risk: its residual scores in the order of its reviews; `accepted` from and to so many days from
    today, `closed` so many days ago."""

    number: str
    theme: str
    title: str
    description: str
    controls: str
    inherent: Steps
    residuals: tuple[Steps, ...]
    retained: Steps
    agency: str = ""
    group: str = ""
    cycle: int = 3
    note: str = "Looked through with the owner."
    accepted: tuple[int, int] = ()
    closed: int = 0


RISKS = (
    Told(
        "1a", INTEGRITY, "What changed for children cannot be shown",
        "Data say how much was done, not what came of it.",
        "Scorecard each quarter, audits, feedback of families",
        (4, 3), ((3, 3), (3, 3), (2, 3), (2, 3), (2, 3)), (2, 2), group="performance",
    ),
    Told(
        "2a", INTEGRITY, "A published review is met unprepared by the press",
        "Publication is known late, and no words are agreed.",
        "Plan for each publication, named press contacts of the partners",
        (3, 3), ((2, 3), (2, 3), (2, 3), (2, 3), (2, 3)), (2, 3), agency="north-council",
    ),
    Told(
        "3a", INTEGRITY, "Personal information reaches whom it must not",
        "Papers are sent by mail; lists of recipients are old.",
        "Restricted papers, training, yearly look at who has access",
        (3, 4), ((2, 4), (2, 4), (3, 4), (2, 4), (2, 4)), (1, 4), agency="kept-council",
        note="After one mail to a wrong address the list was gone through.",
    ),
    Told(
        "4a", INTEGRITY, "An inspection finds what the partnership did not know",
        "Assurance rests on what agencies say of themselves.",
        "Scrutiny, section 11 visits, a mock inspection every two years",
        (3, 4), ((3, 3), (3, 3), (3, 3), (3, 3), (3, 3)), (2, 3), group="executive", accepted=(-200, 120),
    ),
    Told(
        "1b", TOGETHER, "Partners give less money than the plan needs",
        "Budgets of two partners are not settled before the year begins.",
        "Shares agreed for three years, quarterly statement",
        (4, 3), ((3, 3), (3, 3), (3, 3), (4, 3), (4, 3)), (2, 3), group="executive",
        note="One partner has not confirmed its share.",
    ),
    Told(
        "2b", TOGETHER, "A partner that falls short is not held to account",
        "Nobody likes to challenge a colleague in the room.",
        "Compact, attendance told each quarter, an escalation policy",
        (3, 3), ((2, 3), (2, 3), (2, 3), (2, 3), (2, 3)), (2, 2), group="board",
    ),
    Told(
        "3b", TOGETHER, "Schools are not at the table",
        "Heads change each year, academies have no one voice.",
        "Education group, two seats at the board",
        (3, 3), ((3, 2), (3, 2), (2, 2), (2, 2), (2, 2)), (1, 2), group="board",
    ),
    Told(
        "4b", TOGETHER, "Health partners reorganise and lose the thread",
        "Boards merge; those who know the work leave.",
        "Handover agreed, designated professionals kept in post",
        (4, 3), ((3, 3), (4, 3), (4, 3), (3, 3), (3, 3)), (2, 3), agency="icb",
    ),
    Told(
        "1c", DELIVERY, "The unit is too small for the plan",
        "Two of six posts are for a fixed term.",
        "Plan gone through each quarter, work shared with partners",
        (4, 3), ((3, 3), (3, 3), (3, 4), (3, 4), (3, 4)), (2, 3), group="executive",
        note="A post is vacant and cannot be filled before spring.",
    ),
    Told(
        "2c", DELIVERY, "Government policy changes the priorities within the year",
        "New duties come with regulations whose day is not known.",
        "Horizon scanning at each board",
        (4, 3), ((3, 3), (3, 3), (3, 3), (3, 3), (3, 3)), (3, 2), group="board", cycle=6,
        accepted=(-330, -25),
    ),
    Told(
        "3c", DELIVERY, "Agencies return data late or not at all",
        "Three systems were replaced in a year.",
        "Reminders, a named analyst at each agency",
        (4, 3), ((4, 2), (3, 2), (3, 2), (2, 2), (2, 2)), (2, 2), group="performance",
    ),
    Told(
        "4c", DELIVERY, "Bad weather stops training and meetings",
        "Courses are held in one building.",
        "Online rooms, dates held in reserve",
        (3, 2), ((2, 2), (1, 2), (1, 2)), (1, 2), agency="district-1", closed=40,
    ),
    Told(
        "5c", DELIVERY, "Several reviews at once take all the time there is",
        "Each takes a manager half a year.",
        "A pool of reviewers shared with neighbours",
        (3, 4), ((2, 4), (2, 4)), (2, 3), agency="police",
    ),
    Told(
        "6c", DELIVERY, "Training of single agencies is not assured",
        "Numbers come in; what people learnt does not.",
        "Assurance asked of each agency once a year",
        (3, 3), ((3, 3), (3, 3), (3, 3), (3, 3), (3, 3)), (2, 2), agency="hospital-1",
    ),
)  # fmt: skip
