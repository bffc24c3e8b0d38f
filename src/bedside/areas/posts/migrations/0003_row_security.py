"""Row-level security on posts and all that hangs on them.

A post is seen by everybody when it is public, else by its author, the thread's author, the members of its space, and
those followers and mentioned people whom its audience names. Blocks, levels and states are left to the first wall
(`visibility.VISIBLE`): this one says whose rows they are at all. Hashtags (`posts_tag`) are of public posts only.
"""

from django.db import migrations

from bedside.kit.row_security import looks_past, protect, viewer_is

READABLE = viewer_is(
    "author_id",
    otherwise="""CASE audience
        WHEN 'public' THEN true
        WHEN 'space' THEN space_id = ANY(ARRAY(SELECT spaces_of({viewer})))
        ELSE thread_author_id = {viewer} OR posts_reaches({viewer}, audience, thread_author_id, thread_id) END""",
)
# Stewards pin and remove; what answering does to the post answered is a step of the system.
CHANGEABLE = viewer_is("author_id", otherwise="space_id = ANY(ARRAY(SELECT spaces_stewarded_by({viewer})))")
REACHES = """
    EXISTS (SELECT 1 FROM posts_mention n WHERE n.persona_id = viewer AND n.post_id = thread)
    OR (audience = 'followers' AND EXISTS (
        SELECT 1 FROM contacts_follow f WHERE f.owner_id = viewer AND f.target_id = thread_author AND f.accepted))"""
# The policy of posts says which: no viewer reads more of a post than the post itself.
WITH_THE_POST = "EXISTS (SELECT 1 FROM posts_post p WHERE p.id = post_id)"
READER = viewer_is(otherwise=WITH_THE_POST)
AUTHOR = viewer_is(otherwise="posts_wrote({viewer}, post_id)")
MINE = viewer_is("owner_id")
MY_OWN = viewer_is("persona_id")


class Migration(migrations.Migration):
    dependencies = [
        ("posts", "0002_hung_on_posts"),
        ("spaces", "0003_row_security"),
        ("contacts", "0003_row_security"),
    ]

    operations = [
        looks_past(
            "posts_wrote",
            "viewer bigint, post bigint",
            returns="boolean",
            query="EXISTS (SELECT 1 FROM posts_post WHERE id = post AND author_id = viewer)",
        ),
        looks_past(
            "posts_reaches",
            "viewer bigint, audience varchar, thread_author bigint, thread bigint",
            returns="boolean",
            query=REACHES,
        ),
        looks_past(
            "posts_found",
            "words tsquery, older_than bigint, take bigint",
            returns="SETOF bigint",
            query="""SELECT id FROM posts_post WHERE search @@ words AND id < older_than AND NOT gone
                ORDER BY id DESC LIMIT take""",
        ),
        protect("posts_post", read=READABLE, write=CHANGEABLE, add=viewer_is("author_id")),
        protect("posts_revision", read=READER, write=AUTHOR),
        protect(
            "posts_mention",
            read=viewer_is("persona_id", otherwise="posts_wrote({viewer}, post_id)"),
            write=AUTHOR,
        ),
        protect("posts_poll", read=READER, write=AUTHOR),
        protect("posts_poll_option", read=READER, write=AUTHOR),
        protect("posts_poll_vote", read=MY_OWN, write=MY_OWN),
        protect("posts_image", read=viewer_is("owner_id", otherwise=WITH_THE_POST), write=MINE),
        protect("posts_mark", read=viewer_is("persona_id", otherwise="kind <> 'saved'"), write=MY_OWN),
        protect("posts_tag_follow", read=MINE, write=MINE),
        protect("posts_home_entry", read=MINE, write=MINE),
        protect("posts_draft", read=MINE, write=MINE),
        protect("posts_confirmation", read=MY_OWN, write=MY_OWN),
    ]
