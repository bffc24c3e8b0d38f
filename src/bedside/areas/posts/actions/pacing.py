"""How fast a place may be, and what waits for a look by itself (`policy.moderation.spam`)."""

from dataclasses import replace
from datetime import timedelta

from bedside.areas.people.actions import limits
from bedside.areas.people.viewer import Viewer
from bedside.areas.posts.models import Post
from bedside.areas.spaces import queries as spaces
from bedside.areas.spaces.models import Space
from bedside.kit.clock import now
from bedside.kit.ids import made_at
from bedside.policy.limits import LINKS_OF_NEW, PACE, SAME_BY_NEW, SAME_BY_ONE
from bedside.policy.moderation.likeness import links
from bedside.policy.moderation.spam import Facts, Wait, counts_as_same, is_new, waits

LOOKED_AT = 10  # of its last posts: more than ten in ten minutes meet another limit soon


def keep_pace(*, by: Viewer, space: Space) -> None:
    """Raise `TooManyTries` where a steward slowed the space down and `by` wrote in it a moment ago."""
    if not space.pace or spaces.standing(by, space).is_steward:
        return
    limit = replace(PACE, window=timedelta(seconds=space.pace))
    limits.require(limit, value=f"{by.persona_id} {space.id}")


def waiting_for_look(*, by: Viewer, text: str, audience: str) -> Wait:
    """Say whether a post waits for a look, and why. A steward or moderator sees it then; nothing is refused."""
    same, new = counts_as_same(text), is_new(now() - made_at(by.persona_id))
    facts = Facts(
        same_by_author=bool(same) and _written_lately(by, same) >= SAME_BY_ONE.tries,
        same_by_new=bool(same) and new and limits.spend(SAME_BY_NEW, value=same).refused,
        links_of_new=new and bool(links(text)) and limits.spend(LINKS_OF_NEW, value=str(by.persona_id)).refused,
        for_many=audience != "mentioned",
    )
    return waits(facts)


def _written_lately(by: Viewer, same: str) -> int:
    """Return how often `by` has published these words within the window, among its last posts; no text is kept."""
    rows = Post.objects.filter(author_id=by.persona_id, gone=False).order_by("-id")
    last = rows.values_list("created_at", "title", "topic", "text")[:LOOKED_AT]
    fresh = [words for at, *words in last if at > now() - SAME_BY_ONE.window]
    return sum(counts_as_same("\n".join(filter(None, words))) == same for words in fresh)
