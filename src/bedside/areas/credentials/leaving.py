"""What leaving means for credentials."""

from bedside.areas.people.parts import Kind, Part, register

CREDENTIALS = Kind(
    name="credentials",
    title="What was checked about your profession",
    select="""SELECT level, title, profession, checked, checked_at, valid_until, revoked_at, suspended_at,
                     suspended_reason, register, register_date, region, licence, licence_whole, proof,
                     proved_at, specialty, specialty_checked, employer
              FROM credentials_credential WHERE persona_id = ANY(%(personas)s) ORDER BY id""",
)

register(
    (
        Part(table="credentials_credential", of="persona_id = ANY(%(personas)s)", export=CREDENTIALS),
        Part(
            table="credentials_status_place",
            stays="numbers that were given out once; whose they were went with the credential",
            left_out="numbers of nobody",
        ),
    )
)
