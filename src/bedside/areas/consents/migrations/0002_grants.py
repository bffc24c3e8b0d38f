"""Grants to act for somebody: read and changed by their two sides alone."""

import django.contrib.postgres.fields
from django.db import migrations, models

import bedside.kit.clock
import bedside.kit.ids
from bedside.kit.row_security import protect, viewer_is

EITHER = viewer_is("owner_id", "proxy_id")


class Migration(migrations.Migration):
    dependencies = [("consents", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="Grant",
            fields=[
                ("id", models.BigIntegerField(default=bedside.kit.ids.new_id, primary_key=True, serialize=False)),
                ("owner_id", models.BigIntegerField()),
                ("proxy_id", models.BigIntegerField()),
                ("begun_by", models.BigIntegerField()),
                (
                    "scopes",
                    django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=20), size=None),
                ),
                ("told", models.BinaryField(max_length=4000)),
                ("asked_at", models.DateTimeField(default=bedside.kit.clock.now)),
                ("ends_at", models.DateTimeField()),
                ("accepted_at", models.DateTimeField(null=True)),
                ("reviewed_at", models.DateTimeField(null=True)),
                ("ended_at", models.DateTimeField(null=True)),
                ("review_told_at", models.DateTimeField(null=True)),
            ],
            options={
                "db_table": "consents_grant",
                "indexes": [models.Index(fields=["proxy_id", "-id"], name="grant_by_proxy")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("owner_id", models.F("proxy_id")), _negated=True), name="grant_to_another"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at", None)), fields=("owner_id", "proxy_id"), name="grant_one_runs"
                    ),
                ],
            },
        ),
        protect("consents_grant", read=EITHER, write=EITHER),
    ]
