"""Loading what a Django app registers by being imported."""

from importlib import import_module
from typing import Final

from django.apps import AppConfig
from django.utils.module_loading import module_has_submodule

# Listeners and jobs, and what leaving and retention mean for the app's tables.
REGISTERING: Final = ("listeners", "jobs", "leaving", "retention")


def load(app: AppConfig) -> None:
    """Import the modules of `app` that register something, as far as it has them; for `AppConfig.ready`."""
    assert app.module is not None
    for module in REGISTERING:
        if module_has_submodule(app.module, module):
            import_module(f"{app.name}.{module}")
