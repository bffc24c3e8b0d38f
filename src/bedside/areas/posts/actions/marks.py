"""What one presses on a post: saved, this helped me, passed on. And hashtags one follows."""

from dataclasses import replace

from django.db import transaction

from bedside.areas.audit.actions import record
from bedside.areas.people.actions import limits
from bedside.areas.people.viewer import Viewer
from bedside.areas.posts import queries
from bedside.areas.posts.actions.pausing import is_paused
from bedside.areas.posts.actions.publish import fan_out
from bedside.areas.posts.events import HelpedMe
from bedside.areas.posts.models import HomeEntry, Mark, TagFollow
from bedside.areas.posts.seen import SeenPost
from bedside.kit.errors import NotAllowed, Refused
from bedside.kit.ids import new_id
from bedside.kit.outbox.actions import publish as tell
from bedside.kit.viewing import as_system
from bedside.policy.limits import TAKEN_BACK

TAGS_FOLLOWED = 100


@transaction.atomic
def mark(*, by: Viewer, post_id: int, kind: str, on: bool) -> SeenPost:
    """Set or take back a mark, and return the post. Pressing twice is the same as once. Raises NotHere, NotAllowed."""
    post = queries.seen(by, post_id)
    if not by.confirmed:
        raise NotAllowed
    if not on:
        _take_back(by, post, kind)
        return _shown(post, kind, on=False)
    _may(post, kind)
    row, made = Mark.objects.get_or_create(
        persona_id=by.persona_id, kind=kind, post_id=post_id, defaults={"id": new_id()}
    )
    if made and kind == Mark.Kind.HELPED:
        tell(HelpedMe(post_id=post.id, author_id=post.author_id, by_id=by.persona_id))
    if made and kind == Mark.Kind.BOOSTED:
        if not is_paused(post.id):  # else it goes out when the pause ends; the press looks the same to everybody
            fan_out(post_id=post.id, entry_id=row.id, source=by.persona_id, boosted_by=by.persona_id)
        record("post.boosted", by=by.persona_id, about=("post", post.id))
    return _shown(post, kind, on=True)


def _shown(post: SeenPost, kind: str, *, on: bool) -> SeenPost:
    """Return the post as it looks after the press; nothing else of it can have changed."""
    if kind == Mark.Kind.HELPED:
        return replace(post, i_helped=on, n_helped=post.n_helped + int(on) - int(post.i_helped))
    return replace(post, i_saved=on) if kind == Mark.Kind.SAVED else replace(post, i_boosted=on)


def _may(post: SeenPost, kind: str) -> None:
    if kind not in Mark.Kind.values:
        raise Refused(code="unknown_choice")
    if post.mine and kind != Mark.Kind.SAVED:
        raise NotAllowed("This is your own post.", code="own_post")
    if kind == Mark.Kind.BOOSTED and post.audience != "public":
        raise NotAllowed("This post stays where it is. Only public posts can be passed on.", code="stays_here")


def _take_back(by: Viewer, post: SeenPost, kind: str) -> None:
    gone, _ = Mark.objects.filter(persona_id=by.persona_id, kind=kind, post_id=post.id).delete()
    if gone and kind == Mark.Kind.BOOSTED:
        limits.require(TAKEN_BACK, value=str(by.persona_id))
        with as_system("what is passed on no more leaves the home timelines of all followers"):
            HomeEntry.objects.filter(post_id=post.id, boosted_by=by.persona_id).delete()


@transaction.atomic
def follow_tag(*, by: Viewer, tag: str) -> None:
    """Bring public posts with this hashtag into the home timeline."""
    tag = tag.casefold()
    if not by.signed_in or not tag or len(tag) > 60:
        raise NotAllowed
    if TagFollow.objects.filter(owner_id=by.persona_id).count() >= TAGS_FOLLOWED:
        raise Refused("You follow 100 hashtags.", do="Stop following one first.", code="too_many_tags")
    TagFollow.objects.get_or_create(owner_id=by.persona_id, tag=tag)


@transaction.atomic
def unfollow_tag(*, by: Viewer, tag: str) -> None:
    """Take the hashtag out of the home timeline again."""
    TagFollow.objects.filter(owner_id=by.persona_id, tag=tag.casefold()).delete()
