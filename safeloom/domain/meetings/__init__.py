"""Series of meetings, meetings and their agendas."""
