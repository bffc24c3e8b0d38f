"""Badges of personas. They are public: who may see a name may see what was checked about it."""

from collections.abc import Iterable, Sequence
from dataclasses import fields
from typing import Any, Final

from bedside.areas.credentials.models import Credential
from bedside.areas.credentials.queries.credential import standing
from bedside.kit.clock import now
from bedside.policy.verification import badges as rule
from bedside.policy.verification.badges import Badge, Record

NAMES: Final = tuple(one.name for one in fields(Record))
BADGES = f"""
SELECT persona_id, {", ".join(NAMES)} FROM credentials_credential c
WHERE persona_id = ANY(%s::bigint[]) AND {standing("c")}
"""  # noqa: S608  # our own words
# Whether a check of the author `p.author_id` counted when the post `p` was written, asked where the one of today has
# lapsed. Renewed ones count for their time; one that was taken away for a reason does not.
THEN: Final = """
CASE WHEN c.valid_until <= %(moment)s THEN EXISTS (
    SELECT 1 FROM credentials_credential o
    WHERE o.persona_id = p.author_id AND (o.id = c.id OR o.replaced_by IS NOT NULL) AND o.suspended_at IS NULL
      AND o.level IN ('V3', 'V4') AND o.checked_at <= p.created_at
      AND p.created_at < least(o.valid_until, coalesce(o.revoked_at, o.valid_until)))
ELSE false END
"""


def columns(alias: str) -> str:
    """Return what a statement selects of credentials, for `badge_from`."""
    return ", ".join(f"{alias}.{name}" for name in NAMES)


def badges(persona_ids: Iterable[int], *, inside: bool = False) -> dict[int, Badge]:
    """Return the badge of each of these personas that has one, live or lapsed; one query. `inside`: in a room."""
    # One array instead of a list of places: PostgreSQL keeps one plan, however many people are asked about.
    rows = Credential.objects.raw(BADGES, [list(set(persona_ids))])
    found = {row.persona_id: rule.badge(record_of(row), at=now(), inside=inside) for row in rows}
    return {persona_id: badge for persona_id, badge in found.items() if badge is not None}


def badge_from(values: Sequence[Any], *, inside: bool, then: bool) -> Badge | None:
    """Return the badge of a row read elsewhere, by its `columns`; None where there is none."""
    if values[0] is None:
        return None
    return rule.badge(Record(**dict(zip(NAMES, values, strict=True))), at=now(), inside=inside, then=then)


def badge_of(row: Credential) -> Badge | None:
    """Return the badge of one credential that is neither revoked nor suspended."""
    return rule.badge(record_of(row), at=now())


def record_of(row: Credential) -> Record:
    """Return the facts of a credential for the rule that makes badges."""
    return Record(**{name: getattr(row, name) for name in NAMES})
