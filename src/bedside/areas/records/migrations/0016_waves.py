"""Questions about treatments, and the answers: their owner's alone, whichever of her personas looks."""

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
        ("records", "0015_treatment_courses"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="AskedWave",
            fields=[
                ("id", models.BigIntegerField(default=bedside.kit.ids.new_id, primary_key=True, serialize=False)),
                ("course_id", models.BigIntegerField()),
                ("wave", models.CharField(max_length=5)),
                ("opens", models.DateField()),
                ("closes", models.DateField()),
                ("told_at", models.DateTimeField(null=True)),
                ("reminded_at", models.DateTimeField(null=True)),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="asked_waves",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "db_table": "records_asked_wave",
                "indexes": [
                    models.Index(condition=models.Q(("reminded_at", None)), fields=["opens"], name="asked_wave_due")
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("owner", "course_id", "wave"), name="asked_wave_once"),
                    models.CheckConstraint(
                        condition=models.Q(("wave__in", ["w2", "m3", "m6", "m12"])), name="asked_wave_known"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="WaveAnswer",
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
                "db_table": "records_wave_answer",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("is_current", True)),
                        fields=("owner", "series_id"),
                        name="wave_answer_one_current",
                    )
                ],
            },
        ),
        protect("records_asked_wave", read=MINE, write=MINE),
        protect("records_wave_answer", read=MINE, write=MINE),
    ]
