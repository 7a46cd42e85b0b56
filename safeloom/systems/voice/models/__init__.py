"""Channels, activities, what was said, and what it led to."""

from .voice import VoiceActivity, VoiceChannel, VoiceLed, VoicePoint

__all__ = ["VoiceActivity", "VoiceChannel", "VoiceLed", "VoicePoint"]
