"""Questionnaires as a Django app."""

from django.apps import AppConfig


class QuestionnairesConfig(AppConfig):
    """Questionnaires and their versions, campaigns, responses, answers and moderation."""

    name = "safeloom.domain.questionnaires"
    label = "questionnaires"
    verbose_name = "Questionnaires"
