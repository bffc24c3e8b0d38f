"""Courses of treatment: their owner's alone, whichever of her personas looks."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import bedside.kit.clock
import bedside.kit.ids
from bedside.kit.row_security import protect, viewer_is

MINE = viewer_is(otherwise="owner_id = (SELECT account_id FROM people_persona WHERE id = {viewer})")


class Migration(migrations.Migration):
    dependencies = [
        ("records", "0014_conditions"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="TreatmentCourse",
            fields=[
                ("id", models.BigIntegerField(default=bedside.kit.ids.new_id, primary_key=True, serialize=False)),
                ("series_id", models.BigIntegerField()),
                ("is_current", models.BooleanField(default=True)),
                ("kept_at", models.DateTimeField(default=bedside.kit.clock.now)),
                (
                    "share",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=60), default=list, size=None
                    ),
                ),
                ("body", models.BinaryField(max_length=40000)),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "db_table": "records_treatment_course",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("is_current", True)),
                        fields=("owner", "series_id"),
                        name="treatment_course_one_current",
                    )
                ],
            },
        ),
        protect("records_treatment_course", read=MINE, write=MINE),
    ]
