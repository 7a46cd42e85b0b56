"""What the partnership's money offers."""

from safeloom.kernel.registry import (
    Navigation,
    Permission,
    RecordKind,
    ReorganisationRule,
)

UNIT = ("business-manager", "coordinator")
SEE = (*UNIT, "statutory-partner", "scrutineer")

CONTRIBUTIONS = (
    Permission("finance.see", "see the statement of account, budgets, spending and reserves", SEE),
    Permission("finance.change", "keep the account: years, heads, budgets, income, payments", UNIT),
    Permission("contribution.see", "see what agencies pay", (*SEE, "agency-lead")),
    Permission("contribution.change", "agree, invoice and receive contributions", UNIT),
    Permission("spend.ask", "ask for approval to spend", (*UNIT, "statutory-partner")),
    Permission(
        "spend.decide",
        "approve and reject spending, as far as a post of theirs lets them",
        (*UNIT, "statutory-partner"),
    ),
    Permission("spending-limit.change", "set limits of delegation", ("business-manager",)),
    Navigation("Money", "finance:money", "contribution.see", order=45),
    RecordKind(
        "contribution",
        "Contribution",
        see="contribution.see",
        change="contribution.change",
        rows="safeloom.domain.finance.found.contributions",
        address="safeloom.domain.finance.addresses.of_contribution",
    ),
    RecordKind(
        "spend",
        "Spending",
        see="finance.see",
        change="finance.change",
        rows="safeloom.domain.finance.found.spending",
        address="safeloom.domain.finance.addresses.of_spend",
    ),
    RecordKind(
        "reserve",
        "Reserve",
        see="finance.see",
        change="finance.change",
        rows="safeloom.domain.finance.found.reserves",
        address="safeloom.domain.finance.addresses.of_reserve",
    ),
    RecordKind(
        "financial-year",
        "Financial year",
        see="finance.see",
        change="finance.change",
        rows="safeloom.domain.finance.found.years",
        address="safeloom.domain.finance.addresses.of_year",
    ),
    ReorganisationRule(
        "contributions",
        "Contributions",
        ("finance.Payer",),
        follow="safeloom.domain.finance.reorganising.follow",
        links=("finance.FollowedPayer",),
        order=60,
    ),
    ReorganisationRule(
        "contributions-agreed",
        "Contributions as they were agreed",
        ("finance.Contribution", "finance.Invoice"),
        stays="who agreed and who was invoiced stays as it was printed; what is left is paid by its payers",
    ),
    ReorganisationRule(
        "spending-limits",
        "Limits of delegation",
        ("finance.Limit", "finance.SpendStep"),
        stays="who may approve is decided anew: a limit ends with its post",
    ),
)
