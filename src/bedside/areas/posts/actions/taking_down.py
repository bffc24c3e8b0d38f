"""Taking away what hung on a permission that has ended.

Nobody could read it from that moment on, because every read asks. This takes the words and pictures themselves away.
"""

from contextlib import suppress

from django.db import connection, transaction

from bedside.areas.audit.actions import record
from bedside.areas.consents.queries import LIVE
from bedside.areas.posts.actions.delete import erase_post
from bedside.areas.posts.models import Post
from bedside.kit.clock import now
from bedside.kit.errors import NotHere
from bedside.kit.viewing import as_system

OVER = f"""SELECT p.id FROM posts_post p WHERE p.authorisation_id IS NOT NULL AND NOT p.gone AND NOT {LIVE}
    ORDER BY p.id"""  # noqa: S608  # made of constants


@as_system("what a patient no longer permits goes, whoever wrote it")
def take_down_all() -> int:
    """Delete every post whose permission is over, with its pictures, and return how many there were."""
    with connection.cursor() as cursor:
        cursor.execute(OVER, {"moment": now()})
        over = [row[0] for row in cursor.fetchall()]
    for post_id in over:
        with suppress(NotHere), transaction.atomic():  # its author deleted it at this moment
            author_id = Post.objects.filter(id=post_id).values_list("author_id", flat=True).first()
            erase_post(post_id)
            record("post.taken_down", by=None, about=("post", post_id), subject=author_id)
    return len(over)
