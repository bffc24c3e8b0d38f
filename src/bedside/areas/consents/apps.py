"""The area `consents` as a Django app."""

from django.apps import AppConfig

from bedside.kit import parts


class ConsentsConfig(AppConfig):
    """See the package's docstring."""

    name = "bedside.areas.consents"
    label = "consents"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register what the area has to register."""
        parts.load(self)
