"""Every read of posts: the viewer comes first, and `visibility` decides."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import connection
from django.db.models import Q

from bedside.areas.consents.queries import LIVE, live, one
from bedside.areas.people.models import Persona
from bedside.areas.people.viewer import Viewer
from bedside.areas.posts import reading
from bedside.areas.posts.models import FirstMessage, Image, Post, PostRevision, TagFollow, Waiting
from bedside.areas.posts.seen import Answered, Page, SeenPost
from bedside.areas.posts.visibility import TIES, VISIBLE, params
from bedside.areas.spaces.models import SQUARE_ID, Space
from bedside.kit import html
from bedside.kit.clock import now
from bedside.kit.errors import NotHere
from bedside.kit.ids import first_id_at_ms
from bedside.kit.viewing import as_system
from bedside.policy import permissions

THREAD_LIMIT = 500
FIRST_MESSAGES_SHOWN = 50
FOLDED = "A folded post"
REMOVE = "remove a post from the square"

# What each list is made of. `take` cuts every branch, so that no branch reads more than a page can show. Muted people
# are left out by `reading`, which counts them among the candidates, so that no older entry is jumped over.
HOME = """
SELECT entry_id, post_id, max(boosted_by) AS boosted_by, bool_and(by_person) AS by_person FROM (
    (SELECT h.entry_id, h.post_id, h.boosted_by, true AS by_person FROM posts_home_entry h
      WHERE h.owner_id = %(me)s AND h.entry_id < %(before)s ORDER BY h.entry_id DESC LIMIT %(take)s)
    UNION ALL
    SELECT inside.id, inside.id, NULL, false FROM joined j CROSS JOIN LATERAL (
        SELECT i.id FROM posts_post i WHERE i.space_id = j.space_id AND i.reply_to_id IS NULL AND i.id < %(before)s
        ORDER BY i.id DESC LIMIT %(take)s) inside
    UNION ALL
    SELECT tagged.post_id, tagged.post_id, NULL, false FROM posts_tag_follow tf CROSS JOIN LATERAL (
        SELECT t.post_id FROM posts_tag t WHERE t.tag = tf.tag AND t.post_id < %(before)s
        ORDER BY t.post_id DESC LIMIT %(take)s) tagged
      WHERE tf.owner_id = %(me)s
) merged
GROUP BY entry_id, post_id
"""
# What came by a person stays only while that person is followed; the rows themselves go a moment after the unfollowing.
# What was passed on is asked about in `boosts`.
HOME_STILL = """AND (NOT s.by_person OR s.boosted_by IS NOT NULL OR p.author_id = %(me)s OR EXISTS (
    SELECT 1 FROM contacts_follow f WHERE f.owner_id = %(me)s AND f.target_id = p.author_id AND f.accepted))"""
# Whom moderators limited for some days is not found; one's own posts are.
UNLIMITED = "AND (coalesce(a.limited_until <= %(moment)s, true) OR p.author_id = %(me)s)"
PLAIN = "SELECT id AS entry_id, id AS post_id, NULL::bigint AS boosted_by FROM posts_post"
IN_SPACE = f"""{PLAIN} WHERE space_id = %(space)s AND reply_to_id IS NULL AND id < %(before)s
    AND (%(kind)s::text IS NULL OR kind = %(kind)s::text) AND NOT pinned ORDER BY id DESC LIMIT %(take)s"""
BY_AUTHOR = f"""{PLAIN} WHERE author_id = %(author)s AND id < %(before)s
    AND (%(article)s::bool IS NULL OR (kind = 'article') = %(article)s::bool) ORDER BY id DESC LIMIT %(take)s"""
WITH_TAG = """SELECT post_id AS entry_id, post_id, NULL::bigint AS boosted_by FROM posts_tag
    WHERE tag = %(tag)s AND post_id < %(before)s ORDER BY post_id DESC LIMIT %(take)s"""
SAVED = """SELECT id AS entry_id, post_id, NULL::bigint AS boosted_by FROM posts_mark
    WHERE persona_id = %(me)s AND kind = 'saved' AND id < %(before)s ORDER BY id DESC LIMIT %(take)s"""
# Newest first, never by rank: ranking all hits of a common word costs a second (operations.md section 10).
# The function looks past row-level security, which would forbid using the index of the words, and tells ids only.
FOUND = """SELECT id AS entry_id, id AS post_id, NULL::bigint AS boosted_by
    FROM posts_found(websearch_to_tsquery('english', %(words)s), %(before)s, %(take)s) AS id"""


def home(viewer: Viewer, *, before: int | None = None) -> Page:
    """Posts of the personas, spaces and hashtags that `viewer` follows, newest first."""
    return reading.page(viewer, HOME, also=HOME_STILL, unmuted=True, before=before, with_followed=True)


def square(viewer: Viewer, *, before: int | None = None) -> Page:
    """Posts of the public square, newest first."""
    return reading.page(viewer, IN_SPACE, unmuted=True, before=before, space=SQUARE_ID, kind=None)


def space_timeline(viewer: Viewer, space: Space, *, before: int | None = None, kind: str | None = None) -> Page:
    """Posts of one space, newest first, of one kind if given; pinned ones are read by `pinned`."""
    return reading.page(viewer, IN_SPACE, unmuted=True, before=before, space=space.id, kind=kind)


def pinned(viewer: Viewer, space: Space) -> tuple[SeenPost, ...]:
    """Posts that the stewards keep at the top of a space."""
    return reading.posts(viewer, Post.objects.filter(space_id=space.id, pinned=True).values_list("id", flat=True)[:5])


def tag_timeline(viewer: Viewer, tag: str, *, before: int | None = None) -> Page:
    """Public posts with a hashtag, newest first."""
    return reading.page(viewer, WITH_TAG, unmuted=True, before=before, tag=tag.casefold())


def persona_timeline(
    viewer: Viewer, persona: Persona, *, before: int | None = None, articles: bool | None = None
) -> Page:
    """What `viewer` may read of one persona's posts and replies, newest first: articles alone, all but them, or all."""
    return reading.page(viewer, BY_AUTHOR, before=before, author=persona.id, article=articles)


