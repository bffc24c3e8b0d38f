"""What leaving means for posts: her own go with all that hangs on them; an answered one leaves an empty row (0005)."""

from bedside.areas.people.parts import Kind, Part, register
from bedside.areas.posts.actions.leaving import forget_pictures, forget_posts, pictures_of

HERS = "post_id IN (SELECT id FROM posts_post WHERE author_id = ANY(%(personas)s))"
PRESSED = f"persona_id = ANY(%(personas)s) OR {HERS}"
WITH_POST = "in posts"
LINK = "%(posts)s || {}::text || '/'"

POSTS = Kind(
    name="posts",
    title="Your posts",
    select=f"""SELECT p.id, {LINK.format("p.id")} AS link, s.name AS space, p.audience, p.kind, p.title, p.topic,
                      p.warning, p.text, p.language, p.created_at, p.edited_at,
                      CASE WHEN p.reply_to_id IS NOT NULL THEN {LINK.format("p.reply_to_id")} END AS answers,
                      ARRAY(SELECT o.text FROM posts_poll_option o WHERE o.post_id = p.id ORDER BY o.place) AS options,
                      (SELECT l.closes_at FROM posts_poll l WHERE l.post_id = p.id) AS closes_at,
                      ARRAY(SELECT t.tag FROM posts_tag t WHERE t.post_id = p.id ORDER BY t.tag) AS tags
               FROM posts_post p JOIN spaces_space s ON s.id = p.space_id
               WHERE p.author_id = ANY(%(personas)s) AND NOT p.gone ORDER BY p.id""",  # noqa: S608  # constants above
)
REVISIONS = Kind(
    name="earlier_words",
    title="What your posts said before you changed them",
    select=f"""SELECT {LINK.format("r.post_id")} AS link, r.version, r.title, r.html, r.warning, r.written_at
               FROM posts_revision r JOIN posts_post p ON p.id = r.post_id
               WHERE p.author_id = ANY(%(personas)s) ORDER BY r.id""",  # noqa: S608  # constants above
)
TAG_FOLLOWS = Kind(
    name="hashtags",
    title="Hashtags you follow",
    select="SELECT tag FROM posts_tag_follow WHERE owner_id = ANY(%(personas)s) ORDER BY tag",
)
MENTIONS = Kind(
    name="mentions",
    title="Posts that name you",
    select=f"""SELECT {LINK.format("post_id")} AS link FROM posts_mention
               WHERE persona_id = ANY(%(personas)s) ORDER BY post_id""",  # noqa: S608  # constants above
)
VOTES = Kind(
    name="votes",
    title="Your answers to polls",
    select=f"""SELECT {LINK.format("v.post_id")} AS link, o.place + 1 AS choice
               FROM posts_poll_vote v JOIN posts_poll_option o ON o.id = v.option_id
               WHERE v.persona_id = ANY(%(personas)s) ORDER BY v.post_id""",  # noqa: S608  # constants above
)
IMAGES = Kind(
    name="pictures",
    title="Your pictures",
    select=f"""SELECT 'pictures/' || key AS file, media_type, alt, width, height, place_removed, created_at,
                      CASE WHEN post_id IS NOT NULL THEN {LINK.format("post_id")} END AS link
               FROM posts_image WHERE owner_id = ANY(%(personas)s) ORDER BY created_at, key""",  # noqa: S608  # as above
)
MARKS = Kind(
    name="marks",
    title="What you saved, passed on, and what helped you",
    select=f"""SELECT kind, {LINK.format("post_id")} AS link FROM posts_mark
               WHERE persona_id = ANY(%(personas)s) ORDER BY id""",  # noqa: S608  # constants above
)
DRAFTS = Kind(
    name="drafts",
    title="Your drafts",
    select="""SELECT id, place, sealed, held, saved_at FROM posts_draft
              WHERE owner_id = ANY(%(personas)s) ORDER BY id""",
)
WAITING = Kind(
    name="waiting_posts",
    title="Your posts that wait for their pictures",
    select="""SELECT id, state, sealed, sent_at FROM posts_waiting
              WHERE owner_id = ANY(%(personas)s) ORDER BY id""",
)


register(
    (
        Part(table="posts_post", of="author_id = ANY(%(personas)s)", erase=forget_posts, export=POSTS),
        Part(table="posts_revision", of=HERS, export=REVISIONS),
        Part(table="posts_tag", of=HERS, left_out=WITH_POST),
        Part(table="posts_tag_follow", of="owner_id = ANY(%(personas)s)", export=TAG_FOLLOWS),
        Part(table="posts_mention", of=PRESSED, export=MENTIONS),
        Part(
            table="posts_first_message",
            of=f"author_id = ANY(%(personas)s) OR {PRESSED}",
            left_out="with your posts, and with those that name you once you took them",
        ),
        Part(table="posts_poll", of=HERS, left_out=WITH_POST),
        Part(table="posts_poll_option", of=HERS, left_out=WITH_POST),
        Part(table="posts_poll_vote", of=PRESSED, export=VOTES),
        Part(
            table="posts_image",
            of=f"owner_id = ANY(%(personas)s) OR {HERS}",
            erase=forget_pictures,
            export=IMAGES,
            files=pictures_of,
        ),
        Part(table="posts_mark", of=PRESSED, export=MARKS),
        Part(
            table="posts_home_entry",
            of=f"owner_id = ANY(%(personas)s) OR boosted_by = ANY(%(personas)s) OR {HERS}",
            left_out="a list of links to posts of others, made anew from whom you follow",
        ),
        Part(table="posts_draft", of="owner_id = ANY(%(personas)s)", export=DRAFTS, sealed=("sealed",)),
        Part(table="posts_waiting", of="owner_id = ANY(%(personas)s)", export=WAITING, sealed=("sealed",)),
        Part(
            table="posts_confirmation",
            of="persona_id = ANY(%(personas)s)",
            left_out="a hash without words, gone after a day",
        ),
    )
)
