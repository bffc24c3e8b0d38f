"""What leaving means for credentials."""

from bedside.areas.credentials.actions.leaving import forget_calls, forget_documents, forget_openings, forget_reviews
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
MEASURES = Kind(
    name="suspensions",
    title="When your verification was suspended, and what you answered",
    select="""SELECT id, reason, taken_at, answer_sealed, answered_at, ended_at
              FROM credentials_measure WHERE persona_id = ANY(%(personas)s) ORDER BY id""",
)
CODES = "claim_id IN (SELECT id FROM credentials_claim WHERE persona_id = ANY(%(personas)s))"
DOCUMENTS = Kind(
    name="documents",
    title="Pictures of papers that you sent to be verified",
    select="""SELECT sent_at, width, height, destroyed_at FROM credentials_document
              WHERE persona_id = ANY(%(personas)s) ORDER BY id""",
)
OPENINGS = Kind(
    name="document_openings",
    title="When a reviewer looked at these papers",
    select="""SELECT d.sent_at, o.opened_at, o.again AS why_again FROM credentials_opening o
              JOIN credentials_document d ON d.id = o.document_id
              WHERE o.persona_id = ANY(%(personas)s) ORDER BY o.id""",
)
REVIEWS = Kind(
    name="reviews",
    title="Reviews that you gave, without whose claims they were",
    select="""SELECT drawn_at, ended, ended_at, answer, reason FROM credentials_review
              WHERE reviewer_id = ANY(%(personas)s) ORDER BY id""",
)
CALLS = Kind(
    name="calls",
    title="Calls to the number in the register",
    select="""SELECT asked_at, state, ended_at FROM credentials_call_back
              WHERE persona_id = ANY(%(personas)s) ORDER BY id""",
)
VOLUNTEERS = Kind(
    name="reviewing",
    title="That you review for this site",
    select="SELECT since FROM credentials_volunteer WHERE persona_id = ANY(%(personas)s)",
)
MINE = "persona_id = ANY(%(personas)s)"
HERS = "claim_id IN (SELECT id FROM credentials_claim WHERE persona_id = ANY(%(personas)s))"


PROFILE = Kind(
    name="clinician_page",
    title="What your clinician's page says",
    select="""SELECT city, region, country, languages, specialties, accepts_general, accepts_guest, accepts_mentoring,
                     topics_dropped, hidden_from_directory, none_to_declare_at, saved_at
              FROM credentials_profile WHERE persona_id = ANY(%(personas)s) ORDER BY persona_id""",
)
INTERESTS = Kind(
    name="interests",
    title="Interests that you declared",
    select="""SELECT payer, kind, concerns, begun, ended, declared_at
              FROM credentials_interest WHERE persona_id = ANY(%(personas)s) ORDER BY id""",
)
VOUCH_ROUNDS = Kind(
    name="vouching_for_you",
    title="When you asked colleagues to vouch for you",
    select="""SELECT profession, specialty, begun_at, reached_at, ended_at
              FROM credentials_vouch_round WHERE persona_id = ANY(%(personas)s) ORDER BY id""",
)
# Whom she asked stays out: with it would stand who answered, and a colleague's no is told to nobody.
VOUCHES = Kind(
    name="vouching_for_others",
    title="Whom you vouched for, or were asked to",
    select="""SELECT p.handle AS asked_by, v.state, v.asked_at, v.answered_at
              FROM credentials_vouch v JOIN people_persona p ON p.id = v.asker_id
              WHERE v.voucher_id = ANY(%(personas)s) ORDER BY v.id""",
)

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
            table="credentials_measure",
            of="persona_id = ANY(%(personas)s)",
            export=MEASURES,
            sealed=("note_sealed", "answer_sealed"),
        ),
        Part(
            table="credentials_employer",
            stays="mail domains of employers; which administrator added one stands in the log",
            left_out="the operator's list of employers",
        ),
        Part(
            table="credentials_on_roster",
            stays="blind indexes of numbers that an employer names; what follows from one is the credential's",
            left_out="the employer's list",
        ),
        Part(table="credentials_profile", of="persona_id = ANY(%(personas)s)", export=PROFILE),
        Part(table="credentials_interest", of="persona_id = ANY(%(personas)s)", export=INTERESTS),
        Part(
            table="credentials_vouch",
            of="voucher_id = ANY(%(personas)s) OR asker_id = ANY(%(personas)s)",
            export=VOUCHES,
        ),
        Part(table="credentials_vouch_round", of="persona_id = ANY(%(personas)s)", export=VOUCH_ROUNDS),
        Part(table="credentials_volunteer", of="persona_id = ANY(%(personas)s)", export=VOLUNTEERS),
        Part(
            table="credentials_seen_hash",
            stays="keyed hashes of files, of nobody: by them reuse of a forged paper is noticed",
            left_out="keyed hashes of files",
        ),
        Part(table="credentials_document", of=MINE, erase=forget_documents, export=DOCUMENTS),
        Part(
            table="credentials_opening",
            of=f"{MINE} OR reviewer_account = %(account)s",
            erase=forget_openings,
            export=OPENINGS,
        ),
        Part(
            table="credentials_review",
            of=f"{HERS} OR reviewer_account = %(account)s",
            erase=forget_reviews,
            export=REVIEWS,
        ),
        Part(
            table="credentials_call_back",
            of=f"{MINE} OR caller_account = %(account)s",
            erase=forget_calls,
            export=CALLS,
        ),
    )
)
