"""Upkeep of home timelines: filled when a follow begins, emptied when it ends, cut to their length at night."""

from django.db import connection, transaction

from bedside.areas.posts.models import HOME_CAP
from bedside.kit.viewing import as_system

BACKFILL = """
INSERT INTO posts_home_entry (owner_id, entry_id, post_id, boosted_by)
SELECT %(owner)s, p.id, p.id, NULL FROM posts_post p
WHERE p.author_id = %(author)s AND p.reply_to_id IS NULL AND p.audience IN ('public', 'followers') AND NOT p.gone
  AND EXISTS (SELECT 1 FROM contacts_follow f WHERE f.owner_id = %(owner)s AND f.target_id = %(author)s AND f.accepted)
ORDER BY p.id DESC LIMIT 20
ON CONFLICT DO NOTHING
"""
CLEAR = """
DELETE FROM posts_home_entry h USING posts_post p
WHERE h.owner_id = %(owner)s AND p.id = h.post_id
  AND (h.boosted_by = %(author)s OR (p.author_id = %(author)s AND h.boosted_by IS NULL))
"""
TRIM = """
DELETE FROM posts_home_entry h USING (
    SELECT owner_id, entry_id, row_number() OVER (PARTITION BY owner_id ORDER BY entry_id DESC) AS place
    FROM posts_home_entry
) ranked
WHERE ranked.place > %(cap)s AND h.owner_id = ranked.owner_id AND h.entry_id = ranked.entry_id
"""


@as_system("the home timelines of others")
@transaction.atomic
def backfill(*, owner_id: int, author_id: int) -> None:
    """Put an author's last 20 posts into the home timeline of a follower, if the follow still stands."""
    with connection.cursor() as cursor:
        cursor.execute(BACKFILL, {"owner": owner_id, "author": author_id})


@as_system("the home timelines of others")
@transaction.atomic
def clear(*, owner_id: int, author_id: int) -> None:
    """Take out what came into `owner_id`'s home timeline through `author_id`."""
    with connection.cursor() as cursor:
        cursor.execute(CLEAR, {"owner": owner_id, "author": author_id})


@as_system("the home timelines of others")
@transaction.atomic
def trim() -> int:
    """Cut every home timeline to its newest rows and return how many went."""
    with connection.cursor() as cursor:
        cursor.execute(TRIM, {"cap": HOME_CAP})
        return int(cursor.rowcount)
