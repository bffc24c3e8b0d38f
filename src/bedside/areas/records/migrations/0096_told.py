"""Who is told when a crash begins: known to who named them, and to whom she named."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import bedside.kit.clock
import bedside.kit.ids
from bedside.kit.row_security import protect, viewer_is

EITHER = viewer_is(
    otherwise="CASE WHEN person_id = {viewer} THEN true "
    "ELSE owner_id = (SELECT account_id FROM people_persona WHERE id = {viewer}) END"
)


class Migration(migrations.Migration):
    dependencies = [
        ("records", "0095_attachment"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Told",
            fields=[
                ("id", models.BigIntegerField(default=bedside.kit.ids.new_id, primary_key=True, serialize=False)),
                ("persona_id", models.BigIntegerField()),
                ("person_id", models.BigIntegerField()),
                ("asked_at", models.DateTimeField(default=bedside.kit.clock.now)),
                ("accepted_at", models.DateTimeField(null=True)),
                ("is_on", models.BooleanField(default=False)),
                ("tells_end", models.BooleanField(default=False)),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "db_table": "records_told",
                "indexes": [
                    models.Index(fields=["owner"], name="told_by_owner"),
                    models.Index(fields=["person_id"], name="told_by_person"),
                ],
                "constraints": [models.UniqueConstraint(fields=("persona_id", "person_id"), name="told_once")],
            },
        ),
        protect("records_told", read=EITHER, write=EITHER),
    ]