def saved(viewer: Viewer, *, before: int | None = None) -> Page:
    """What `viewer` saved, last saved first."""
    return reading.page(viewer, SAVED, before=before)


def search(viewer: Viewer, words: str, *, before: int | None = None) -> Page:
    """Posts that hold `words` and that `viewer` may read, newest first."""
    return reading.page(viewer, FOUND, also=UNLIMITED, before=before, words=words)


def seen(viewer: Viewer, post_id: int) -> SeenPost:
    """Return one post; raise NotHere when `viewer` may not read it, or there is none."""
    found = reading.posts(viewer, [post_id])
    if not found:
        raise NotHere
    return found[0]


@dataclass(frozen=True)
class Thread:
    """A post and its replies, oldest first. `removed` tells that the first post is gone but replies to it are there."""

    id: int
    first: SeenPost | None
    replies: tuple[SeenPost, ...]

    @property
    def removed(self) -> bool:
        """Whether the first post was deleted."""
        return self.first is None


def thread(viewer: Viewer, post_id: int) -> Thread:
    """Return the thread that holds `post_id`; raise NotHere when `viewer` may read none of it."""
    thread_id = Post.objects.filter(id=post_id).values_list("thread_id", flat=True).first()
    if thread_id is None:
        raise NotHere
    ids = Post.objects.filter(thread_id=thread_id).order_by("id").values_list("id", flat=True)[:THREAD_LIMIT]
    readable = reading.posts(viewer, {*ids, post_id}, oldest_first=True)
    first = next((post for post in readable if post.id == thread_id), None)
    if not readable or (first is None and not _is_out_of_sight(thread_id)):
        raise NotHere  # a thread whose first post exists and is not the viewer's to read is not there at all
    return Thread(id=thread_id, first=first, replies=tuple(post for post in readable if post.id != thread_id))


def _is_out_of_sight(post_id: int) -> bool:
    """Say whether a post is gone or held, so that the answers under it stand alone."""
    return Post.objects.filter(Q(gone=True) | Q(held_until__gt=now()), id=post_id).exists()


def removes_as(viewer: Viewer, post: SeenPost) -> str:
    """Return the role in which `viewer` may remove somebody else's post: "steward", "moderator", or "" for none.

    The square has no stewards; there the site's own staff may. No staff role opens or removes anything elsewhere.
    """
    if post.mine or not viewer.confirmed:
        return ""
    if post.steward_here:
        return permissions.STEWARD
    in_square = post.space_id == SQUARE_ID and post.audience == "public"
    return permissions.MODERATOR if in_square and permissions.may(REMOVE, roles=viewer.staff) else ""


def readable_ids(viewer: Viewer, post_ids: Iterable[int]) -> set[int]:
    """Return those of `post_ids` that `viewer` may read."""
    statement = f"""WITH {TIES} SELECT p.id FROM posts_post p JOIN people_persona a ON a.id = p.author_id
        JOIN spaces_space sp ON sp.id = p.space_id WHERE p.id = ANY(%(ids)s) AND {VISIBLE}"""  # noqa: S608  # made of constants
    with connection.cursor() as cursor:
        cursor.execute(statement, params(viewer) | {"ids": list(post_ids)})
        return {row[0] for row in cursor.fetchall()}


