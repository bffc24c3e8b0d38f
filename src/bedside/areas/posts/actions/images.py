"""Taking in pictures for a post that is being written.

If the work stops beside a commit, a file lies there that no row names: nobody can reach it, and `sweep` deletes it.
"""

import secrets
from datetime import timedelta
from functools import partial
from typing import Final

from django.db import transaction
from django.db.models import QuerySet

from bedside.areas.people.actions import limits
from bedside.areas.people.viewer import Viewer
from bedside.areas.posts import files
from bedside.areas.posts.models import Image
from bedside.kit.clock import now
from bedside.kit.errors import NotAllowed, NotHere, Refused
from bedside.kit.images import CleanImage, cleaned
from bedside.kit.viewing import as_system
from bedside.policy.limits import UPLOADS

WAITING = 40  # pictures uploaded by one persona that are on no post yet
WRITING: Final = timedelta(hours=6)
"""For so long a file without a row is left alone: its row may be about to be kept."""


def add_image(*, by: Viewer, data: bytes, alt: str = "") -> str:
    """Keep a picture, written anew, and return its key; raise BadImage (nothing kept) or Refused."""
    if not by.confirmed:
        raise NotAllowed
    limits.require(UPLOADS, value=str(by.persona_id))  # before the decoding, which is what costs
    return _kept(by, cleaned(data), alt)  # decoded before the transaction, which would wait for it


@transaction.atomic
def _kept(by: Viewer, picture: CleanImage, alt: str) -> str:
    if Image.objects.filter(owner_id=by.persona_id, post_id=None).count() >= WAITING:
        raise Refused("You have many pictures waiting.", do="Publish or delete a draft first.", code="too_many_images")
    key = secrets.token_hex(16)
    Image.objects.create(
        key=key,
        owner_id=by.persona_id,
        alt=alt,
        media_type=picture.media_type,
        width=picture.width,
        height=picture.height,
        place_removed=picture.place_removed,
    )
    files.keep(key, picture.data)
    return key


@transaction.atomic
def drop_image(*, by: Viewer, key: str) -> None:
    """Throw away a picture that is on no post yet, nor on one that waits; raise NotHere for any other."""
    if not throw_away(Image.objects.filter(key=key, owner_id=by.persona_id, post_id=None, waiting_id=None)):
        raise NotHere


def throw_away(images: QuerySet[Image]) -> int:
    """Delete these pictures, and their files when the caller's transaction commits; return how many they were."""
    keys = list(images.values_list("key", flat=True))
    images.delete()
    transaction.on_commit(partial(files.forget, keys))
    return len(keys)


def sweep() -> int:
    """Delete files that no row names, as a process leaves them that is ended beside a commit; return how many."""
    gone = 0
    with as_system("deleting pictures that belong to nothing"):
        for key, path in files.older_than(now() - WRITING):
            if path.suffix == ".new" or not Image.objects.filter(key=key).exists():
                path.unlink(missing_ok=True)
                gone += 1
    return gone
