"""The area `visits` as a Django app."""

from django.apps import AppConfig

from bedside.kit import parts


class VisitsConfig(AppConfig):
    """See the package's docstring."""

    name = "bedside.areas.visits"
    label = "visits"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register what the area has to register."""
        parts.load(self)
