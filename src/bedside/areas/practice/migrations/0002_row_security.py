"""Row-level security: who works at a practice and when it is open is public; how the team works is the team's."""

from django.db import migrations

from bedside.kit.row_security import protect, viewer_is

# Not `looks_past`: the team is public, so its table has no policy of its own.
TEAM = (
    "practice_id = ANY(ARRAY(SELECT practice_id FROM practice_member WHERE persona_id = {viewer} AND ended_at IS NULL))"
)


class Migration(migrations.Migration):
    dependencies = [("practice", "0001_initial")]

    operations = [
        protect(table, read=viewer_is(otherwise=TEAM), write=viewer_is(otherwise=TEAM))
        for table in ("practice_shift", "practice_absence", "practice_delegation", "practice_template")
    ]
