"""What each side may read of channels: the patient hers, the team the practice's."""

from bedside.areas.messaging.queries.opened import opened_by_team_at

__all__ = ("opened_by_team_at",)
