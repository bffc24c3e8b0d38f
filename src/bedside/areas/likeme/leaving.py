"""What leaving means for people like me: what was compared goes, and introductions on either side."""

from bedside.areas.people.parts import Kind, Part, register

MINE = "owner_id = %(account)s"
OF_MINE = f"({MINE} OR asked_id = %(account)s)"

PROFILE = Kind(
    name="match-profile",
    title="What you let be compared with others",
    select=f"SELECT id, starts_at, body FROM likeme_profile WHERE {MINE}",  # noqa: S608  # made of constants
    per_persona=False,
)
PAUSE = Kind(
    name="match-pause",
    title="Until when you are not compared",
    select=f"SELECT ends_at FROM likeme_pause WHERE {MINE}",  # noqa: S608  # made of constants
    per_persona=False,
)
INTRODUCTIONS = Kind(
    name="introductions",
    title="Introductions that you asked for",
    select=f"SELECT id, asked_at, agreed_at, body FROM likeme_introduction WHERE {MINE} ORDER BY id",  # noqa: S608  # names of this file
    per_persona=False,
)

register(
    (
        Part(table="likeme_profile", of=MINE, export=PROFILE, sealed=("body",)),
        Part(table="likeme_pause", of=MINE, export=PAUSE),
        Part(table="likeme_introduction", of=OF_MINE, export=INTRODUCTIONS, sealed=("body",)),
    )
)
