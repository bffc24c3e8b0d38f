"""What leaving means for credentials."""

from bedside.areas.people.parts import Kind, Part, register

CREDENTIALS = Kind(
    name="credentials",
    title="What was checked about your profession",
    select="""SELECT level, title, profession, checked, checked_at, valid_until, revoked_at
              FROM credentials_credential WHERE persona_id = ANY(%(personas)s) ORDER BY id""",
)

register((Part(table="credentials_credential", of="persona_id = ANY(%(personas)s)", export=CREDENTIALS),))
