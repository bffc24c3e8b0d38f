"""What leaving means for spaces.

Who was banned and asked again was told the same as everybody who asks, and the copy says what she was told.
"""

from bedside.areas.people.parts import Kind, Part, register

MEMBERSHIPS = Kind(
    name="spaces",
    title="Spaces you are in",
    select="""SELECT s.name AS space, s.kind, CASE m.state WHEN 'banned' THEN 'asked' ELSE m.state END AS state, m.role,
                     m.listed, m.consented_at, m.since, m.ends_at, m.note
              FROM spaces_membership m JOIN spaces_space s ON s.id = m.space_id
              WHERE m.persona_id = ANY(%(personas)s) AND (m.state <> 'banned' OR m.told_waiting) ORDER BY m.since""",
)
INVITATIONS = Kind(
    name="invitations",
    title="Invitations you made",
    select="""SELECT s.name AS space, i.uses_left, i.created_at, i.expires_at
              FROM spaces_invitation i JOIN spaces_space s ON s.id = i.space_id
              WHERE i.inviter_id = ANY(%(personas)s) ORDER BY i.created_at""",
)

register(
    (
        Part(table="spaces_space", stays="a place of all who are in it", left_out="a place of all who are in it"),
        Part(table="spaces_membership", of="persona_id = ANY(%(personas)s)", export=MEMBERSHIPS),
        Part(table="spaces_invitation", of="inviter_id = ANY(%(personas)s)", export=INVITATIONS),
    )
)
