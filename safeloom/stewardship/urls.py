"""Addresses of stewardship."""

app_name = "stewardship"
urlpatterns: list = []
