"""One statement that reads posts for a viewer, whatever list they come from.

A timeline gives a `source`: SQL that selects (entry_id, post_id, boosted_by), newest first, with `%(before)s` and
`%(take)s`. This module adds who may read, the author, the space, and the viewer's own marks: no ORM on this path.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from operator import itemgetter
from typing import Any

from django.db import connection

from bedside.areas.consents.actions import note_shown
from bedside.areas.credentials import queries as credentials
from bedside.areas.people.actions import note_read
from bedside.areas.people.viewer import Viewer
from bedside.areas.posts import boosts
from bedside.areas.posts.attachments import images_of, polls_of
from bedside.areas.posts.followed import FOLLOWED, followed, read
from bedside.areas.posts.interests import DECLARED, told
from bedside.areas.posts.seen import PAGE, REPEATS, Page, SeenPost
from bedside.areas.posts.visibility import TIES, VISIBLE, params
from bedside.policy.personas import CHECKED_KINDS
from bedside.policy.space_kinds import KINDS, Who

Row = tuple[Any, ...]

NOTHING = "NULL"
CHECKED = ", ".join(f"'{kind}'" for kind in sorted(CHECKED_KINDS))  # the kinds that can have a badge
STANDING, BADGE = credentials.standing("c"), credentials.columns("c")
AFTER_BADGE = 6 + len(BADGE.split(","))  # the column of STATEMENT that says whether a check counted at the time
# Who wrote a post for its author, where it was not the author: her name, or nothing when she is here no more.
FOR_AUTHOR = "coalesce((SELECT via.name FROM people_persona via WHERE via.id = p.posted_by_id AND NOT via.hidden), '')"
NEWEST = 2**62  # larger than any id
SPACE_KIND = 3  # the place of the space's kind after that
BOOSTED_BY = -7  # the column of STATEMENT that holds who passed a post on
BESIDE = -2  # the column of what a list asks for beside its posts, in the same statement
ROUNDS = 5  # how often a page is filled up when many of its candidates may not be read

STATEMENT = """
WITH {ties}, muted AS MATERIALIZED (SELECT target_id AS id FROM contacts_mute WHERE owner_id = %(me)s AND %(unmuted)s),
source AS MATERIALIZED ({source}),
marks AS MATERIALIZED (
    SELECT k.post_id, count(*) FILTER (WHERE k.kind = 'helped') AS n_helped,
           bool_or(k.kind = 'helped' AND k.persona_id = %(me)s) AS helped,
           bool_or(k.kind = 'saved' AND k.persona_id = %(me)s) AS saved,
           bool_or(k.kind = 'boosted' AND k.persona_id = %(me)s) AS boosted
    FROM posts_mark k WHERE k.post_id = ANY(ARRAY(SELECT post_id FROM source)) GROUP BY k.post_id
)
SELECT p.id, s.entry_id, p.author_id, a.handle, a.name, a.kind,
       {badge}, {then},
       p.space_id, sp.slug, sp.name, sp.kind, p.audience, p.kind, p.reply_to_id, p.thread_id,
       p.title, p.topic, p.html, p.warning, p.language, p.pinned, p.created_at, p.edited_at,
       CASE WHEN p.answered AND {inside} THEN (
            SELECT count(*) FROM posts_post r JOIN people_persona ra ON ra.id = r.author_id
            WHERE r.thread_id = p.thread_id AND r.id > p.id AND NOT r.gone AND NOT ra.hidden
              AND coalesce(r.held_until <= %(moment)s, true)
              AND (p.id = p.thread_id OR r.reply_to_id = p.id) AND r.author_id NOT IN (SELECT id FROM blocked)
            ) ELSE 0 END,
       CASE WHEN {inside} THEN coalesce(marks.n_helped, 0) ELSE 0 END,
       p.author_id = %(me)s, coalesce(marks.helped, false), coalesce(marks.saved, false),
       coalesce(marks.boosted, false),
       standing.role IS NOT NULL, coalesce(standing.role = 'steward', false),
       sp.kind <> 'square' AND EXISTS (
            SELECT 1 FROM spaces_membership st WHERE st.persona_id = p.author_id AND st.space_id = p.space_id
            AND st.state = 'joined' AND st.role = 'steward'),
       p.label, CASE WHEN p.folded = '' AND p.repeats THEN '{repeats}' ELSE p.folded END,
       CASE WHEN p.held_until > %(moment)s THEN p.held_for ELSE '' END, p.held_until,
       s.boosted_by, p.n_images, p.authorisation_id,
       CASE WHEN p.posted_by_id IS NOT NULL THEN {for_author} END, {declared}, {beside},
       (SELECT ARRAY[count(*), min(entry_id)] FROM source)
FROM source s
JOIN posts_post p ON p.id = s.post_id
JOIN people_persona a ON a.id = p.author_id
JOIN spaces_space sp ON sp.id = p.space_id
LEFT JOIN credentials_credential c ON c.persona_id = p.author_id AND {standing} AND a.kind IN ({checked})
LEFT JOIN joined standing ON standing.space_id = p.space_id
LEFT JOIN marks ON marks.post_id = p.id
WHERE {visible}
  AND NOT EXISTS (SELECT 1 FROM muted u WHERE u.id = p.author_id)
  {also}
