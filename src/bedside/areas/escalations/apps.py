"""The area `escalations` as a Django app."""

from django.apps import AppConfig

from bedside.kit import parts
from bedside.policy import escalation


class EscalationsConfig(AppConfig):
    """See the package's docstring."""

    name = "bedside.areas.escalations"
    label = "escalations"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register what the area has to register; a site does not start with a table that contradicts itself."""
        escalation.shipped()
        parts.load(self)
