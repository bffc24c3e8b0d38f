"""Links to visit sheets and their openings: read and ended by their owner; opened by whoever holds the link."""

import django.db.models.deletion
from django.db import migrations, models

import bedside.kit.clock
import bedside.kit.ids
from bedside.kit.row_security import NOBODY, protect, viewer_is

MINE = viewer_is("owner_id")


class Migration(migrations.Migration):
    initial = True
    dependencies = []

    operations = [
        migrations.CreateModel(
            name="SheetLink",
            fields=[
                ("id", models.BigIntegerField(default=bedside.kit.ids.new_id, primary_key=True, serialize=False)),
                ("owner_id", models.BigIntegerField()),
                ("token_hash", models.BinaryField(max_length=32, unique=True)),
                ("facts", models.BinaryField(max_length=400000)),
                ("code_hash", models.BinaryField(max_length=16, null=True)),
                ("tries_left", models.PositiveSmallIntegerField(default=5)),
                ("made_at", models.DateTimeField(default=bedside.kit.clock.now)),
                ("expires_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
            ],
            options={
                "db_table": "visits_link",
                "indexes": [models.Index(fields=["owner_id", "-id"], name="visit_link_by_owner")],
            },
        ),
        migrations.CreateModel(
            name="SheetOpening",
            fields=[
                ("id", models.BigIntegerField(default=bedside.kit.ids.new_id, primary_key=True, serialize=False)),
                ("owner_id", models.BigIntegerField()),
                (
                    "form",
                    models.CharField(choices=[("page", "page"), ("pdf", "pdf"), ("json", "json")], max_length=4),
                ),
                ("at", models.DateTimeField(default=bedside.kit.clock.now)),
                (
                    "link",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="openings", to="visits.sheetlink"
                    ),
                ),
            ],
            options={
                "db_table": "visits_opening",
                "indexes": [models.Index(fields=["owner_id"], name="visit_opening_by_owner")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("form__in", ["page", "pdf", "json"])), name="visit_opening_form_known"
                    )
                ],
            },
        ),
        protect("visits_link", read=MINE, write=MINE),
        protect("visits_opening", read=MINE, write=NOBODY),
    ]
