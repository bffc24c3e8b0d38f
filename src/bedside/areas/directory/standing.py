"""Who stands in the list, as conditions in SQL: `policy.directory.standing`, and members in good standing.

Asked in every statement, so that a suspension, a block, an expiry or an owner's wish counts from the next page on.
"""

from datetime import datetime
from typing import Any

from django.conf import settings

from bedside.areas.contacts import queries as contacts
from bedside.areas.credentials import queries as credentials
from bedside.areas.people.viewer import Viewer
from bedside.kit.clock import now
from bedside.policy.directory.ordering import LEVEL_RANK
from bedside.policy.directory.places import under_european_law
from bedside.policy.directory.standing import NOT_SEEN

# Around it stand `people_persona p`, `credentials_credential c` (the persona's) and `credentials_profile f` (if any).
MEMBER = f"""
    NOT p.hidden AND p.findable AND p.kind = 'clinician' AND NOT coalesce(f.hidden_from_directory, false)
    AND coalesce(p.limited_until <= %(now)s, true)
    AND {credentials.standing("c")} AND c.valid_until > %(now)s AND c.level = ANY(%(levels)s)
    AND p.id <> ALL(%(blocked)s::bigint[])
"""
# Around it stands `directory_listing m`. Most have no owner, and that is asked first.
LISTED = """
    m.asked_out_at IS NULL AND m.seen_at > %(seen_since)s AND CASE WHEN m.owner_id IS NULL
        THEN m.country <> ALL(%(hidden_countries)s::text[])
        ELSE EXISTS (
            SELECT 1 FROM people_persona o LEFT JOIN credentials_profile g ON g.persona_id = o.id
            WHERE o.id = m.owner_id AND NOT o.hidden AND NOT coalesce(g.hidden_from_directory, false)
            AND o.id <> ALL(%(blocked)s::bigint[])
            AND NOT EXISTS (
                SELECT 1 FROM credentials_credential k WHERE k.persona_id = o.id AND k.level = ANY(%(levels)s))
        ) END
"""


def params(viewer: Viewer, *, at: datetime | None = None) -> dict[str, Any]:
    """Return the parameters that both conditions need for `viewer`."""
    moment = at or now()
    return {
        "now": moment,
        "levels": list(LEVEL_RANK),
        "blocked": sorted(contacts.blocked_ids(viewer)),
        "seen_since": moment - NOT_SEEN,
        "hidden_countries": sorted(under_european_law()) if settings.CONFIG.hide_unclaimed_in_europe else [],
    }
