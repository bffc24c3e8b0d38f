"""The ledger of consents: its owner reads it, and nobody changes it; and questionnaires can be shared as days can."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import bedside.kit.clock
import bedside.kit.ids
from bedside.kit.row_security import NOBODY, protect, viewer_is

MINE = viewer_is(otherwise="owner_id = (SELECT account_id FROM people_persona WHERE id = {viewer})")
# Rows go with their owner's account, so the application may delete them; it has no right to change one.
FORBID = """
DO $$ BEGIN
  IF EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'bedside_app') THEN
    REVOKE UPDATE, TRUNCATE ON records_ledger FROM bedside_app;
  END IF;
END $$
"""


class Migration(migrations.Migration):
    dependencies = [
        ("records", "0016_waves"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="sitting",
            name="share",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(max_length=60), default=list, size=None
            ),
        ),
        migrations.CreateModel(
            name="LedgerEntry",
            fields=[
                ("id", models.BigIntegerField(default=bedside.kit.ids.new_id, primary_key=True, serialize=False)),
                ("seq", models.IntegerField()),
                ("act", models.CharField(max_length=6)),
                ("audience", models.CharField(max_length=60)),
                (
                    "kinds",
                    django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=20), size=None),
                ),
                (
                    "items",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.BigIntegerField(), default=list, size=None
                    ),
                ),
                ("covers", models.CharField(blank=True, max_length=6)),
                ("text_version", models.PositiveSmallIntegerField(default=0)),
                ("text_hash", models.CharField(blank=True, max_length=64)),
                ("at", models.DateTimeField(default=bedside.kit.clock.now)),
                ("ends_at", models.DateTimeField(null=True)),
                ("by_id", models.BigIntegerField(default=0)),
                ("of_id", models.BigIntegerField(default=0)),
                ("count", models.IntegerField(default=0)),
                ("prev", models.BinaryField(max_length=32)),
                ("hash", models.BinaryField(max_length=32)),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="ledger",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "db_table": "records_ledger",
                "indexes": [
                    models.Index(condition=models.Q(("act", "grant")), fields=["audience"], name="ledger_by_audience"),
                    models.Index(
                        condition=models.Q(("of_id", 0), _negated=True), fields=["of_id"], name="ledger_of_grant"
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("owner", "seq"), name="ledger_in_order"),
                    models.CheckConstraint(
                        condition=models.Q(("act__in", ("grant", "revoke", "expire", "use"))), name="ledger_act_known"
                    ),
                ],
            },
        ),
        protect("records_ledger", read=MINE, write=NOBODY, add=MINE),
        migrations.RunSQL(FORBID, migrations.RunSQL.noop),
    ]
