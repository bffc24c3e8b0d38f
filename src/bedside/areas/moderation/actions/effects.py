"""What an act does to posts and people, and taking it back: at once, everywhere, because every read asks for it."""

from collections.abc import Iterable
from datetime import datetime

from bedside.areas.moderation.models import Act
from bedside.areas.moderation.queries import hands
from bedside.areas.people import actions as people
from bedside.areas.people.viewer import Viewer
from bedside.areas.posts import actions as posts
from bedside.policy.moderation.acts import ACTS


def take_effect(
    *, by: Viewer, act: str, reason: str, post_ids: Iterable[int], persona_ids: Iterable[int], until: datetime | None
) -> None:
    """Do it to these posts, or to these people, all of one press."""
    if ACTS[act].on_posts:
        posts.moderate(by=by, post_ids=post_ids, act=act, reason=reason, until=until)
    elif act == "limit":
        people.limit(by=by, persona_ids=persona_ids, until=until)
    else:
        for handle in _handles(persona_ids):
            people.suspend(by=by, handle=handle)


def take_back(*, by: Viewer, acts: Iterable[Act]) -> None:
    """Make it as if these acts had never been done."""
    rows = list(acts)
    for act in sorted({one.act for one in rows}):
        these = [one for one in rows if one.act == act]
        if ACTS[act].on_posts:
            posts.lift(by=by, post_ids=[one.post_id for one in these if one.post_id], act=act)
        elif act == "limit":
            people.limit(by=by, persona_ids=[one.about_id for one in these], until=None)
        else:
            for handle in _handles(one.about_id for one in these):
                people.restore(by=by, handle=handle)


def _handles(persona_ids: Iterable[int]) -> list[str]:
    return sorted(one.handle for one in hands.personas_of_cases(persona_ids))
