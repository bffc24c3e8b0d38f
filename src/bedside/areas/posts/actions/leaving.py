"""Erasing all posts of somebody who leaves, set-wise and in the caller's transaction."""

from django.db.models import Exists, OuterRef

from bedside.areas.people.parts import Leaver
from bedside.areas.posts import files
from bedside.areas.posts.actions.delete import forget_empty
from bedside.areas.posts.models import NOBODY, Image, Post

EMPTY = {"title": "", "topic": "", "text": "", "html": "", "warning": "", "n_images": 0, "form_key": None}


def forget_posts(leaver: Leaver) -> None:
    """Delete the posts; one that somebody else still answers stays as an empty row, of nobody.

    What hangs on them was erased before, part by part. In threads that she began, nobody takes her place.
    """
    own = Post.objects.filter(author_id__in=leaver.personas)
    parents = {parent for parent in own.values_list("reply_to_id", flat=True) if parent is not None}
    ids = list(own.values_list("id", flat=True))
    own.update(gone=True, pinned=False, edited_at=None, author_id=NOBODY, **EMPTY)
    Post.objects.filter(thread_author_id__in=leaver.personas).update(thread_author_id=NOBODY)
    Post.objects.filter(posted_by_id__in=leaver.personas).update(posted_by_id=NOBODY)
    answers = Post.objects.filter(thread_id=OuterRef("thread_id"), reply_to_id=OuterRef("id"))
    while Post.objects.filter(~Exists(answers), id__in=ids).delete()[0]:
        continue  # what only they answered has no answer now
    for post_id in sorted(parents.difference(ids), reverse=True):
        forget_empty(post_id)


def forget_pictures(leaver: Leaver) -> None:
    """Delete the files first: if the work stops between, the rows still name what is to be deleted."""
    posts = Post.objects.filter(author_id__in=leaver.personas).values("id")
    own = Image.objects.filter(owner_id__in=leaver.personas) | Image.objects.filter(post_id__in=posts)
    files.forget(own.values_list("key", flat=True))
    own.delete()


def pictures_of(leaver: Leaver) -> list[tuple[str, bytes]]:
    """Return the pictures of a leaver as (name, content); one whose file is gone is left out."""
    keys = Image.objects.filter(owner_id__in=leaver.personas).values_list("key", flat=True)
    there = [(key, files.path_of(key)) for key in keys]
    return [(f"pictures/{key}", path.read_bytes()) for key, path in there if path.exists()]
