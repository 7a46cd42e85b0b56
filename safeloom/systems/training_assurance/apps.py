"""Training assurance as a Django app."""

from django.apps import AppConfig


class TrainingAssuranceConfig(AppConfig):
    """Agencies' own training, as they grade it and as a peer does."""

    name = "safeloom.systems.training_assurance"
    label = "training_assurance"
    verbose_name = "Training assurance"
