"""The outbox as a Django app."""

from django.apps import AppConfig


class OutboxConfig(AppConfig):
    """Events of all areas."""

    name = "bedside.kit.outbox"
    label = "outbox"
    default_auto_field = "django.db.models.BigAutoField"
