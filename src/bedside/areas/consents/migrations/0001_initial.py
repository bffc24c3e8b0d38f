"""Permissions to publish. When one holds is asked for everybody's page: that table has no person and no word in it."""

from django.db import migrations, models

import bedside.kit.clock
import bedside.kit.ids
from bedside.kit.row_security import protect, viewer_is

EITHER = viewer_is("owner_id", "drafter_id")


class Migration(migrations.Migration):
    initial = True
    dependencies = [("people", "0006_keys_and_leaving")]

    operations = [
        migrations.CreateModel(
            name="Shown",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "authorisation_id", "day", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("authorisation_id", models.BigIntegerField()),
                ("day", models.DateField()),
                ("times", models.IntegerField(default=0)),
            ],
            options={"db_table": "consents_shown"},
        ),
        migrations.CreateModel(
            name="Authorisation",
            fields=[
                ("id", models.BigIntegerField(default=bedside.kit.ids.new_id, primary_key=True, serialize=False)),
                ("owner_id", models.BigIntegerField()),
                ("drafter_id", models.BigIntegerField()),
                ("terms", models.BinaryField(max_length=40000)),
                ("signature", models.BinaryField(max_length=80000, null=True)),
                ("made_at", models.DateTimeField(default=bedside.kit.clock.now)),
            ],
            options={
                "db_table": "consents_authorisation",
                "indexes": [
                    models.Index(fields=["owner_id", "-id"], name="authorisation_by_owner"),
                    models.Index(fields=["drafter_id", "-id"], name="authorisation_by_drafter"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("owner_id", models.F("drafter_id")), _negated=True),
                        name="authorisation_of_another",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Term",
            fields=[
                ("id", models.BigIntegerField(primary_key=True, serialize=False)),
                ("signed_at", models.DateTimeField(null=True)),
                ("starts_at", models.DateTimeField(null=True)),
                ("ends_at", models.DateTimeField(null=True)),
                ("revoked_at", models.DateTimeField(null=True)),
                ("declined_at", models.DateTimeField(null=True)),
                ("soon_told_at", models.DateTimeField(null=True)),
                ("over_told_at", models.DateTimeField(null=True)),
            ],
            options={
                "db_table": "consents_term",
                "indexes": [
                    models.Index(
                        condition=models.Q(("over_told_at", None), ("signed_at__isnull", False)),
                        fields=["ends_at"],
                        name="term_running",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ends_at", None), ("signed_at", None)),
                            models.Q(("ends_at__isnull", False), ("signed_at__isnull", False)),
                            _connector="OR",
                        ),
                        name="term_signed_has_end",
                    )
                ],
            },
        ),
        # Both sides read what was asked and signed; only the asker makes one.
        protect("consents_authorisation", read=EITHER, write=EITHER, add=viewer_is("drafter_id")),
    ]
