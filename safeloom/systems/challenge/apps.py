"""Challenge and escalation as a Django app."""

from django.apps import AppConfig


class ChallengeConfig(AppConfig):
    """Stages of escalation, disagreements between agencies, the partner-to-partner log."""

    name = "safeloom.systems.challenge"
    label = "challenge"
    verbose_name = "Challenge and escalation"
