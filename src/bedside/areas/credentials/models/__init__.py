"""The tables of credentials."""

from bedside.areas.credentials.models.credential import Credential, StatusPlace

__all__ = ("Credential", "StatusPlace")
