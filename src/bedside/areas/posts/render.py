"""From words to what is stored: the HTML, who is mentioned, which hashtags count."""

from dataclasses import dataclass
from typing import Any

from django.db import connection

from bedside.areas.credentials.queries import level_of
from bedside.areas.people.viewer import Viewer
from bedside.areas.posts.asking import may_call
from bedside.areas.posts.models import PostKind
from bedside.areas.posts.words import Words
from bedside.areas.spaces.models import Space
from bedside.areas.spaces.queries import kind_of
from bedside.kit import html
from bedside.kit.viewing import as_system
from bedside.policy.space_kinds import KINDS, Who

MENTIONS = 20

# Addresses that never change, so that they may stand in stored text.
PERSONA_PATH = "/@{}/"
TAG_PATH = "/tags/{}/"

# Named in a text is who may read it: inside a space its members, never across a block or past "not my doctor", never a
# hidden persona. A reply
# can't let anybody new into a thread that is for followers, or for those whom its first post names.
THERE = """
SELECT a.handle FROM people_persona a
WHERE a.handle = ANY(%(handles)s) AND NOT a.hidden
  AND NOT EXISTS (SELECT 1 FROM contacts_block b
        WHERE (b.owner_id = a.id AND b.target_id = %(me)s) OR (b.owner_id = %(me)s AND b.target_id = a.id))
  AND a.id NOT IN (SELECT contacts_kept_from(%(me)s))
"""
MENTIONABLE = """
SELECT a.handle, a.id, a.kind FROM people_persona a
WHERE a.handle = ANY(%(handles)s) AND NOT a.hidden
  AND NOT EXISTS (SELECT 1 FROM contacts_block b
        WHERE (b.owner_id = a.id AND b.target_id = %(me)s) OR (b.owner_id = %(me)s AND b.target_id = a.id))
  AND a.id NOT IN (SELECT contacts_kept_from(%(me)s))
  AND NOT EXISTS (SELECT 1 FROM contacts_kept_from(a.id) k WHERE k IN (%(me)s, %(first)s::bigint))
  AND (NOT %(alone)s OR a.teen = %(teen)s)
  AND (%(open)s OR EXISTS (SELECT 1 FROM spaces_membership m
        WHERE m.persona_id = a.id AND m.space_id = %(space)s AND m.state = 'joined'
          AND (m.ends_at IS NULL OR m.ends_at > now())))
  AND (%(thread)s::bigint IS NULL OR NOT EXISTS (SELECT 1 FROM contacts_block b
        WHERE (b.owner_id = a.id AND b.target_id = %(first)s) OR (b.owner_id = %(first)s AND b.target_id = a.id)))
  AND (%(thread)s::bigint IS NULL OR %(audience)s NOT IN ('followers', 'mentioned') OR a.id = %(first)s
    OR EXISTS (SELECT 1 FROM posts_mention n WHERE n.persona_id = a.id AND n.post_id = %(thread)s)
    OR (%(audience)s = 'followers' AND EXISTS (SELECT 1 FROM contacts_follow f
        WHERE f.owner_id = a.id AND f.target_id = %(first)s AND f.accepted)))
"""


@dataclass(frozen=True)
class ThreadOf:
    """The thread that a reply stands in, by its first post."""

    id: int
    author_id: int


@dataclass(frozen=True)
class Rendered:
    """What is stored beside the words. `mentioned` holds persona ids in the order of the text."""

    html: str
    mentioned: tuple[int, ...]
    tags: tuple[str, ...]


def rendered(*, by: Viewer, words: Words, space: Space, audience: str, thread: ThreadOf | None = None) -> Rendered:
    """Return `words` as they will be read in `space`; `thread` is given for a reply."""
    handles = html.mentions_in(words.text)[:MENTIONS]
    people = _called(by, handles, space=space, audience=audience, thread=thread) if handles else {}
    tags = html.hashtags_in(words.text) if KINDS[space.kind].tags and audience == "public" else []
    if words.kind == PostKind.ARTICLE:
        body = html.from_markdown(words.text)
    else:
        paths = {handle: PERSONA_PATH.format(handle) for handle in _there(by, handles)}
        tag_url = TAG_PATH.format if KINDS[space.kind].tags else None
        body = html.from_text(words.text, mentions=paths, tag_url=tag_url)
    mentioned = tuple(people[handle] for handle in handles if handle in people and people[handle] != by.persona_id)
    return Rendered(html=body, mentioned=mentioned, tags=tuple(tags))


def _there(by: Viewer, handles: list[str]) -> list[str]:
    """Return those of `handles` that exist for `by`: these become links, wherever the text stands.

    A link that needed more, such as membership, would tell who is in a community, who follows and who blocks whom.
    """
    if not handles:
        return []
    with connection.cursor() as cursor:
        cursor.execute(THERE, {"handles": handles, "me": by.persona_id})
        return [row[0] for row in cursor.fetchall()]


def mentionable(
    by: Viewer, handles: list[str], *, space: Space, audience: str = "public", thread: ThreadOf | None = None
) -> dict[str, int]:
    """Return handle → persona id for those of `handles` who may be named by `by` in `space`: who will read it."""
    found = _readers(by, handles, space=space, audience=audience, thread=thread)
    return {handle: persona_id for handle, (persona_id, _kind) in found.items()}


def _called(by: Viewer, handles: list[str], *, space: Space, audience: str, thread: ThreadOf | None) -> dict[str, int]:
    """Return whom a text calls: of those who will read it, whom the table lets `by` call by name (H20 to H22).

    For anybody else the name stands in the text, and its owner is not told.
    """
    found = _readers(by, handles, space=space, audience=audience, thread=thread)
    return {handle: persona_id for handle, (persona_id, kind) in found.items() if may_call(by, kind)}


def _readers(
    by: Viewer, handles: list[str], *, space: Space, audience: str, thread: ThreadOf | None
) -> dict[str, tuple[int, str]]:
    """Return handle → (persona id, kind) of those of `handles` who will read it."""
    kind = kind_of(space)
    parameters: dict[str, Any] = {
        "handles": handles,
        "me": by.persona_id,
        "open": kind.read_by is Who.ANYONE,
        "space": space.id,
        "audience": audience,
        "thread": thread.id if thread else None,
        "first": thread.author_id if thread else None,
        # What only those named in it read is a message: none goes between adults and teens (teens.may_be_written_to).
        "alone": audience == "mentioned",
        "teen": by.teen,
    }
    with as_system("whether those who are named will read it"), connection.cursor() as cursor:
        cursor.execute(MENTIONABLE, parameters)
        found = {handle: (persona_id, whose) for handle, persona_id, whose in cursor.fetchall()}
    if kind.reads_with is None:
        return found
    return {handle: one for handle, one in found.items() if level_of(one[0]) in kind.reads_with}