@dataclass(frozen=True)
class Knock:
    """A first message that waits for the viewer: who wrote it, and what."""

    post_id: int
    author: Persona
    html: str
    warning: str
    asked_at: datetime


def first_messages(viewer: Viewer, *, hidden: Iterable[int]) -> list[Knock]:
    """Return what waits for the viewer to take it, newest first; `hidden` takes the ids that do not exist for her."""
    if not viewer.signed_in:
        return []
    rows = FirstMessage.objects.filter(persona_id=viewer.persona_id, state=FirstMessage.State.WAITING)
    waiting = dict(rows.exclude(author_id__in=set(hidden)).values_list("post_id", "asked_at"))
    with as_system("the words of who asks to write, for the one who decides"):
        found = Post.objects.filter(id__in=waiting, gone=False, author__hidden=False).select_related("author")
        posts = list(found.order_by("-id")[:FIRST_MESSAGES_SHOWN])
    return [Knock(one.id, one.author, one.html, one.warning, waiting[one.id]) for one in posts]


def first_message(viewer: Viewer, post_id: int) -> FirstMessage:
    """Return one that waits for the viewer; raise NotHere for any other."""
    rows = FirstMessage.objects.filter(persona_id=viewer.persona_id, post_id=post_id, state=FirstMessage.State.WAITING)
    found = rows.first()
    if found is None or not viewer.signed_in:
        raise NotHere
    return found


def titles(viewer: Viewer, post_ids: Iterable[int], *, length: int = 60) -> dict[int, str]:
    """Return a few words of each of these posts that `viewer` may read: its title, warning or first words."""
    rows = Post.objects.filter(id__in=readable_ids(viewer, post_ids))
    return {
        row.id: _few_words(row, length=length)
        for row in rows.only("id", "title", "warning", "folded", "repeats", "html")
    }


def _few_words(row: Post, *, length: int) -> str:
    if row.folded or row.repeats:
        return f"[{FOLDED}]"
    return row.title or (f"[{row.warning}]" if row.warning else html.plain_start(row.html, length=length))


@dataclass(frozen=True)
class Version:
    """The words of a post before an edit."""

    title: str
    html: str
    warning: str
    written_at: datetime


def history(viewer: Viewer, post_id: int) -> tuple[Version, ...]:
    """Return earlier versions, newest first, to whom may read the post now; raise NotHere."""
    seen(viewer, post_id)
    rows = PostRevision.objects.filter(post_id=post_id).order_by("-version")
    return tuple(Version(row.title, row.html, row.warning, row.written_at) for row in rows)


def own(viewer: Viewer, post_id: int) -> Post:
    """Return the row of a post that `viewer` wrote; raise NotHere."""
    found = Post.objects.filter(id=post_id, author_id=viewer.persona_id, gone=False).first()
    if found is None or not viewer.signed_in or not _is_permitted(found):
        raise NotHere
    return found


def _is_permitted(post: Post) -> bool:
    return post.authorisation_id is None or live(post.authorisation_id)


@dataclass(frozen=True)
class Shared:
    """A post that hangs on a permission, for who gave it. `readable` tells whether she may open it herself."""

    post_id: int
    space_kind: str
    audience: str
    pictures: int
    since: datetime
    readable: bool


def shared_on(viewer: Viewer, authorisation_id: int) -> list[Shared]:
    """Return what hangs on a permission, newest first, to one of its two sides; raise NotHere for everybody else."""
    one(viewer, authorisation_id)
    if not live(authorisation_id):  # what is still on its way out is shared with nobody any more
        return []
    with as_system("what is shared of her is told to who permitted it, also where she does not read"):
        rows = list(
            Post.objects.filter(authorisation_id=authorisation_id, gone=False)
            .order_by("-id")
            .values_list("id", "space__kind", "audience", "n_images", "created_at")
        )
    readable = readable_ids(viewer, [row[0] for row in rows])
    return [
        Shared(key, kind, audience, pictures, since, readable=key in readable)
        for key, kind, audience, pictures, since in rows
    ]


def was_sent(viewer: Viewer, form_key: int) -> bool:
    """Say whether `viewer` published something from the form of this key, or it waits for its pictures."""
    return bool(form_key) and form_key in sent_among(viewer, [form_key])


