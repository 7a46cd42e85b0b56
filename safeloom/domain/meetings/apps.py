"""Meetings as a Django app."""

from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    """Series of meetings, meetings and their agendas."""

    name = "safeloom.domain.meetings"
    label = "meetings"
    verbose_name = "Meetings"
