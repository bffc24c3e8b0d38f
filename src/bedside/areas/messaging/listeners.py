"""What channels do on hearing of a team, and what areas below ask of them."""

from bedside.areas.messaging.actions.team.standing_in import hand_on_for, put_back_all
from bedside.areas.messaging.events import Wrote
from bedside.areas.messaging.queries import carried
from bedside.areas.messaging.queries.on_team import owner_of
from bedside.areas.practice.events import LeftTeam, WentAway
from bedside.kit.outbox import listen

__all__ = ["carried"]  # loaded with this file: it answers what posts ask before they publish


@listen(LeftTeam)
def left_team(event: LeftTeam) -> None:
    """What somebody had goes back to everybody."""
    put_back_all(practice_id=event.practice_id, persona_id=event.persona_id)


@listen(WentAway)
def went_away(event: WentAway) -> None:
    """What waits for somebody goes to who stands in for her."""
    hand_on_for(practice_id=event.practice_id, persona_id=event.persona_id)


@listen(Wrote)
def wrote(event: Wrote) -> None:
    """A message for somebody who is away is handed on at once."""
    owner_id = owner_of(event.thread_id)
    if owner_id is not None:
        hand_on_for(practice_id=event.practice_id, persona_id=owner_id)
