"""Note of everybody who is a steward now that she may be one: the menu asks only for those."""

from django.db import migrations

NOTED = """SELECT set_config('bedside.viewer', '-1', true); UPDATE people_persona SET steward = true WHERE id IN
    (SELECT persona_id FROM spaces_membership WHERE role = 'steward' AND state = 'joined')"""


class Migration(migrations.Migration):
    dependencies = [("spaces", "0007_stays"), ("people", "0010_steward")]

    operations = [migrations.RunSQL(NOTED, migrations.RunSQL.noop)]
