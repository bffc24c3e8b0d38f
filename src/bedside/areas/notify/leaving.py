"""What leaving means for notices: the leaver's own go, and those of others that tell of her or of her posts."""

from bedside.areas.people.parts import Kind, Part, register

NOTICES = Kind(
    name="notices",
    title="What you were told",
    select="""SELECT kind, CASE WHEN post_id IS NOT NULL THEN %(posts)s || post_id::text || '/' END AS link, created_at,
                     read_at
              FROM notify_notice WHERE owner_id = ANY(%(personas)s) ORDER BY id""",
)

register(
    (
        Part(
            table="notify_notice",
            of="""owner_id = ANY(%(personas)s) OR actor_id = ANY(%(personas)s)
                  OR post_id IN (SELECT id FROM posts_post WHERE author_id = ANY(%(personas)s))""",
            export=NOTICES,
        ),
    )
)