def sent_among(viewer: Viewer, form_keys: Iterable[int]) -> set[int]:
    """Return those of these forms from which `viewer` published something, or sent what waits for its pictures."""
    keys = list(form_keys)
    posts = Post.objects.filter(author_id=viewer.persona_id, form_key__in=keys).values_list("form_key", flat=True)
    waits = Waiting.objects.filter(owner_id=viewer.persona_id, form_key__in=keys).values_list("form_key", flat=True)
    return {key for key in (*posts, *waits) if key is not None}


def sent(viewer: Viewer, form_key: int) -> Post:
    """Return what `viewer` published from the form of this key; raise NotHere."""
    found = Post.objects.filter(author_id=viewer.persona_id, form_key=form_key, gone=False).first()
    if found is None or not viewer.signed_in:
        raise NotHere
    return found


def answered_by(post: Post) -> Answered | None:
    """Return whom one's own post answers, also when what it answers is gone: a fact for the guard."""
    if post.reply_to_id is None:
        return None
    found = Post.objects.filter(id=post.reply_to_id).values_list("author__kind", "author__handle").first()
    return Answered(*found) if found else None


def image(viewer: Viewer, key: str) -> Image:
    """Return a picture that `viewer` may see: on a readable post, or not yet published and the viewer's own."""
    found = Image.objects.filter(key=key).first()
    if found is None:
        raise NotHere
    mine = viewer.signed_in and found.owner_id == viewer.persona_id
    if not (mine if found.post_id is None else readable_ids(viewer, [found.post_id])):
        raise NotHere  # its own author sees nothing more of a post whose permission has ended, either
    return found


def without_their_place(viewer: Viewer, keys: Iterable[str]) -> set[str]:
    """Return those of the viewer's own pictures `keys` whose files told where they were taken, which was removed."""
    mine = Image.objects.filter(key__in=list(keys), owner_id=viewer.persona_id, place_removed=True)
    return set(mine.values_list("key", flat=True)) if viewer.signed_in else set()


def followed_tags(viewer: Viewer) -> list[str]:
    """Return the hashtags that `viewer` follows, in order of the alphabet."""
    return list(TagFollow.objects.filter(owner_id=viewer.persona_id).order_by("tag").values_list("tag", flat=True))


def tags_like(viewer: Viewer, words: str, *, limit: int = 10) -> list[str]:
    """Return hashtags that begin with `words`, of public posts of which `viewer` may read one."""
    statement = f"""WITH {TIES}
        SELECT found.tag FROM (SELECT DISTINCT tag FROM posts_tag WHERE tag LIKE %(start)s) found
        WHERE EXISTS (SELECT 1 FROM posts_tag t JOIN posts_post p ON p.id = t.post_id
            JOIN people_persona a ON a.id = p.author_id JOIN spaces_space sp ON sp.id = p.space_id
            WHERE t.tag = found.tag AND {VISIBLE})
        ORDER BY found.tag LIMIT %(limit)s"""  # noqa: S608  # made of constants
    start = words.casefold().lstrip("#").replace("\\", "").replace("%", r"\%").replace("_", r"\_")
    with connection.cursor() as cursor:
        cursor.execute(statement, params(viewer) | {"start": f"{start}%", "limit": limit})
        return [row[0] for row in cursor.fetchall()]


@dataclass(frozen=True)
class Public:
    """What one author's public posts of a time tell: how often each hashtag stood in them, and when the last was."""

    tags: dict[str, int]
    last_at: datetime


PUBLIC_POSTS = f"""
SELECT p.author_id, t.tag, count(*), max(p.created_at) FROM posts_post p LEFT JOIN posts_tag t ON t.post_id = p.id
WHERE p.author_id = ANY(%(authors)s::bigint[]) AND p.audience = 'public' AND NOT p.gone AND p.id > %(since)s
  AND coalesce(p.held_until <= %(moment)s, true)
  AND (p.authorisation_id IS NULL OR {LIVE}) GROUP BY p.author_id, t.tag
"""  # noqa: S608  # made of constants


def public_posts(viewer: Viewer, author_ids: Iterable[int], *, since: datetime) -> dict[int, Public]:
    """Return what the public posts since then tell of each of these authors; those without one are left out."""
    found: dict[int, Public] = {}
    with connection.cursor() as cursor:
        first = first_id_at_ms(int(since.timestamp() * 1000))
        cursor.execute(PUBLIC_POSTS, {"authors": list(set(author_ids)), "since": first, "moment": now()})
        for author, tag, times, last in cursor.fetchall():
            known = found.get(author, Public({}, last))
            tags = known.tags | ({tag: times} if tag is not None else {})
            found[author] = Public(tags, max(known.last_at, last))
    return found
