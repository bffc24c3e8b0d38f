"""Files on things of the record: their owner's alone, whichever of her personas looks."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import bedside.kit.clock
import bedside.kit.ids
from bedside.kit.row_security import protect, viewer_is

MINE = viewer_is(otherwise="owner_id = (SELECT account_id FROM people_persona WHERE id = {viewer})")


class Migration(migrations.Migration):
    dependencies = [
        ("records", "0085_brought_file"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Attachment",
            fields=[
                ("id", models.BigIntegerField(default=bedside.kit.ids.new_id, primary_key=True, serialize=False)),
                ("key", models.CharField(max_length=32, unique=True)),
                ("kind", models.CharField(max_length=20)),
                ("item_id", models.BigIntegerField()),
                ("media_type", models.CharField(max_length=15)),
                ("size", models.IntegerField()),
                ("kept_at", models.DateTimeField(default=bedside.kit.clock.now)),
                ("body", models.BinaryField(max_length=4000)),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "db_table": "records_attachment",
                "indexes": [models.Index(fields=["owner", "kind", "item_id"], name="attachment_by_item")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("media_type__in", ("image/jpeg", "image/png", "application/pdf"))),
                        name="attachment_of_known_type",
                    )
                ],
            },
        ),
        protect("records_attachment", read=MINE, write=MINE),
    ]
