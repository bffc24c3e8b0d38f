"""The tables on the way are written without a log, and the application may empty them at once."""

from django.db import migrations

UNLOGGED = """
ALTER TABLE registers_staged_entry SET UNLOGGED;
ALTER TABLE registers_staged_licence SET UNLOGGED;
"""
LOGGED = """
ALTER TABLE registers_staged_entry SET LOGGED;
ALTER TABLE registers_staged_licence SET LOGGED;
"""
# The role is there in the embedded server and in a prepared external one; elsewhere the owner runs the application.
MAY_EMPTY = """
DO $$ BEGIN
  IF EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'bedside_app') THEN
    GRANT TRUNCATE ON registers_staged_entry, registers_staged_licence TO bedside_app;
  END IF;
END $$
"""


class Migration(migrations.Migration):
    dependencies = [("registers", "0001_initial")]
    operations = [
        migrations.RunSQL(UNLOGGED, LOGGED),
        migrations.RunSQL(MAY_EMPTY, migrations.RunSQL.noop),
    ]
