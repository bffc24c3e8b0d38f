"""What leaving means for permissions: they go with either side, and with them what hung on them."""

from bedside.areas.consents.actions.ending import forget_permissions
from bedside.areas.people.parts import Kind, Part, register

EITHER = "owner_id = ANY(%(personas)s) OR drafter_id = ANY(%(personas)s)"
OF_EITHER = f"IN (SELECT id FROM consents_authorisation WHERE {EITHER})"  # noqa: S608  # made of constants
# Each side has what she signed or asked for. What the other side's key opens stays closed in the asker's copy.
PERMISSIONS = Kind(
    name="permissions",
    title="Permissions that you gave or were asked for",
    select="""SELECT a.id, a.terms, a.signature, a.made_at, t.signed_at, t.starts_at, t.ends_at, t.revoked_at,
                     t.declined_at FROM consents_authorisation a JOIN consents_term t ON t.id = a.id
              WHERE a.owner_id = ANY(%(personas)s) ORDER BY a.id""",
)

GRANTS = Kind(
    name="grants",
    title="Who could act for you, and for whom you could",
    select="""SELECT id, CASE WHEN owner_id = ANY(%(personas)s) THEN 'for you' ELSE 'by you' END AS who, scopes,
                     CASE WHEN owner_id = ANY(%(personas)s) THEN told END AS told,
                     asked_at, accepted_at, ends_at AS until,
                     CASE WHEN owner_id = ANY(%(personas)s) THEN ended_at END AS ended_at
              FROM consents_grant WHERE owner_id = ANY(%(personas)s) OR proxy_id = ANY(%(personas)s) ORDER BY id""",
)

register(
    (
        Part(
            table="consents_grant",
            of="owner_id = ANY(%(personas)s) OR proxy_id = ANY(%(personas)s)",
            export=GRANTS,
            sealed=("told",),
        ),
        Part(
            table="consents_authorisation",
            of=EITHER,
            erase=forget_permissions,
            export=PERMISSIONS,
            sealed=("terms", "signature"),
        ),
        Part(table="consents_term", of=f"id {OF_EITHER}", left_out="in permissions"),
        Part(table="consents_shown", of=f"authorisation_id {OF_EITHER}", left_out="figures, shown on the page"),
    )
)
