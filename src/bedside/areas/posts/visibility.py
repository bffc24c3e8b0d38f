"""`policy.audience.may_read`, set-wise: the one WHERE clause through which every read of posts goes.

The statement around it has `posts_post p`, `people_persona a` (the author), `spaces_space sp`, and the parameters of
`params`. A test compares the clause with the rule over every combination of facts.
"""

from typing import Any

from bedside.areas.consents.queries import LIVE
from bedside.areas.people.viewer import Viewer
from bedside.kit.clock import now
from bedside.policy.space_kinds import KINDS, SpaceKind, Who, rules_of

# The viewer's own ties, read once for a statement: people who do not exist for the viewer, or the viewer for them
# (blocks either way, and who said "not my doctor"); and the spaces that the viewer has joined. A student is in a room
# only while its steward has it open to students, and reads there what was begun since.
TIES = """
blocked AS MATERIALIZED (
    SELECT target_id AS id FROM contacts_block WHERE owner_id = %(me)s
    UNION SELECT owner_id FROM contacts_block WHERE target_id = %(me)s
    UNION SELECT * FROM contacts_kept_from(%(me)s)
), joined AS MATERIALIZED (
    SELECT m.space_id, m.role FROM spaces_membership m WHERE m.persona_id = %(me)s AND m.state = 'joined'
      AND (m.ends_at IS NULL OR m.ends_at > now())
      AND (NOT %(student)s OR EXISTS (
        SELECT 1 FROM spaces_space t WHERE t.id = m.space_id AND (t.kind <> 'room' OR t.students_from IS NOT NULL)))
)"""

# A CASE, not an OR: its branches are tried in this order, and PostgreSQL does not test the half of it twice.
# What hangs on a permission is asked about only where there is one: nearly no post has any.
VISIBLE = f"""
    NOT p.gone
    AND NOT a.hidden
    AND (p.authorisation_id IS NULL OR {LIVE})
    AND CASE
        WHEN p.author_id = %(me)s THEN true
        WHEN p.held_until > %(moment)s THEN false
        WHEN EXISTS (SELECT 1 FROM blocked b WHERE b.id = p.author_id OR b.id = p.thread_author_id) THEN false
        WHEN sp.kind = ANY(%(open_kinds)s) AND p.audience = 'public' THEN true
        WHEN NOT (
            sp.kind = ANY(%(open_kinds)s)
            OR (sp.kind = ANY(%(member_kinds)s) AND p.space_id IN (SELECT j.space_id FROM joined j))
        ) THEN false
        WHEN %(student)s AND sp.kind = 'room' AND p.thread_id < sp.students_from THEN false
        WHEN p.audience = 'space' THEN true
        WHEN p.audience NOT IN ('followers', 'mentioned') THEN false
        WHEN p.thread_author_id = %(me)s THEN true
        WHEN p.audience = 'followers' AND EXISTS (
            SELECT 1 FROM contacts_follow f
            WHERE f.owner_id = %(me)s AND f.target_id = p.thread_author_id AND f.accepted
        ) THEN true
        ELSE EXISTS (SELECT 1 FROM posts_mention n WHERE n.persona_id = %(me)s AND n.post_id = p.thread_id)
    END"""  # noqa: S608  # made of constants


def params(viewer: Viewer) -> dict[str, Any]:
    """Return the parameters that the clause needs for `viewer`."""
    student = viewer.kind == "student"
    return {
        "me": viewer.persona_id,
        "open_kinds": [key for key, kind in KINDS.items() if kind.read_by is Who.ANYONE],
        "member_kinds": [key for key in KINDS if _reads_as_member(viewer, rules_of(key, students=student))],
        "student": student,
        "moment": now(),
    }


def _reads_as_member(viewer: Viewer, kind: SpaceKind) -> bool:
    """Say whether membership alone opens a space of this kind to the viewer, with the level that it has today."""
    inside = kind.keeps(joined=True, kind=viewer.kind, level=viewer.level)
    return kind.read_by is Who.MEMBERS and kind.may_read(joined=inside, level=viewer.level)
