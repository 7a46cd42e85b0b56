"""The voice of children and families as a Django app."""

from django.apps import AppConfig


class VoiceConfig(AppConfig):
    """What was said, who answered, what changed."""

    name = "safeloom.systems.voice"
    label = "voice"
    verbose_name = "Voice of children and families"
