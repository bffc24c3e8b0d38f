"""Row-level security: who is in a community is known to those who are in it too; who asked, to its stewards."""

from django.db import migrations
from django.db.migrations import RunSQL

from bedside.kit.row_security import looks_past, protect, viewer_is

JOINED = "SELECT space_id FROM spaces_membership WHERE persona_id = viewer AND state = 'joined'"
# The team of a practice is public (`policy.space_kinds.practice`).
PRACTICES = "SELECT id FROM spaces_space WHERE kind = 'practice'"
KNOWN = "space_id = ANY(ARRAY(SELECT spaces_known_inside({viewer})))"
STEWARDED = "space_id = ANY(ARRAY(SELECT spaces_stewarded_by({viewer})))"


def spaces(name: str, query: str) -> RunSQL:
    """Return the step that makes a function from a viewer to ids of spaces."""
    return looks_past(name, "viewer bigint", returns="SETOF bigint", query=query)


class Migration(migrations.Migration):
    dependencies = [("spaces", "0002_square")]

    operations = [
        spaces("spaces_of", JOINED),
        spaces("spaces_known_inside", f"{JOINED} UNION ALL {PRACTICES}"),
        spaces("spaces_stewarded_by", f"{JOINED} AND role = 'steward'"),
        protect(
            "spaces_membership",
            read=viewer_is("persona_id", otherwise=f"CASE state WHEN 'joined' THEN {KNOWN} ELSE {STEWARDED} END"),
            write=viewer_is("persona_id", otherwise=STEWARDED),
        ),
        protect(
            "spaces_invitation",
            read=viewer_is("inviter_id", otherwise=STEWARDED),
            write=viewer_is("inviter_id", otherwise=STEWARDED),
        ),
    ]
