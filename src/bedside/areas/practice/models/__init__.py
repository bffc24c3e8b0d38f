"""The tables of practices."""

from bedside.areas.practice.models.practice import Closure, Hours, Practice, TeamMember
from bedside.areas.practice.models.team import Absence, Delegation, Shift, Template

__all__ = ("Absence", "Closure", "Delegation", "Hours", "Practice", "Shift", "TeamMember", "Template")
