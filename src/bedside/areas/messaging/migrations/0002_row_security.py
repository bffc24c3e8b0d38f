"""Row-level security: a channel is its patient's and the team's, what the team says among itself is the team's.

And the two indexes by which the inbox of a practice is read: `policy.practice.triage.place` with nothing promised and
nothing waiting as the end of time, so that a page begins where the last one ended.
"""

from django.db import migrations

from bedside.kit.row_security import protect, viewer_is

TEAM = (
    "practice_id = ANY(ARRAY(SELECT practice_id FROM practice_member WHERE persona_id = {viewer} AND ended_at IS NULL))"
)
EITHER = viewer_is("patient_id", otherwise=TEAM)
NOT_INTERNAL = viewer_is(
    otherwise=f"CASE WHEN kind <> 'internal' AND patient_id = {{viewer}} THEN true ELSE {TEAM} END"
)
ORDER = """practice_id, (NOT urgent), (coalesce(due_at, 'infinity'::timestamptz)),
           (coalesce(asked_at, 'infinity'::timestamptz)), id"""


def _index(name: str, condition: str) -> migrations.RunSQL:
    made = f"CREATE INDEX {name} ON messaging_thread ({ORDER}) WHERE state IN ('open', 'assigned') {condition}"
    return migrations.RunSQL(made, f"DROP INDEX {name}")


class Migration(migrations.Migration):
    dependencies = [("messaging", "0001_initial"), ("practice", "0002_row_security")]

    operations = [
        *(
            protect(table, read=EITHER, write=EITHER)
            for table in (
                "messaging_channel",
                "messaging_thread",
                "messaging_seen",
                "messaging_mail_consent",
                "messaging_call",
            )
        ),
        protect("messaging_message", read=NOT_INTERNAL, write=NOT_INTERNAL),
        protect("messaging_answering", read=viewer_is(otherwise=TEAM), write=viewer_is(otherwise=TEAM)),
        _index("thread_inbox", ""),
        _index("thread_inbox_office", "AND administrative"),
    ]
