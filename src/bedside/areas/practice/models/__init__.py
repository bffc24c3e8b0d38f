"""The tables of practices."""

from bedside.areas.practice.models.practice import Closure, Hours, Practice, TeamMember
from bedside.areas.practice.models.team import Delegation, TeamAbsence, TeamShift, Template

__all__ = ("Closure", "Delegation", "Hours", "Practice", "TeamAbsence", "TeamMember", "TeamShift", "Template")
