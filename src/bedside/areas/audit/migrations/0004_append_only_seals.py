"""What seals the audit log is only added, as the log itself."""

from django.db import migrations

FORBID = """
DO $$ BEGIN
  IF EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'bedside_app') THEN
    REVOKE UPDATE, DELETE, TRUNCATE ON audit_seal, audit_checkpoint FROM bedside_app;
  END IF;
END $$
"""


class Migration(migrations.Migration):
    dependencies = [("audit", "0003_chain")]
    operations = [migrations.RunSQL(FORBID, migrations.RunSQL.noop)]
