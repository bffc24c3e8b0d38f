"""The area `vocabulary` as a Django app."""

from django.apps import AppConfig

from bedside.kit import parts


class VocabularyConfig(AppConfig):
    """See the package's docstring."""

    name = "bedside.areas.vocabulary"
    label = "vocabulary"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register what the area has to register."""
        parts.load(self)
