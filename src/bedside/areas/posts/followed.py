"""What a viewer follows beside people, for the margin of the home timeline: read with the timeline."""

import json
from typing import Any

from django.db import connection

from bedside.areas.people.viewer import Viewer
from bedside.areas.posts.seen import Followed
from bedside.areas.posts.visibility import TIES, params

# An expression for a statement that begins with TIES. A space whose kind the viewer may not read now is left out.
FOLLOWED = """(SELECT jsonb_build_object(
    'spaces', (SELECT jsonb_agg(jsonb_build_array(h.slug, h.name))
        FROM joined j JOIN spaces_space h ON h.id = j.space_id
        WHERE h.kind = ANY(%(open_kinds)s) OR h.kind = ANY(%(member_kinds)s)),
    'tags', (SELECT jsonb_agg(tf.tag) FROM posts_tag_follow tf WHERE tf.owner_id = %(me)s)))"""


def followed(viewer: Viewer) -> Followed:
    """Return what `viewer` follows, for a timeline that has no row to carry it."""
    with connection.cursor() as cursor:
        cursor.execute(f"WITH {TIES} SELECT {FOLLOWED}", params(viewer))  # made of constants
        return read(cursor.fetchone()[0])


def read(found: str) -> Followed:
    """Return what FOLLOWED gave, in order of the alphabet."""
    known: dict[str, Any] = json.loads(found)
    spaces = ((slug, name) for slug, name in known["spaces"] or ())
    return Followed(
        spaces=tuple(sorted(spaces, key=lambda one: one[1].casefold())), tags=tuple(sorted(known["tags"] or ()))
    )
