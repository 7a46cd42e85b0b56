"""Channels, activities, and what was said."""

from .voice import VoiceActivity, VoiceChannel, VoicePoint

__all__ = ["VoiceActivity", "VoiceChannel", "VoicePoint"]
