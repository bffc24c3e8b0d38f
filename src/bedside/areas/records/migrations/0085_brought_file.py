"""Files of health data that a member brought: each its owner's alone."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import bedside.kit.clock
import bedside.kit.ids
from bedside.kit.row_security import protect, viewer_is

MINE = viewer_is(otherwise="owner_id = (SELECT account_id FROM people_persona WHERE id = {viewer})")


class Migration(migrations.Migration):
    dependencies = [
        ("records", "0070_open_releases"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="BroughtFile",
            fields=[
                ("id", models.BigIntegerField(default=bedside.kit.ids.new_id, primary_key=True, serialize=False)),
                ("read_at", models.DateTimeField(default=bedside.kit.clock.now)),
                ("kept_at", models.DateTimeField(null=True)),
                ("body", models.BinaryField(max_length=40_000_000)),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "db_table": "records_brought_file",
                "indexes": [models.Index(fields=["owner", "-id"], name="brought_file_owner")],
            },
        ),
        protect("records_brought_file", read=MINE, write=MINE),
    ]