"""

# An author keeps her own post when she leaves a space, but hears nothing more of what happens there: no counts either.
INSIDE = "(sp.kind = ANY(%(open_kinds)s) OR (sp.kind = ANY(%(member_kinds)s) AND standing.role IS NOT NULL))"


def page(
    viewer: Viewer,
    source: str,
    *,
    before: int | None = None,
    size: int = PAGE,
    unmuted: bool = False,
    also: str = "",
    with_followed: bool = False,
    **extra: Any,
) -> Page:
    """Return one page of `source` as `viewer` sees it, filled up with older entries where some may not be read.

    `unmuted` leaves out what muted people wrote or passed on; `also` is one more condition, of our own words; with
    `with_followed` the page tells what the viewer follows.
    """
    found: list[SeenPost] = []
    cursor, take = NEWEST if before is None else before, size + 1
    beside = None
    for _ in range(ROUNDS):
        expression = FOLLOWED if with_followed and beside is None else NOTHING
        looked = _candidates(
            viewer, source, before=cursor, take=take, unmuted=unmuted, also=also, beside=expression, **extra
        )
        found += looked.readable
        beside = beside or looked.beside
        more = looked.offered == take
        if len(found) > size or not more:
            break
        cursor, take = looked.oldest, take * 2
    shown = found[:size]
    follows = (read(beside) if beside else followed(viewer)) if with_followed else None
    after = shown[-1].entry_id if len(found) > size else looked.oldest if more else None
    return Page(posts=_furnished(viewer, shown), next_before=after, followed=follows)


def posts(viewer: Viewer, post_ids: Iterable[int], *, oldest_first: bool = False) -> tuple[SeenPost, ...]:
    """Return those of these posts that `viewer` may read."""
    source = "SELECT id AS entry_id, id AS post_id, NULL::bigint AS boosted_by FROM posts_post WHERE id = ANY(%(ids)s)"
    rows = _rows(viewer, source, ids=list(post_ids))
    return _furnished(viewer, [_seen(row) for row in (reversed(rows) if oldest_first else rows)])


@dataclass(frozen=True)
class Candidates:
    """What a source had to offer: the readable posts, how many entries there were in all, and the oldest of them."""

    readable: list[SeenPost]
    offered: int
    oldest: int
    beside: str | None


def _candidates(
    viewer: Viewer, source: str, *, before: int, take: int, unmuted: bool, also: str, beside: str, **extra: Any
) -> Candidates:
    # The number stands in the text: PostgreSQL keeps one plan for a statement, and should know how little is wanted.
    limited = f"SELECT * FROM ({source}) every ORDER BY entry_id DESC LIMIT %(take)s"  # noqa: S608  # our own constants
    limited = limited.replace("%(take)s", str(take))
    parameters = {"before": before} | extra
    rows = _rows(viewer, limited, unmuted=unmuted, also=also, beside=beside, **parameters)
    if rows:
        offered, oldest = rows[0][-1]
    else:  # none may be read: the statement above cannot tell how far it looked
        with connection.cursor() as cursor:
            looked = f"WITH {TIES} SELECT count(*), min(entry_id) FROM ({limited}) looked"  # noqa: S608  # our own constants
            cursor.execute(looked, params(viewer) | parameters)
            offered, oldest = cursor.fetchone()
    return Candidates(_standing(viewer, rows), offered, oldest or before, rows[0][BESIDE] if rows else None)


def _standing(viewer: Viewer, rows: list[Row]) -> list[SeenPost]:
    """Return the posts of a timeline, without those that were passed on and may not be shown as such."""
    named = boosts.standing(viewer, [(row[0], row[BOOSTED_BY]) for row in rows if row[BOOSTED_BY]])
    kept = [row for row in rows if row[BOOSTED_BY] is None or (row[0], row[BOOSTED_BY]) in named]
    return [_seen(row, boosted_by=named.get((row[0], row[BOOSTED_BY]), "")) for row in kept]


def _rows(
    viewer: Viewer, source: str, *, unmuted: bool = False, also: str = "", beside: str = NOTHING, **extra: Any
) -> list[Row]:
    """Return what STATEMENT selects, newest first: ordered here, since PostgreSQL would carry the texts along."""
    statement = STATEMENT.format(
        ties=TIES,
        source=source,
        visible=VISIBLE,
        inside=INSIDE,
        badge=BADGE,
        then=credentials.THEN,
        standing=STANDING,
        for_author=FOR_AUTHOR,
        declared=DECLARED,
        repeats=REPEATS,
        checked=CHECKED,
        also=also,
        beside=beside,
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, params(viewer) | {"unmuted": unmuted} | extra)
        rows: list[Row] = cursor.fetchall()
    return sorted(rows, key=itemgetter(1), reverse=True)


def _seen(row: Row, *, boosted_by: str = "") -> SeenPost:
    rest = row[AFTER_BADGE + 1 : BOOSTED_BY]
    badge = credentials.badge_from(row[6:AFTER_BADGE], inside=rest[SPACE_KIND] == "room", then=row[AFTER_BADGE])
    columns: list[Any] = [*row[:6], badge, *rest, boosted_by, *row[BOOSTED_BY + 1 : BESIDE]]
    return SeenPost(*columns)


def is_closed(post: SeenPost) -> bool:
    """Say whether a post stands where not everybody reads: these count against the read budget."""
    return KINDS[post.space_kind].read_by is not Who.ANYONE or post.audience != "public"


def _furnished(viewer: Viewer, rows: list[SeenPost]) -> tuple[SeenPost, ...]:
    """Add pictures and polls: small statements for a whole page, none where nothing can be there.

    Whatever leaves this module is counted against the viewer's read budget; raises `TooManyTries` beyond it.
    """
    note_read(viewer, (row.id for row in rows if not row.mine and is_closed(row)))
    permitted = [row.authorisation_id for row in rows if row.authorisation_id is not None and not row.mine]
    if permitted:
        note_shown(permitted)
    images = images_of([row.id for row in rows if row.n_images])
    polls = polls_of(viewer, [row.id for row in rows if row.kind == "poll"])
    full = (replace(row, images=images.get(row.id, ()), poll=polls.get(row.id)) for row in rows)
    return tuple(replace(row, interests=told(row), declared=None) if row.declared else row for row in full)
