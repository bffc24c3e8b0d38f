"""What moderators do to posts, and take back. Moderation, which stands above, asks whether they may, and logs it.

Everything here acts at once: every read asks for it.
"""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from bedside.areas.people.viewer import Viewer
from bedside.areas.posts.actions.coming_out import tell_of
from bedside.areas.posts.models import Post
from bedside.kit.errors import NotHere
from bedside.kit.viewing import as_system

LABEL, HIDE, HOLD = "label", "hide", "hold"
_FIELDS = {LABEL: "label", HIDE: "folded", HOLD: "held_for"}


@transaction.atomic
@as_system("moderators act on posts of others")
def moderate(*, by: Viewer, post_ids: Iterable[int], act: str, reason: str, until: datetime | None = None) -> None:
    """Label, fold or hold these posts for `reason`; `until` is for holding alone. Raises `NotHere` for a visitor."""
    if not by.confirmed:
        raise NotHere
    change: dict[str, object] = {_FIELDS[act]: reason}
    if act == HOLD:
        change["held_until"] = until
    Post.objects.filter(id__in=set(post_ids), gone=False).update(**change)


@transaction.atomic
@as_system("moderators take back what they did to posts of others")
def lift(*, by: Viewer, post_ids: Iterable[int], act: str) -> None:
    """Take it back: as if it had never been done. Raises `NotHere` for a visitor."""
    if not by.confirmed:
        raise NotHere
    change: dict[str, object] = {_FIELDS[act]: ""}
    ids = set(post_ids)
    if act == HOLD:
        change["held_until"] = None
        tell_of(ids)
    Post.objects.filter(id__in=ids).update(**change)
