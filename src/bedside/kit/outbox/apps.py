"""The outbox as a Django app."""

from django.apps import AppConfig

from bedside.kit import parts


class OutboxConfig(AppConfig):
    """Events of all areas."""

    name = "bedside.kit.outbox"
    label = "outbox"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register the job that hands events on: a worker that took one before would throw it away as unknown."""
        parts.load(self)
