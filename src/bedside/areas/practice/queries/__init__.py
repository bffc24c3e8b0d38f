"""What is known of practices: the door is everybody's, the team is public, how it works is the team's."""

from bedside.areas.practice.queries.door import Door, door, door_of_clinician, promise_of, times_of, with_doors
from bedside.areas.practice.queries.team import (
    Colleague,
    answering,
    colleagues,
    on_team,
    people_of,
    roles_in,
    teams_of,
)
from bedside.areas.practice.queries.texts import own_texts, practices_ever

__all__ = (
    "Colleague",
    "Door",
    "answering",
    "colleagues",
    "door",
    "door_of_clinician",
    "on_team",
    "own_texts",
    "people_of",
    "practices_ever",
    "promise_of",
    "roles_in",
    "teams_of",
    "times_of",
    "with_doors",
)
