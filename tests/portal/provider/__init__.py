"""A real identity provider (django-allauth's own), run as a process of its own on loopback."""
