"""The composition root: it alone knows every part, and loads what each offers."""

from django.apps import AppConfig

from safeloom.kernel import registry

CONTRIBUTORS = (
    "safeloom.foundation.contributions",
    "safeloom.web.contributions",
    "safeloom.portal.contributions",
    "safeloom.stewardship.contributions",
    "safeloom.domain.partnership.contributions",
    "safeloom.domain.area_profile.contributions",
    "safeloom.domain.actions.contributions",
    "safeloom.domain.indicators.contributions",
    "safeloom.domain.questionnaires.contributions",
    "safeloom.domain.meetings.contributions",
    "safeloom.domain.plans.contributions",
    "safeloom.domain.finance.contributions",
    "safeloom.systems.structure.contributions",
    "safeloom.reports.contributions",
    "safeloom.systems.area_comparison.contributions",
    "safeloom.systems.area_profile.contributions",
    "safeloom.systems.scorecard.contributions",
    "safeloom.systems.yearly_report.contributions",
    "safeloom.systems.figure_check.contributions",
    "safeloom.systems.campaign_results.contributions",
    "safeloom.systems.compact.contributions",
    "safeloom.systems.challenge.contributions",
    "safeloom.systems.attendance.contributions",
    "safeloom.systems.inspections.contributions",
    "safeloom.systems.scrutiny.contributions",
    "safeloom.systems.action_position.contributions",
    "safeloom.systems.recommendation_register.contributions",
    "safeloom.systems.reports_received.contributions",
    "safeloom.systems.policy_impact.contributions",
    "safeloom.systems.national.contributions",
    "safeloom.systems.business_plan.contributions",
    "safeloom.systems.minutes.contributions",
    "safeloom.systems.case_audit.contributions",
    "safeloom.systems.risk_register.contributions",
    "safeloom.systems.school_return.contributions",
    "safeloom.systems.statement_of_account.contributions",
    "safeloom.systems.section_11.contributions",
    "safeloom.systems.training_assurance.contributions",
    "safeloom.systems.surveys.contributions",
    "safeloom.systems.voice.contributions",
)


class SafeloomConfig(AppConfig):
    """Last of the installed apps, so that every model is there when contributions load."""

    name = "safeloom.config"
    label = "config"

    def ready(self) -> None:
        """Load what every part offers."""
        for module in CONTRIBUTORS:
            registry.load(module)
