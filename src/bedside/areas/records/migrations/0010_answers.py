"""Answers to questionnaires: their owner's alone, whichever of her personas looks; and loaded questionnaires."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import bedside.kit.clock
import bedside.kit.ids
from bedside.kit.row_security import protect, viewer_is

MINE = viewer_is(otherwise="owner_id = (SELECT account_id FROM people_persona WHERE id = {viewer})")


class Migration(migrations.Migration):
    dependencies = [
        ("records", "0003_days"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="InstrumentPack",
            fields=[
                ("id", models.BigIntegerField(default=bedside.kit.ids.new_id, primary_key=True, serialize=False)),
                ("key", models.CharField(max_length=40)),
                ("version", models.CharField(max_length=20)),
                ("definition", models.JSONField()),
                ("terms_hash", models.CharField(max_length=64)),
                ("accepted_by", models.CharField(max_length=120)),
                ("accepted_at", models.DateTimeField(default=bedside.kit.clock.now)),
                ("withdrawn_at", models.DateTimeField(null=True)),
            ],
            options={
                "db_table": "records_instrument_pack",
                "constraints": [
                    models.UniqueConstraint(fields=("key", "version"), name="pack_once"),
                    models.CheckConstraint(
                        condition=models.Q(("accepted_by", ""), _negated=True), name="pack_accepted_by_somebody"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Sitting",
            fields=[
                ("id", models.BigIntegerField(default=bedside.kit.ids.new_id, primary_key=True, serialize=False)),
                ("series_id", models.BigIntegerField()),
                ("instrument_index", models.BinaryField(max_length=16)),
                ("day", models.DateField()),
                ("is_draft", models.BooleanField(default=False)),
                ("is_current", models.BooleanField(default=True)),
                ("kept_at", models.DateTimeField(default=bedside.kit.clock.now)),
                ("body", models.BinaryField(max_length=40000)),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="sittings",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "db_table": "records_sitting",
                "indexes": [models.Index(fields=["owner", "-day"], name="sitting_by_day")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("is_current", True), ("is_draft", False)),
                        fields=("owner", "instrument_index", "day"),
                        name="sitting_once_a_day",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("is_draft", True)),
                        fields=("owner", "instrument_index"),
                        name="sitting_one_draft",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("is_current", True)),
                        fields=("owner", "series_id"),
                        name="sitting_one_current",
                    ),
                ],
            },
        ),
        protect("records_sitting", read=MINE, write=MINE),
    ]
