"""The area `people` as a Django app."""

from importlib import import_module

from django.apps import AppConfig
from django.utils.module_loading import module_has_submodule


class PeopleConfig(AppConfig):
    """See the package's docstring."""

    name = "bedside.areas.people"
    label = "people"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register listeners, jobs, and what leaving and retention mean for the area's tables, where it has them."""
        for module in ("listeners", "jobs", "leaving", "retention"):
            if module_has_submodule(self.module, module):
                import_module(f"{self.name}.{module}")
