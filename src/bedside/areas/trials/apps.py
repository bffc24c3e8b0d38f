"""The area `trials` as a Django app."""

from django.apps import AppConfig

from bedside.kit import parts


class TrialsConfig(AppConfig):
    """See the package's docstring."""

    name = "bedside.areas.trials"
    label = "trials"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register what the area has to register."""
        parts.load(self)
