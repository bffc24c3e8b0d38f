"""Releases of figures with noise, and the ledger of what they cost: the application adds to both, no more."""

import django.db.models.deletion
from django.db import migrations, models

import bedside.kit.clock
import bedside.kit.ids

FORBID = """
DO $$ BEGIN
  IF EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'bedside_app') THEN
    REVOKE UPDATE, DELETE, TRUNCATE ON records_privacy_charge, records_open_release FROM bedside_app;
  END IF;
END $$
"""


class Migration(migrations.Migration):
    dependencies = [("records", "0060_safety_signal")]

    operations = [
        migrations.CreateModel(
            name="PrivacyCharge",
            fields=[
                ("id", models.BigIntegerField(default=bedside.kit.ids.new_id, primary_key=True, serialize=False)),
                ("year", models.PositiveSmallIntegerField()),
                ("epsilon", models.DecimalField(decimal_places=1, max_digits=3)),
                ("charged_at", models.DateTimeField(default=bedside.kit.clock.now)),
            ],
            options={
                "db_table": "records_privacy_charge",
                "indexes": [models.Index(fields=["year"], name="privacy_charge_of_year")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("epsilon__gt", 0), ("epsilon__lte", 4)), name="privacy_charge_is_some"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="OpenRelease",
            fields=[
                ("id", models.BigIntegerField(default=bedside.kit.ids.new_id, primary_key=True, serialize=False)),
                ("made_at", models.DateTimeField(default=bedside.kit.clock.now)),
                ("rules", models.CharField(max_length=20)),
                ("named", models.PositiveIntegerField()),
                ("released", models.PositiveIntegerField()),
                ("threshold", models.PositiveIntegerField()),
                ("cells_digest", models.CharField(max_length=64)),
                ("digest", models.CharField(max_length=64)),
                ("body", models.TextField(max_length=1000000)),
                (
                    "charge",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="release",
                        to="records.privacycharge",
                    ),
                ),
            ],
            options={"db_table": "records_open_release"},
        ),
        migrations.RunSQL(FORBID, migrations.RunSQL.noop),
    ]
