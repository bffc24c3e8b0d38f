"""What leaving means for the tables of people and those below: see `parts`."""

from bedside.areas.people.parts import Kind, Part, register

MINE = "account_id = %(account)s"
KEYED = "keyed figures, gone after a day"
FRAME = "of the framework, without a person in it"

ACCOUNT_SEALED = ("mail_sealed", "next_mail_sealed", "grown_sealed")
ACCOUNT = Kind(
    name="account",
    title="Your account",
    per_persona=False,
    select="""SELECT id, mail_sealed, next_mail_sealed, mail_confirmed_at, country, locale, theme, zone,
                     created_at, grown_sealed FROM people_account WHERE id = %(account)s""",
)
PERSONAS = Kind(
    name="persona",
    title="This persona",
    select="""SELECT id, handle, name, kind, about, asks_first, findable, created_at
              FROM people_persona WHERE id = ANY(%(personas)s)""",
)
ROLES = Kind(
    name="staff_roles",
    title="Your work for this site",
    per_persona=False,
    select="SELECT role, granted_at FROM people_staff_role WHERE account_id = %(account)s ORDER BY id",
)
SESSIONS = Kind(
    name="sessions",
    title="Where you are logged in",
    per_persona=False,
    select="""SELECT label, started_at, seen_at FROM people_session
              WHERE account_id = %(account)s ORDER BY started_at""",
)
FACTORS = Kind(
    name="second_factors",
    title="Passkeys and codes",
    per_persona=False,
    select="""SELECT type, CASE WHEN type = 'webauthn' THEN data->>'name' END AS name, created_at, last_used_at
              FROM mfa_authenticator WHERE user_id = %(account)s ORDER BY id""",
)
DONE = Kind(
    name="what_you_did",
    title="What was written down of what you did",
    select="SELECT at, action, object_kind FROM audit_entry WHERE actor_id = ANY(%(personas)s) ORDER BY id",
)
HOLDS = Kind(
    name="legal_holds",
    title="Legal orders to keep your data",
    per_persona=False,
    select="""SELECT confirmed_at AS held_since, expires_at, ended_at FROM people_hold
              WHERE account_id = %(account)s AND confirmed_at IS NOT NULL ORDER BY id""",
)
COPIES = Kind(
    name="copies",
    title="Copies you asked for",
    per_persona=False,
    select="SELECT asked_at, used_at FROM people_export WHERE account_id = %(account)s ORDER BY asked_at",
)

register(
    (
        Part(table="django_migrations", stays=FRAME, left_out=FRAME),
        Part(table="django_content_type", stays=FRAME, left_out=FRAME),
        Part(table="auth_permission", stays=FRAME, left_out=FRAME),
        Part(table="auth_group", stays=FRAME, left_out=FRAME),
        Part(table="auth_group_permissions", stays=FRAME, left_out=FRAME),
        Part(table="account_emailaddress", of="user_id = %(account)s", left_out="not used: the address is ours"),
        Part(
            table="account_emailconfirmation",
            of="email_address_id IN (SELECT id FROM account_emailaddress WHERE user_id = %(account)s)",
            left_out="not used: the links are ours",
        ),
        Part(table="procrastinate_workers", stays=FRAME, left_out=FRAME),
        Part(table="procrastinate_periodic_defers", stays=FRAME, left_out=FRAME),
        Part(table="procrastinate_events", stays="times of jobs, without ids of people", left_out="of the machine"),
        Part(
            table="procrastinate_jobs",
            of="args::text ~ %(ids)s AND status NOT IN ('doing', 'aborting')",
            left_out="work in hand: what it will write is exported when it is written",
        ),
        Part(table="outbox", of="payload::text ~ %(ids)s", left_out="news on its way: ids only, gone in a second"),
        Part(
            table="audit_entry",
            stays="who did what may not be changed by anybody; it holds ids of nobody any more, and goes with its time",
            export=DONE,
        ),
        Part(table="audit_seal", stays="hashes of entries", left_out="hashes of entries"),
        Part(table="audit_checkpoint", stays="signed hashes", left_out="signed hashes"),
        Part(table="people_reading", stays="a keyed figure, gone after an hour", left_out="not what was read"),
        Part(table="people_site_profile", stays="what the site says about itself", left_out="of the site"),
        Part(table="people_taken_handle", stays="a handle is never used again", left_out="your handles: in persona"),
        Part(table="people_attempt", stays=KEYED, left_out=KEYED),
        Part(table="people_cache", stays="used codes, gone in two minutes", left_out="used codes, gone in two minutes"),
        Part(table="people_erasure", stays="the receipt: a random number", left_out="the receipt you already have"),
        Part(
            table="people_account",
            of="id = %(account)s",
            export=ACCOUNT,
            sealed=ACCOUNT_SEALED,
        ),
        Part(table="mfa_authenticator", of="user_id = %(account)s", export=FACTORS),
        Part(table="people_persona", of=MINE, export=PERSONAS),
        Part(table="people_staff_role", of=MINE, export=ROLES),
        Part(table="people_session", of=MINE, export=SESSIONS),
        Part(table="people_hold", of=MINE, export=HOLDS),
        Part(table="people_export", of=MINE, export=COPIES),
    )
)
