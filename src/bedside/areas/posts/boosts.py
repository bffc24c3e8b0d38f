"""Which of the posts that somebody passed on stay in a home timeline: asked only for those, most pages have none."""

from collections.abc import Sequence

from django.db import connection

from bedside.areas.people.viewer import Viewer
from bedside.areas.posts.visibility import TIES, params

Pair = tuple[int, int]  # a post, and who passed it on

STANDING = f"""
WITH {TIES}
SELECT s.post_id, s.boosted_by, via.name
FROM unnest(%(posts)s::bigint[], %(boosters)s::bigint[]) AS s (post_id, boosted_by)
JOIN posts_post p ON p.id = s.post_id
JOIN people_persona via ON via.id = s.boosted_by
JOIN contacts_follow f ON f.owner_id = %(me)s AND f.target_id = s.boosted_by AND f.accepted
WHERE NOT via.hidden
  AND s.boosted_by NOT IN (SELECT id FROM blocked)
  AND NOT EXISTS (SELECT 1 FROM contacts_mute u WHERE u.owner_id = %(me)s AND u.target_id = s.boosted_by)
  -- A post that is in this timeline by itself stands at its own place, once.
  AND NOT EXISTS (
      SELECT 1 FROM posts_home_entry own
      JOIN contacts_follow o ON o.owner_id = %(me)s AND o.target_id = p.author_id AND o.accepted
      WHERE own.owner_id = %(me)s AND own.entry_id = s.post_id AND own.boosted_by IS NULL)
  AND NOT (p.reply_to_id IS NULL AND p.space_id IN (SELECT j.space_id FROM joined j))
  AND NOT EXISTS (
      SELECT 1 FROM posts_tag t JOIN posts_tag_follow tf ON tf.owner_id = %(me)s AND tf.tag = t.tag
      WHERE t.post_id = s.post_id)
"""  # noqa: S608  # made of constants


def standing(viewer: Viewer, pairs: Sequence[Pair]) -> dict[Pair, str]:
    """Return those of `pairs` that `viewer` may be shown as passed on, each with the name of who did it."""
    if not pairs:
        return {}
    about = {"posts": [post for post, _by in pairs], "boosters": [by for _post, by in pairs]}
    with connection.cursor() as cursor:
        cursor.execute(STANDING, params(viewer) | about)
        return {(post_id, boosted_by): name for post_id, boosted_by, name in cursor.fetchall()}
