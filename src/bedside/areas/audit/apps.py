"""The area `audit` as a Django app."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    """See the package's docstring."""

    name = "bedside.areas.audit"
    label = "audit"
    default_auto_field = "django.db.models.BigAutoField"
