"""Care teams: four tables that a patient reads whole, and the practices in `readers` as long as her consent holds."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models
from django.db.models import F, Q

import bedside.kit.clock
import bedside.kit.ids
from bedside.kit.row_security import protect, viewer_is

# An empty list of readers shares nothing with anybody's practices: what is over is the patient's alone.
MINE = "SELECT practice_id FROM practice_member WHERE persona_id = {viewer} AND ended_at IS NULL"
READERS = viewer_is("patient_id", otherwise=f"readers && ARRAY({MINE})")
HERS = viewer_is("patient_id")
NEW_ID = ("id", models.BigIntegerField(default=bedside.kit.ids.new_id, primary_key=True, serialize=False))
PATIENT = ("patient_id", models.BigIntegerField())


def _list() -> django.contrib.postgres.fields.ArrayField:
    return django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), size=None)


def _to(table: str, name: str) -> models.ForeignKey:
    return models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name=name, to=table)


def _person() -> models.ForeignKey:
    return models.ForeignKey(
        null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="people.persona"
    )


def _at() -> models.DateTimeField:
    return models.DateTimeField(default=bedside.kit.clock.now)


class Migration(migrations.Migration):
    dependencies = [("messaging", "0004_pictures")]

    operations = [
        migrations.CreateModel(
            name="CareTeam",
            fields=[
                NEW_ID,
                ("named", _list()),
                ("readers", _list()),
                ("part2", models.BooleanField(default=False)),
                ("about_sealed", models.BinaryField(max_length=2000)),
                ("signed_sealed", models.BinaryField(max_length=20000)),
                ("signed_at", _at()),
                ("until_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
                ("patient", _to("people.persona", "care_teams")),
            ],
            options={
                "db_table": "messaging_care_team",
                "indexes": [models.Index(fields=["patient", "-id"], name="care_team_by_patient")],
                "constraints": [
                    models.CheckConstraint(condition=Q(until_at__gt=F("signed_at")), name="care_team_ends_later"),
                    models.CheckConstraint(
                        condition=Q(ended_at=None) | Q(readers=[]), name="care_team_over_has_no_reader"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CareThread",
            fields=[
                NEW_ID,
                PATIENT,
                ("readers", _list()),
                ("subject_sealed", models.BinaryField(max_length=1000)),
                ("part2", models.BooleanField(default=False)),
                ("begun_at", _at()),
                ("last_message_id", models.BigIntegerField(default=0)),
                ("team", _to("messaging.careteam", "threads")),
            ],
            options={"db_table": "messaging_care_thread"},
        ),
        migrations.CreateModel(
            name="CareMessage",
            fields=[
                NEW_ID,
                ("team_id", models.BigIntegerField()),
                PATIENT,
                ("readers", _list()),
                ("practice_id", models.BigIntegerField()),
                ("name", models.CharField(max_length=60)),
                ("words_sealed", models.BinaryField(max_length=40064)),
                ("sent_at", _at()),
                ("author", _person()),
                ("thread", _to("messaging.carethread", "messages")),
            ],
            options={
                "db_table": "messaging_care_message",
                "indexes": [models.Index(fields=["team_id"], name="care_message_by_team")],
            },
        ),
        migrations.CreateModel(
            name="CareSeen",
            fields=[
                NEW_ID,
                ("team_id", models.BigIntegerField()),
                PATIENT,
                ("readers", _list()),
                ("practice_id", models.BigIntegerField()),
                ("name", models.CharField(max_length=60)),
                ("upto_id", models.BigIntegerField()),
                ("opened_at", _at()),
                ("persona", _person()),
                ("thread", _to("messaging.carethread", "openings")),
            ],
            options={
                "db_table": "messaging_care_seen",
                "indexes": [models.Index(fields=["team_id"], name="care_seen_by_team")],
            },
        ),
        protect("messaging_care_team", read=READERS, write=HERS),
        *(
            protect(table, read=READERS, write=READERS)
            for table in ("messaging_care_thread", "messaging_care_message", "messaging_care_seen")
        ),
    ]
