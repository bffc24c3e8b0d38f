"""What leaving means for credentials."""

from bedside.areas.credentials.models.claim import SEALED
from bedside.areas.people.parts import Kind, Part, register

CREDENTIALS = Kind(
    name="credentials",
    title="What was checked about your profession",
    select="""SELECT level, title, profession, checked, checked_at, valid_until, revoked_at, suspended_at,
                     suspended_reason, register, register_date, region, licence, licence_whole, proof,
                     proved_at, specialty, specialty_checked, employer
              FROM credentials_credential WHERE persona_id = ANY(%(personas)s) ORDER BY id""",
)
CLAIMS = Kind(
    name="claims",
    title="What you told us to be verified",
    select="""SELECT id, register, country, number_sealed, family_sealed, given_sealed, profession_sealed,
                     specialty_sealed, employer_sealed, student, state, reason, started_at, entered_at,
                     decided_at, outcome, note_sealed, appealed_at, appeal_sealed, licence_ends
              FROM credentials_claim WHERE persona_id = ANY(%(personas)s) ORDER BY id""",
)
EVIDENCE = Kind(
    name="evidence",
    title="What was looked at to verify you",
    select="""SELECT kind, found_at, register_date, domain
              FROM credentials_evidence WHERE persona_id = ANY(%(personas)s) ORDER BY id""",
)
CODES = "claim_id IN (SELECT id FROM credentials_claim WHERE persona_id = ANY(%(personas)s))"

register(
    (
        Part(table="credentials_credential", of="persona_id = ANY(%(personas)s)", export=CREDENTIALS),
        Part(table="credentials_signing_key", stays="the site's own keys", left_out="the site's own keys"),
        Part(
            table="credentials_status_place",
            stays="numbers that were given out once; whose they were went with the credential",
            left_out="numbers of nobody",
        ),
        Part(table="credentials_mail_code", of=CODES, left_out="a code that is over, and where it was mailed"),
        Part(table="credentials_evidence", of="persona_id = ANY(%(personas)s)", export=EVIDENCE),
        Part(table="credentials_claim", of="persona_id = ANY(%(personas)s)", export=CLAIMS, sealed=SEALED),
        Part(
            table="credentials_employer",
            stays="mail domains of employers; which administrator added one stands in the log",
            left_out="the operator's list of employers",
        ),
    )
)
