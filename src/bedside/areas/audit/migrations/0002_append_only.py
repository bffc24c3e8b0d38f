"""The application may add to the audit log and read it, nothing else."""

from django.db import migrations

# The role is there in the embedded server and in a prepared external one; elsewhere the owner runs the application.
FORBID = """
DO $$ BEGIN
  IF EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'bedside_app') THEN
    REVOKE UPDATE, DELETE, TRUNCATE ON audit_entry FROM bedside_app;
  END IF;
END $$
"""


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]
    operations = [migrations.RunSQL(FORBID, migrations.RunSQL.noop)]
