"""What the business plan offers."""

from safeloom.kernel.registry import ReportBlock

CONTRIBUTIONS = (
    ReportBlock(
        "plan-position",
        "Position of the plan",
        "safeloom.systems.business_plan.report.plan_position",
        choices="safeloom.systems.business_plan.report.choices",
        several=True,
        dated=True,
        words="How many lines of a plan stand how, by priority and by due month.",
    ),
)
