"""The web door as a Django app (templates, static files, template tags)."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """Pages for people."""

    name = "bedside.doors.web"
    label = "web"
