"""The area `likeme` as a Django app."""

from django.apps import AppConfig

from bedside.kit import parts


class LikemeConfig(AppConfig):
    """See the package's docstring."""

    name = "bedside.areas.likeme"
    label = "likeme"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register what the area has to register."""
        parts.load(self)
